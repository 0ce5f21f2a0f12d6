import type { ConfigField, ConnectorConfig } from '#connectors-core/config-field.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { isTimeOfDay, isTimeZone } from '#domain/business-time.js';
import { ORDER_NUMBERS } from '#domain/order-number.js';

/** What the shop's order numbers name, and what follows where two documents of one number disagree. */
export const storefrontNumberFields = [
  {
    name: 'orderNumbers',
    label: 'Order numbers are',
    description:
      'unique: one number is one order in the whole shop. per_store: each store numbers for itself. per_store_day: ' +
      'each store begins anew every day. A change holds for orders placed at or after it; older ones keep their number.',
    type: 'choice',
    choices: ORDER_NUMBERS,
    default: 'unique',
    dated: true,
  },
  {
    name: 'numbersRestartAt',
    label: 'Numbers begin anew at',
    description: 'HH:MM. Only per_store_day asks for it: an order placed before it is of the day before.',
    type: 'text',
    pattern: '([01]\\d|2[0-3]):[0-5]\\d',
    default: '00:00',
    dated: true,
  },
  {
    name: 'numbersZone',
    label: 'Zone of that time',
    description: 'The IANA time zone in which numbers begin anew, the same for all stores of the shop.',
    type: 'text',
    default: 'Asia/Shanghai',
    dated: true,
  },
  {
    name: 'orderMoves',
    label: 'Orders move between stores',
    description:
      'on: a document that names another store than before moves its order there. off: it is not taken, because it may ' +
      'be of another order with the same number; it is shown as contradicting. on asks for unique order numbers.',
    type: 'choice',
    choices: ['off', 'on'],
    default: 'off',
  },
] as const satisfies readonly ConfigField[];

/** What is wrong with these settings beside each other, or beyond their form. */
export function numberFaults(config: ConnectorConfig): readonly FieldFault[] {
  const { orderNumbers, orderMoves, numbersZone, numbersRestartAt } = config;
  const faults: FieldFault[] = [];
  if (orderMoves === 'on' && orderNumbers !== 'unique') {
    const message = 'can only be on where orderNumbers is unique: elsewhere the store is part of the number';
    faults.push({ field: 'orderMoves', message });
  }
  if (typeof numbersZone !== 'string' || !isTimeZone(numbersZone))
    faults.push({ field: 'numbersZone', message: 'is not an IANA time zone such as Asia/Shanghai' });
  if (typeof numbersRestartAt !== 'string' || !isTimeOfDay(numbersRestartAt))
    faults.push({ field: 'numbersRestartAt', message: 'must be a time of day (HH:MM)' });
  return faults;
}
