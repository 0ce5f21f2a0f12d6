import type { ConfigField } from '#connectors-core/config-field.js';

/** Which of the till's payment methods an order is booked with. */
export const paymentFields = [
  {
    name: 'payMethods',
    labels: { zh: '支付方式对照', en: 'Payment methods' },
    descriptions: {
      zh: '左边填店铺的支付方式，右边填银豹的：Cash 现金，CustomerBalance 会员余额，Wxpay 微信，Alipay 支付宝，payCode_加编号是自定义支付（编号用银豹的 queryMyPayMethod 接口查）。先看完全一样的，再不分大小写。CustomerBalance 会扣会员的余额。默认是空的。',
      en: 'The storefront’s word → Cash, CustomerBalance, Wxpay, Alipay or payCode_<number> (see queryMyPayMethod). The exact word first, then whatever its case. CustomerBalance takes the money from the member’s balance. Ships empty.',
    },
    type: 'map',
    default: {},
  },
  {
    name: 'otherPayMethod',
    labels: { zh: '其他支付方式用哪个', en: 'Payment method of all others' },
    descriptions: {
      zh: '已付款、支付方式不在对照表里的订单，用银豹的哪种支付方式。默认 Wxpay（按线上已付款传），只表示“线上付过了”；要在收银退款、反结账的，银豹的页面建议用自定义支付 payCode_…。',
      en: 'For paid orders whose word is not in the map. Wxpay, the default, sent as already paid, says only “paid online”; use a payCode_… where refunds at the till are wanted, as the page advises.',
    },
    type: 'text',
    default: 'Wxpay',
  },
  {
    name: 'payMethodCodes',
    labels: { zh: '自定义支付的编码', en: 'Codes of custom payment methods' },
    descriptions: {
      zh: '较新的银豹用自定义支付时还要 payMethodCode：左边填店铺的支付方式或 payCode_…，右边填编码（queryMyPayMethod 里的 orignCode）。只有较新的页面提到它；默认是空的，不传。',
      en: 'The storefront’s word, or the till’s payCode_… → payMethodCode, which newer tills want of custom methods (orignCode of queryMyPayMethod). Known from a newer page alone. Ships empty: none is sent.',
    },
    type: 'map',
    default: {},
  },
  {
    name: 'mixedPayMethod',
    labels: { zh: '几种方式付款的订单用哪个', en: 'Payment method of orders that were paid in several ways' },
    descriptions: {
      zh: '银豹的一个订单只有一种支付方式。店铺分几种方式付款的订单，整单用这里填的，例如 payCode_…；不能填 CustomerBalance，它会从会员余额扣全部的钱。不填：这样的订单等人决定。',
      en: 'An order at Pospal has one method. Where the storefront’s parts come to several of the till’s, this one is sent for the whole, e.g. a payCode_…; never CustomerBalance, which would take all of it from the member. Empty: such an order waits for a person.',
    },
    type: 'text',
  },
  {
    name: 'memberNumber',
    labels: { zh: '什么时候传会员号', en: 'Member number is sent' },
    descriptions: {
      zh: '默认只在用会员余额支付时传，那时必须有。选“有会员号就传”的，会员号必须在银豹里有，没有的话银豹可能不收。',
      en: 'balance, the default: only with CustomerBalance, which needs it. always: whenever the storefront names one; then it must exist at Pospal, which may refuse one that it does not know.',
    },
    type: 'choice',
    choices: {
      balance: { zh: '只在用会员余额支付时', en: 'only with CustomerBalance' },
      always: { zh: '有会员号就传', en: 'whenever there is one' },
    },
    default: 'balance',
  },
] as const satisfies readonly ConfigField[];
