import type { ConfigField } from '#connectors-core/config-field.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { KNOWN_FULFILMENTS } from '#domain/order-status.js';

/** What an order at the till is made of, and how the till's own orders are read. */
export const orderFields = [
  {
    name: 'payMethods',
    label: 'Payment methods',
    description:
      'The storefront’s word → Cash, CustomerBalance, Wxpay, Alipay or payCode_<number> (see queryMyPayMethod). The exact word first, then whatever its case. CustomerBalance takes the money from the member’s balance. Ships empty.',
    type: 'map',
    default: {},
  },
  {
    name: 'otherPayMethod',
    label: 'Payment method of all others',
    description:
      'For paid orders whose word is not in the map. Wxpay, sent as already paid, says only “paid online”; use a payCode_… where refunds at the till are wanted, as the page advises.',
    type: 'text',
    default: 'Wxpay',
  },
  {
    name: 'payMethodCodes',
    label: 'Codes of custom payment methods',
    description:
      'The storefront’s word, or the till’s payCode_… → payMethodCode, which newer tills want of custom methods (orignCode of queryMyPayMethod). Known from a newer page alone. Ships empty: none is sent.',
    type: 'map',
    default: {},
  },
  {
    name: 'mixedPayMethod',
    label: 'Payment method of orders that were paid in several ways',
    description:
      'An order at Pospal has one method. Where the storefront’s parts come to several of the till’s, this one is sent for the whole, e.g. a payCode_…; never CustomerBalance, which would take all of it from the member. Empty: such an order waits for a person.',
    type: 'text',
  },
  {
    name: 'memberNumber',
    label: 'Member number is sent',
    description:
      'balance: only with CustomerBalance, which needs it. always: whenever the storefront names one; then it must exist at Pospal.',
    type: 'choice',
    choices: ['balance', 'always'],
    default: 'balance',
  },
  {
    name: 'prices',
    label: 'Prices',
    description:
      'order: what the customer paid (orderSource=openApi, manualSellPrice, totalAmount). till: the till’s own prices; then no amount is sent and none is compared.',
    type: 'choice',
    choices: ['order', 'till'],
    default: 'order',
  },
  {
    name: 'discount',
    label: 'Discounts of the order',
    description:
      'total: lines at their own price, totalAmount is what was paid. spread: the discount is taken off the lines to the fen, so that they add up to totalAmount. Whether Pospal compares the two is not documented.',
    type: 'choice',
    choices: ['total', 'spread'],
    default: 'total',
  },
  {
    name: 'packageFee',
    label: 'Packaging is sent',
    description:
      'field: as packageFee, which only the newer page has. shipping: added to shippingFee, for tills that do not know the field.',
    type: 'choice',
    choices: ['field', 'shipping'],
    default: 'field',
  },
  {
    name: 'deliveryTime',
    label: 'Expected time as deliveryTime',
    description:
      'Whether the time at which a delivered order is wanted is sent as deliveryTime too, beside reservationTime. Only the newer page has the field; switch it off for tills that do not take it.',
    type: 'boolean',
    default: true,
  },
  {
    name: 'itemComment',
    label: 'Specification in the line’s comment',
    description:
      'Whether the storefront’s specification (大杯/少冰) is sent as the line’s comment, for the kitchen. With version 2, which wants the field, it is there all the same, empty where there is nothing to say.',
    type: 'boolean',
    default: true,
  },
  {
    name: 'unstatedService',
    label: 'Orders that do not say how they are handed over',
    description: 'delivery (deliveryType 0, the page’s default) or in_store (1).',
    type: 'choice',
    choices: ['delivery', 'in_store'],
    default: 'delivery',
  },
  {
    name: 'skipStockCheck',
    label: 'Sell at stock 0',
    description:
      'skipProductStockValidation=1: an order is taken although the till counts no stock. Off, as at Pospal.',
    type: 'boolean',
    default: false,
  },
  {
    name: 'fallbackTel',
    label: 'Phone where there is none',
    description:
      'The page requires contactTel; whether it is checked is not documented. The name is then the store’s. An order of the till with this phone is read as one without.',
    type: 'text',
    default: '00000000000',
  },
  {
    name: 'fallbackAddress',
    label: 'Address where there is none',
    description: 'The page requires contactAddress, of orders that are picked up as well.',
    type: 'text',
    default: '到店自取',
  },
  {
    name: 'longestRemark',
    label: 'Longest remark',
    description:
      'orderRemark is cut to so many characters; our marker and the storefront’s number stand first. Empty: never cut, because a customer’s allergy may stand at the end. No limit is documented.',
    type: 'integer',
    min: 60,
    max: 10_000,
  },
  {
    name: 'unsoldStates',
    label: 'States that sell nothing',
    description:
      'An order at the till counts as paid at its orderDateTime, unless its state is listed or its online payment is open. 3 is cancelled, which sells nothing in any case.',
    type: 'list',
    default: ['3'],
  },
  {
    name: 'onlineUnpaid',
    label: 'Orders with an open online payment',
    description:
      'unsold: an order whose row says payOnLine 1 and isOnlinePaymentCompleted 0 is unpaid until that changes. sold: it counts as any other. Both fields are known from clients alone; orders of ours are never judged by them.',
    type: 'choice',
    choices: ['unsold', 'sold'],
    default: 'unsold',
  },
  {
    name: 'stateMap',
    label: 'state means',
    description:
      'state → created, accepted, preparing, ready, shipped, completed or cancelled, before what the page says of 0, 1, 2, 3, 4, 5 and 8. A state that neither lists is unknown.',
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: {},
  },
  {
    name: 'deliveryTypeMap',
    label: 'deliveryType means',
    description:
      'deliveryType → delivery, pickup or dine_in, before what the page says of 0, 1, 2 and 4. Of 3, 预约单, it does not say what was booked.',
    type: 'map',
    values: SERVICE_KINDS,
    default: {},
  },
  {
    name: 'linePrice',
    label: 'Price of a till’s line',
    description:
      'Which of the answer’s prices is shown as the unit price, the other one where it is missing. Which one an order was sold at is not documented; sales count the total alone.',
    type: 'choice',
    choices: ['productSellPrice', 'eshopSellPrice'],
    default: 'productSellPrice',
  },
] as const satisfies readonly ConfigField[];

export const pospalMappedFields: readonly MappedField[] = [
  { field: 'state', group: 'fulfilment', setting: 'stateMap' },
  { field: 'deliveryType', group: 'service', setting: 'deliveryTypeMap' },
];
