import { CLOSED_BY_TEXTS, STEPS } from './discrepancy-words.js';
import { COMMANDS, HELD_REASONS, type WordText } from './flag-words.js';
import { REPAIR_TEXTS, REPAIR_WHY_TEXTS, VERIFIED_TEXTS } from './repair-words.js';

type Words = Readonly<Record<string, WordText>>;

const AFTER_SALES = {
  none: { zh: '无', en: 'none' },
  requested: { zh: '申请退款', en: 'asked for' },
  partly_refunded: { zh: '部分退款', en: 'partly refunded' },
  refunded: { zh: '全部退款', en: 'refunded' },
  rejected: { zh: '拒绝退款', en: 'refused' },
  unknown: { zh: '不认识的状态', en: 'in a state that is not known' },
} as const satisfies Words;

const SERVICES = {
  delivery: { zh: '配送', en: 'delivery' },
  pickup: { zh: '自取', en: 'to be picked up' },
  dine_in: { zh: '堂食', en: 'eaten there' },
} as const satisfies Words;

/** By what a leg belongs to an order, as its link says it. */
const LINKS = {
  'first observation': { zh: '第一次见到', en: 'it was seen for the first time' },
  marker: { zh: '我们写进备注的标记', en: 'the marker that we wrote into it' },
  receipt: { zh: '收银下单的回执', en: 'the receipt of placing it' },
  'declared number': { zh: '它报出的对方单号', en: 'the number that it names' },
  told: { zh: '有人指定', en: 'a person said so' },
  'taken back': { zh: '有人收回了指定', en: 'a person took that back' },
  person: { zh: '有人关联', en: 'a person linked it' },
  'number not unique': { zh: '单号不止一个订单用', en: 'more than one order has that number' },
} as const satisfies Words;

const CAUSES = {
  rule: { zh: '按规则', en: 'by the rules' },
  copy: { zh: '收银多出一单', en: 'a copy turned up at the till' },
  operator: { zh: '有人要求', en: 'a person asked for it' },
  repair: { zh: '有人批准了修复', en: 'a person approved a repair' },
} as const satisfies Words;

/** Why hours are counted otherwise. */
const WHYS = {
  record: { zh: '来源的消息', en: 'of what was stated' },
  link: { zh: '订单的关联变了', en: 'of a link' },
  binding: { zh: '门店绑定变了', en: 'of another binding' },
  correction: { zh: '人工更正', en: 'of a correction' },
  rule: { zh: '门店的计数规则变了', en: 'of other rules of the store' },
  upgrade: { zh: '升级时补记', en: 'it was written down by an upgrade' },
} as const satisfies Words;

const ACTS = {
  ...COMMANDS,
  find: { zh: '查找', en: 'looked for there' },
  read: { zh: '读取', en: 'read there' },
} as const satisfies Words;

const ERRORS = {
  invalid_config: { zh: '账号设置不对', en: 'the settings of the account are not right' },
  invalid_binding: { zh: '对方没有这个门店', en: 'the store is not known there' },
  auth_failed: { zh: '对方不认密钥', en: 'the keys are refused' },
  invalid_signature: { zh: '对方不认签名', en: 'the signature is refused' },
  rate_limited: { zh: '对方嫌调用太快', en: 'too many calls at once' },
  quota_exhausted: { zh: '调用次数用完了', en: 'no calls are left' },
  unavailable: { zh: '对方连不上', en: 'the vendor could not be reached' },
  invalid_response: { zh: '对方的回答读不懂', en: 'nobody could read the answer' },
  rejected: { zh: '对方拒绝', en: 'it was refused' },
  duplicate: { zh: '对方说已经有了', en: 'it is there already' },
  outcome_unknown: { zh: '没有答复，不知道到没到', en: 'no answer; it may have arrived or not' },
  unsupported: { zh: '对方做不到', en: 'that cannot be done there' },
  internal: { zh: '系统内部出错', en: 'an error of ours' },
  paused: { zh: '账号已暂停', en: 'the account is paused' },
} as const satisfies Words;

