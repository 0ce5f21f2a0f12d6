import type { connector } from './connector.js';
import type { deliveryDetail, deliveryResolution } from './delivery.js';
import type { discrepancyDecision } from './discrepancy-decision.js';
import type { WordText } from './flag-words.js';
import type { job } from './job.js';
import type { me } from './me.js';
import type { newRuleSet } from './rule-set.js';
import type { salesExportQuery } from './sales-export.js';
import type { salesGap } from './sales-gap.js';

type Words<K extends string> = Readonly<Record<K, WordText>>;
type Rules = (typeof newRuleSet)['_output'];
type Contradiction = NonNullable<(typeof deliveryDetail)['_output']['contradiction']>;

/** At which of its instants an order counts. */
export const COUNTED_BY_TEXTS = {
  paid: { zh: '付款时间', en: 'when it was paid' },
  placed: { zh: '下单时间', en: 'when it was placed' },
  completed: { zh: '完成时间', en: 'when it was completed' },
} as const satisfies Words<Rules['countedBy']>;

export const REFUNDS_TEXTS = {
  ignore: { zh: '不扣退款', en: 'they change no hour' },
  own_hour: { zh: '扣在退款的小时', en: 'taken off the hour of the refund' },
  sale_hour: { zh: '扣在销售的小时', en: 'taken off the hour of the sale' },
} as const satisfies Words<Rules['refunds']>;

/** What of an order’s amount may be left out. */
export const PART_TEXTS = {
  freight: { zh: '运费', en: 'freight' },
  packaging: { zh: '包装费', en: 'packaging' },
  service: { zh: '服务费', en: 'service charge' },
  rounding: { zh: '抹零', en: 'rounding' },
} as const satisfies Words<Rules['leftOut'][number]>;

export const NEGATIVE_HOURS_TEXTS = {
  hold: { zh: '等人决定', en: 'wait for a person' },
  send: { zh: '照样上报', en: 'report them as they are' },
} as const satisfies Words<Rules['negativeHours']>;

export const EXPORT_BY_TEXTS = {
  hour: { zh: '按小时', en: 'by hour' },
  day: { zh: '按天', en: 'by day' },
  store: { zh: '按门店', en: 'by store' },
} as const satisfies Words<(typeof salesExportQuery)['_output']['by']>;

/** What fills an hour that was left out. */
export const FILLS_TEXTS = {
  itself: { zh: '几分钟内自动补上', en: 'it is filled by itself within minutes' },
  asked: { zh: '要人来上报', en: 'a person has to report it' },
} as const satisfies Words<NonNullable<(typeof salesGap)['_output']['fills']>>;

export const DECISION_TEXTS = {
  dismiss: { zh: '忽略', en: 'dismiss' },
  accept: { zh: '接受', en: 'accept' },
  reopen: { zh: '重新打开', en: 'open again' },
  assign: { zh: '交给某人', en: 'assign' },
} as const satisfies Words<(typeof discrepancyDecision)['_output']>;

/** What a delivery is taken for whose number is another order’s. */
export const RESOLVED_AS_TEXTS = {
  same: { zh: '就是那个订单', en: 'it is that order' },
  another: { zh: '是另一个订单', en: 'it is another order' },
  discard: { zh: '丢弃这个推送', en: 'discard the delivery' },
  replay: { zh: '重新处理', en: 'replay it' },
} as const satisfies Words<
  NonNullable<Contradiction['resolvedAs']> | (typeof deliveryResolution)['_output']['as']
>;

/** In what two orders differ that carry one number. */
export const DIFFERS_TEXTS = {
  orderNo: { zh: '订单号', en: 'order number' },
  storeCode: { zh: '门店', en: 'store' },
  placedAt: { zh: '下单时间', en: 'time of placing' },
} as const satisfies Words<Contradiction['differs'][number]>;

export const UNIT_TEXTS = {
  orders: { zh: '订单', en: 'orders' },
  legs: { zh: '单据', en: 'legs' },
  hours: { zh: '小时', en: 'hours' },
  windows: { zh: '时间窗', en: 'windows' },
  items: { zh: '项', en: 'things' },
} as const satisfies Words<NonNullable<(typeof job)['_output']['progress']>['unit']>;

export const PURPOSE_TEXTS = {
  backfill: { zh: '有人要求补读', en: 'a person asked for it' },
  repair: { zh: '为了修复', en: 'for a repair' },
} as const satisfies Words<NonNullable<(typeof job)['_output']['backfill']>['purpose']>;

export const LANGUAGE_TEXTS = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
} as const satisfies Words<'zh' | 'en'>;

/** In which hour a store sells worse than usual. */
export const SLOW_OF_TEXTS = {
  hour: { zh: '这个小时', en: 'this hour' },
  today: { zh: '今天', en: 'today' },
} as const satisfies Words<'hour' | 'today'>;

/** What a vendor is to the chain: whether its orders are sales. */
export const SELLS_TEXTS = {
  first: { zh: '店铺：它的订单算销售', en: 'a storefront: its orders are sales' },
  else: { zh: '收银：店铺没有的订单算销售', en: 'a till: orders that no storefront has are sales' },
  never: { zh: '只看对方怎么记，不算销售', en: 'shows how the vendor sees it, sells nothing' },
} as const satisfies Words<(typeof connector)['_output']['sells']>;

/** Which store the orders of an account are of. */
export const STORE_IDS_TEXTS = {
  vendor: { zh: '按对方的门店号，要绑定', en: 'by the vendor’s store ids, which are bound' },
  own: { zh: '按我们的门店编码，不用绑定', en: 'by our store codes, nothing is bound' },
  account: { zh: '整个账号是一个门店', en: 'the account is one store' },
} as const satisfies Words<(typeof connector)['_output']['storeIds']>;

export const FIELD_TYPE_TEXTS = {
  text: { zh: '文字', en: 'text' },
  integer: { zh: '整数', en: 'whole number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  choice: { zh: '选一个', en: 'one of several' },
  list: { zh: '列表', en: 'list' },
  map: { zh: '对照表', en: 'map' },
  flags: { zh: '开关', en: 'switches' },
} as const satisfies Words<(typeof connector)['_output']['fields'][number]['type']>;

/** Who has done something. */
export const ACTOR_TEXTS = {
  key: { zh: '密钥', en: 'API key' },
  user: { zh: '用户', en: 'user' },
} as const satisfies Words<(typeof me)['_output']['actor']['kind']>;
