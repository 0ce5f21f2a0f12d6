import type { BothText } from '#connectors-core/both-text.js';
import type { ConfigField, ConnectorConfig } from '#connectors-core/config-field.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { isTimeOfDay, isTimeZone } from '#domain/business-time.js';
import type { OrderNumbers } from '#domain/order-number.js';
import { fault } from '#domain/refusal.js';

const NUMBERED_WITHIN = {
  unique: { zh: '整个商城不重复', en: 'unique in the whole shop' },
  per_store: { zh: '各门店自己编号', en: 'each store’s own' },
  per_store_day: { zh: '各门店每天重新编号', en: 'each store’s own, anew every day' },
} as const satisfies Readonly<Record<OrderNumbers, BothText>>;

/** What the shop's order numbers name, and what follows where two documents of one number disagree. */
export const storefrontNumberFields = [
  {
    name: 'orderNumbers',
    labels: { zh: '订单号的范围', en: 'Order numbers are' },
    descriptions: {
      zh: '商城的订单号（orderNo）在哪个范围里不重复。请问做商城的人；默认整个商城不重复。改了以后，只管改的时间以后下的订单，以前的订单号不变。',
      en:
        'Within what the shop’s orderNo names one order: ask who runs the shop. unique: one number is one order in the whole ' +
        'shop, the default. per_store: each store numbers for itself. per_store_day: each store begins anew every day. A ' +
        'change holds for orders placed at or after it; older ones keep their number.',
    },
    type: 'choice',
    choices: NUMBERED_WITHIN,
    default: 'unique',
    dated: true,
  },
  {
    name: 'numbersRestartAt',
    labels: { zh: '订单号几点重新开始', en: 'Numbers begin anew at' },
    descriptions: {
      zh: '写成 HH:MM，默认 00:00。只有订单号每天重新开始时才用：在这个时间以前下的订单，算前一天的号。',
      en: 'HH:MM, 00:00 unless told. Only per_store_day asks for it: an order placed before it is of the day before.',
    },
    type: 'text',
    pattern: '([01]\\d|2[0-3]):[0-5]\\d',
    default: '00:00',
    dated: true,
  },
  {
    name: 'numbersZone',
    labels: { zh: '这个时间的时区', en: 'Zone of that time' },
    descriptions: {
      zh: '订单号每天重新开始时，按哪个时区的时间；商城所有门店用同一个。写 IANA 名字，默认 Asia/Shanghai（北京时间）。',
      en: 'The IANA time zone in which numbers begin anew, the same for all stores of the shop. Asia/Shanghai unless told.',
    },
    type: 'text',
    default: 'Asia/Shanghai',
    dated: true,
  },
  {
    name: 'orderMoves',
    labels: { zh: '订单会不会换门店', en: 'Orders move between stores' },
    descriptions: {
      zh: '同一个订单号后来写了别的门店怎么办。默认不收：它可能是另一个订单，列为矛盾，等人决定。选“会换”就把订单改到新门店；只有订单号在整个商城不重复时才能选。',
      en:
        'on: a document that names another store than before moves its order there. off, the default: it is not taken, ' +
        'because it may be of another order with the same number; it is shown as contradicting. on asks for unique order ' +
        'numbers.',
    },
    type: 'choice',
    choices: {
      off: { zh: '不会：列为矛盾', en: 'no: shown as contradicting' },
      on: { zh: '会换：改到新门店', en: 'yes: the order is moved' },
    },
    default: 'off',
  },
] as const satisfies readonly ConfigField[];

/** What is wrong with these settings beside each other, or beyond their form. */
export function numberFaults(config: ConnectorConfig): readonly FieldFault[] {
  const { orderNumbers, orderMoves, numbersZone, numbersRestartAt } = config;
  const faults: FieldFault[] = [];
  if (orderMoves === 'on' && orderNumbers !== 'unique') {
    faults.push(fault('orderMoves', 'moves_need_unique_numbers'));
  }
  if (typeof numbersZone !== 'string' || !isTimeZone(numbersZone))
    faults.push(fault('numbersZone', 'must_be_time_zone'));
  if (typeof numbersRestartAt !== 'string' || !isTimeOfDay(numbersRestartAt))
    faults.push(fault('numbersRestartAt', 'must_be_time_of_day', { example: '05:00' }));
  return faults;
}