const OUTCOMES = {
  ...STEPS,
  ...ERRORS,
  done: { zh: '成功', en: 'done' },
  absent: { zh: '没有', en: 'not there' },
  found: { zh: '找到了', en: 'found' },
  not_sent: { zh: '没有发出', en: 'not sent' },
} as const satisfies Words;

const REASONS = {
  ...HELD_REASONS,
  ...ERRORS,
  taken_back: { zh: '有人撤下', en: 'a person took it back' },
  not_wanted: { zh: '不再需要', en: 'nothing asks for it any more' },
  at_a_till: { zh: '收银已经有这个订单', en: 'the till has it already' },
  placed_otherwise: { zh: '由另一个命令下单', en: 'the order is placed by another command' },
  order_moved: { zh: '订单改到了别的门店', en: 'the order has gone to another store' },
  linked_anew: { zh: '订单的关联变了，重新判断', en: 'the order is another since, and is looked at anew' },
  order_unpaid: { zh: '订单没有付款', en: 'the order is not paid' },
  order_refunded: { zh: '订单已退款', en: 'the order is refunded' },
  order_cancelled: { zh: '订单已取消', en: 'the order is cancelled' },
  order_completed: { zh: '订单已完成', en: 'the order is completed' },
  till_completed: { zh: '收银那边已经完成', en: 'the till has completed it' },
  till_cancelled: { zh: '收银那边已经取消', en: 'the till has cancelled it' },
} as const satisfies Words;

/** What a person decided about a command. */
const DECISIONS = {
  request: { zh: '要求下单', en: 'is asked for' },
  release: { zh: '现在就发', en: 'is to be sent now' },
  withdrawn: { zh: '不再发', en: 'is not to be sent any more' },
  placed: { zh: '收银已经有这个订单', en: 'has reached the till' },
  absent: { zh: '收银没有这个订单', en: 'has not reached the till' },
  reached: { zh: '收银那边已经办好', en: 'is done at the till' },
  undo: { zh: '收回“收银已有”的说法', en: 'has not reached the till after all' },
  unlinked: {
    zh: '收银那一单不是这个订单，收银有没有它要人确认',
    en: 'may have reached the till or not, for the order that was found there is another one',
  },
} as const satisfies Words;

/** How a report of an hour stands; of one that is over, why where it is ours to say. */
const REPORTS = {
  waiting: { zh: '等待上报', en: 'waits to be sent' },
  accepted: { zh: '对方已收下', en: 'is accepted' },
  failed: { zh: '没有报成', en: 'has failed' },
  unknown: { zh: '不知道到没到', en: 'may have arrived or not' },
  conflict: { zh: '别人已经报过', en: 'met a report of somebody else' },
  superseded: { zh: '后来的版本代替了它', en: 'gave way to a later one' },
  unbound: { zh: '门店不再向它上报', en: 'was given up, as the store is reported there no longer' },
  unconfirmed: { zh: '可能晚到，盖掉了后来的数', en: 'may have arrived late and covered a later one' },
} as const satisfies Words;

/** Words of ours in the evidence of a timeline, by the name that they stand under. */
export const TIMELINE_WORDS: Readonly<Record<string, Words>> = {
  ...{ payment: STEPS, fulfilment: STEPS, afterSale: AFTER_SALES, service: SERVICES },
  ...{ link: LINKS, cause: CAUSES, why: WHYS, command: COMMANDS, act: ACTS, outcome: OUTCOMES },
  ...{ reason: REASONS, decision: DECISIONS, report: REPORTS, closedBy: CLOSED_BY_TEXTS },
  ...{ repair: REPAIR_TEXTS, ended: REPAIR_WHY_TEXTS, verified: VERIFIED_TEXTS },
};
