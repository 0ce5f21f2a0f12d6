import type { ConfigField } from '#connectors-core/config-field.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { KNOWN_FULFILMENTS } from '#domain/order-status.js';

/** How the till's own orders are read. */
export const readingFields = [
  {
    name: 'unsoldStates',
    labels: { zh: '不算销售的订单状态', en: 'States that sell nothing' },
    descriptions: {
      zh: '收银的订单默认按下单时间（orderDateTime）算已付款；订单状态（state）在这里的、或线上付款没有完成的除外。每行一个，默认 3（已取消）；已取消的反正不算销售。',
      en: 'An order at the till counts as paid at its orderDateTime, unless its state is listed, one a line, or its online payment is open. 3, the default, is cancelled, which sells nothing in any case.',
    },
    type: 'list',
    default: ['3'],
  },
  {
    name: 'onlineUnpaid',
    labels: { zh: '线上付款没有完成的订单', en: 'Orders with an open online payment' },
    descriptions: {
      zh: '要线上付款（payOnLine=1）、还没有付成（isOnlinePaymentCompleted=0）的订单：默认算未付款，付成了再算。也可以和别的订单一样算销售。这两项只在公开的程序里见过，银豹的页面没有。我们自己下的订单不看它们。',
      en: 'unsold, the default: an order whose row says payOnLine 1 and isOnlinePaymentCompleted 0 is unpaid until that changes. sold: it counts as any other. Both fields are known from clients alone; orders of ours are never judged by them.',
    },
    type: 'choice',
    choices: { unsold: { zh: '不算销售', en: 'not sold' }, sold: { zh: '算销售', en: 'sold' } },
    default: 'unsold',
  },
  {
    name: 'stateMap',
    labels: { zh: '订单状态对照', en: 'state means' },
    descriptions: {
      zh: '左边填银豹的订单状态（state），右边选我们的状态；写了的优先于银豹页面对 0、1、2、3、4、5、8 的说明。两边都没有的按“不认识”处理。默认是空的。',
      en: 'state → created, accepted, preparing, ready, shipped, completed or cancelled, before what the page says of 0, 1, 2, 3, 4, 5 and 8. A state that neither lists is unknown. Ships empty.',
    },
    type: 'map',
    values: KNOWN_FULFILMENTS,
    default: {},
  },
  {
    name: 'deliveryTypeMap',
    labels: { zh: '配送类型对照', en: 'deliveryType means' },
    descriptions: {
      zh: '左边填银豹的配送类型（deliveryType），右边选交付方式；写了的优先于银豹页面对 0、1、2、4 的说明。3 是预约单，页面没有说预约的是哪种。默认是空的。',
      en: 'deliveryType → delivery, pickup or dine_in, before what the page says of 0, 1, 2 and 4. Of 3, 预约单, it does not say what was booked. Ships empty.',
    },
    type: 'map',
    values: SERVICE_KINDS,
    default: {},
  },
  {
    name: 'linePrice',
    labels: { zh: '商品显示哪个单价', en: 'Price of a till’s line' },
    descriptions: {
      zh: '收银的订单里，每行商品显示商品销售价（默认）还是网店销售价；没有这个就用另一个。银豹没有说明成交的是哪个。只用来显示，销售额只看总金额。',
      en: 'Which of the answer’s prices is shown as the unit price (productSellPrice unless told), the other one where it is missing. Which one an order was sold at is not documented; sales count the total alone.',
    },
    type: 'choice',
    choices: {
      productSellPrice: { zh: '商品销售价（productSellPrice）', en: 'productSellPrice' },
      eshopSellPrice: { zh: '网店销售价（eshopSellPrice）', en: 'eshopSellPrice' },
    },
    default: 'productSellPrice',
  },
] as const satisfies readonly ConfigField[];

export const pospalMappedFields: readonly MappedField[] = [
  { field: 'state', group: 'fulfilment', setting: 'stateMap' },
  { field: 'deliveryType', group: 'service', setting: 'deliveryTypeMap' },
];
