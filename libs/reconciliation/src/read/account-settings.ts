import { ORDERS_FROM_FIELD, type OrdersFrom, PATIENCE } from '#connectors-core/reconcile-fields.js';
import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { Fen } from '#domain/money.js';
import { RULE_CODES, type RuleCode } from '#domain/discrepancy-rule.js';

const MINUTE_MS = 60_000;

/** What an account's settings say of rules; what was saved before it was looked at says nothing. */
export function patienceOf(config: ConnectorConfig): Map<RuleCode, number> {
  const stated = config[PATIENCE.name];
  if (typeof stated !== 'object' || Array.isArray(stated)) return new Map();
  const minutes = new Map(Object.entries(stated).map(([rule, value]) => [rule, Number(value)]));
  return new Map(
    RULE_CODES.flatMap((rule) => {
      const own = minutes.get(rule);
      return own === undefined || !Number.isSafeInteger(own) ? [] : [[rule, own * MINUTE_MS] as const];
    }),
  );
}

export const ordersFromOf = (config: ConnectorConfig): OrdersFrom =>
  config[ORDERS_FROM_FIELD.name] === 'storefront' ? 'storefront' : 'anywhere';

/** Of a connector without the setting: none. */
export function roundingMostOf({ roundingMostFen }: ConnectorConfig): Fen {
  return typeof roundingMostFen === 'number' ? BigInt(roundingMostFen) : 0n;
}
