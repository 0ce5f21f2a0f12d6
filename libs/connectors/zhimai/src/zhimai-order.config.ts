import type { ConfigField } from '#connectors-core/config-field.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { KNOWN_AFTER_SALES, KNOWN_FULFILMENTS, KNOWN_PAYMENTS } from '#domain/order-status.js';

/** What an order's amounts and states mean. */
export const orderFields = [
  {
    name: 'saleAmount',
    labels: { zh: '销售额用哪个金额', en: 'The sale is' },
    descriptions: {
      zh: '算销售额时用实付金额（actualAmount，默认）还是支付金额（payAmount）；没有这个就用另一个。两个都有又不一样的订单会标出来。企迈没有说明哪个算销售额，默认是推测的：请拿几个订单核对。',
      en: 'Which amount counts as sold: actual = actualAmount (实付金额, the default), pay = payAmount (支付金额); the other one where it is missing. Orders where both exist and differ are flagged. Guessed: compare some orders.',
    },
    type: 'choice',
    choices: {
      actual: { zh: '实付金额（actualAmount）', en: 'actualAmount (实付金额)' },
      pay: { zh: '支付金额（payAmount）', en: 'payAmount (支付金额)' },
    },
    default: 'actual',
  },
  {
    name: 'amountUnit',
    labels: { zh: '金额的单位', en: 'Amounts are in' },
    descriptions: {
      zh: '企迈给的金额是分（默认）还是元。默认是从 V3 和字段类型推测的：请拿一个订单核对。不像这个单位的金额不采用，并标出来，例如按分时的 25.00。',
      en: 'fen (the default: the vendor’s V3 and the page’s types) or yuan. An amount that cannot be of the unit is left out and flagged: 25.00 is none in fen. Guessed; look at one order.',
    },
    type: 'choice',
    choices: { fen: { zh: '分', en: 'fen' }, yuan: { zh: '元', en: 'yuan' } },
    default: 'fen',
  },
  {
    name: 'payStatusMap',
    labels: { zh: '支付状态对照', en: 'payStatus means' },
    descriptions: {
      zh: '左边填企迈的支付状态（payStatus），右边选我们的状态。默认 1 已付款、0 未付款，是从 V3 推测的。没有写的按“不认识”处理。',
      en: 'payStatus → unpaid, paid or refunded. A value that is not listed is unknown. The default (1 paid, 0 unpaid) is guessed from the vendor’s V3.',
    },
    type: 'map',
    values: KNOWN_PAYMENTS,
    default: { '1': 'paid', '0': 'unpaid' },
  },
  {
    name: 'statusMap',
    labels: { zh: '订单状态对照', en: 'status means' },
    descriptions: {
      zh: '左边填企迈的订单状态（status），右边选我们的状态。企迈没有公布有哪些，所以默认是空的：所有状态都按“不认识”处理，直到你们照订单里看到的填进来。',
      en: 'status → created, accepted, preparing, ready, shipped, completed or cancelled. The vendor publishes no list: ships empty, so every status is unknown until you enter what your orders show.',
    },
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: {},
  },
  {
    name: 'afterSaleStatusMap',
    labels: { zh: '售后状态对照', en: 'afterSaleStatus means' },
    descriptions: {
      zh: '左边填企迈的售后状态（afterSaleStatus），右边选我们的状态。企迈没有公布有哪些，所以默认是空的；没有写的按“不认识”处理。',
      en: 'afterSaleStatus → none, requested, partly_refunded, refunded or rejected. The vendor publishes no list: ships empty, and a value that is not listed is unknown.',
    },
    type: 'map',
    values: KNOWN_AFTER_SALES,
    default: {},
  },
  {
    name: 'orderTypeMap',
    labels: { zh: '订单类型对照', en: 'orderType means' },
    descriptions: {
      zh: '左边填企迈的订单类型（orderType），右边选交付方式。V2 没有公布有哪些，所以默认是空的（V3 是 11 堂食，12 自提，13 外卖）。',
      en: 'orderType → delivery, pickup or dine_in. The vendor publishes no list for V2 (its V3: 11 dine-in, 12 pickup, 13 takeaway): ships empty.',
    },
    type: 'map',
    values: SERVICE_KINDS,
    default: {},
  },
  {
    name: 'refusalMeans',
    labels: { zh: '门店拒单后', en: 'A refusal by the store means' },
    descriptions: {
      zh: '有拒单原因（refusalReason）、或接单状态在下面名单里的订单，而上面的对照表没有写它的订单状态时：当作已取消（默认），还是只提醒人、订单照常。',
      en: 'Of an order with a refusalReason (拒单原因), or a receiveStatus of the list below, whose status no map lists. cancelled, the default: the order has ended. flag: it is shown to a person, and goes on.',
    },
    type: 'choice',
    choices: {
      cancelled: { zh: '订单已取消', en: 'the order is cancelled' },
      flag: { zh: '只提醒人，订单照常', en: 'a person is told, the order goes on' },
    },
    default: 'cancelled',
  },
  {
    name: 'refusedReceiveStatuses',
    labels: { zh: '表示拒单的接单状态', en: 'receiveStatus of a refusal' },
    descriptions: {
      zh: '接单状态（receiveStatus）的哪些值表示门店拒单，每行一个。企迈没有公布有哪些，所以默认是空的。',
      en: 'Values of receiveStatus (接单状态) that mean that the store refused the order, one a line. The vendor publishes no list: ships empty.',
    },
    type: 'list',
    default: [],
  },
  {
    name: 'placeUnknown',
    labels: { zh: '有不认识的状态的订单', en: 'Orders with a value that no map lists' },
    descriptions: {
      zh: '订单状态或售后状态不在对照表里的订单，照常下到收银（默认，因为对照表起初是空的），还是先等人决定。',
      en: 'on, the default: they go to the till like any other, because the maps ship empty. hold: an order whose status or afterSaleStatus no map lists waits for a person before it is placed.',
    },
    type: 'choice',
    choices: {
      on: { zh: '照常下单', en: 'placed like any other' },
      hold: { zh: '等人决定', en: 'wait for a person' },
    },
    default: 'on',
  },
  {
    name: 'sourceNoOf',
    labels: { zh: '来源单号是哪个账号的', en: 'Whose number sourceNo is' },
    descriptions: {
      zh: '企迈的来源单号（sourceNo）如果是另一个账号自己的订单号，填那个账号在算盘里的 id。门店、金额、下单时间（36 小时内）都不矛盾时，自动并成一个订单；否则请人看。不填：来源单号只用来搜索。',
      en: 'The id of the account here whose own order numbers Zhimai shows as sourceNo (来源单号), e.g. the shop that its orders come from. Such an order joins that account’s order by itself where store, amount and time of placing (36 hours) do not contradict; else it is suggested to a person. Left empty: sourceNo is only searched by.',
    },
    type: 'text',
  },
] as const satisfies readonly ConfigField[];

export const zhimaiMappedFields: readonly MappedField[] = [
  { field: 'payStatus', group: 'payment', setting: 'payStatusMap' },
  { field: 'status', group: 'fulfilment', setting: 'statusMap' },
  { field: 'afterSaleStatus', group: 'afterSale', setting: 'afterSaleStatusMap' },
  { field: 'orderType', group: 'service', setting: 'orderTypeMap' },
];
