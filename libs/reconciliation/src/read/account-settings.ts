import {
  ORDERS_FROM_FIELD,
  type OrdersFrom,
  PATIENCE,
  REPAIRS,
  type Tickets,
  TICKETS_FIELD,
} from '#connectors-core/reconcile-fields.js';
import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { Fen } from '#domain/money.js';
import { RULE_CODES, type RuleCode } from '#domain/discrepancy-rule.js';
import { REPAIR_POLICIES, type RepairPolicy } from '#domain/repair.js';

const MINUTE_MS = 60_000;

/** What an account's settings say of rules; what was saved before it was looked at says nothing. */
export const patienceOf = (config: ConnectorConfig): Map<RuleCode, number> =>
  ofRules(config, PATIENCE.name, (stated) => {
    const minutes = Number(stated);
    return Number.isSafeInteger(minutes) ? minutes * MINUTE_MS : undefined;
  });

export const repairPolicyOf = (config: ConnectorConfig): Map<RuleCode, RepairPolicy> =>
  ofRules(config, REPAIRS.name, (stated) => REPAIR_POLICIES.find((policy) => policy === stated));

function ofRules<Value>(
  config: ConnectorConfig,
  name: string,
  read: (stated: unknown) => Value | undefined,
): Map<RuleCode, Value> {
  const stated = config[name];
  if (typeof stated !== 'object' || Array.isArray(stated)) return new Map();
  const byRule = new Map<string, unknown>(Object.entries(stated));
  return new Map(
    RULE_CODES.flatMap((rule) => {
      const value = byRule.has(rule) ? read(byRule.get(rule)) : undefined;
      return value === undefined ? [] : [[rule, value] as const];
    }),
  );
}

export const ordersFromOf = (config: ConnectorConfig): OrdersFrom =>
  config[ORDERS_FROM_FIELD.name] === 'storefront' ? 'storefront' : 'anywhere';

/** Of a connector without the setting: unknown. */
export const ticketsOf = (config: ConnectorConfig): Tickets =>
  config[TICKETS_FIELD.name] === 'same_sales' ? 'same_sales' : 'unknown';

/** Of a connector without the setting: none. */
export function roundingMostOf({ roundingMostFen }: ConnectorConfig): Fen {
  return typeof roundingMostFen === 'number' ? BigInt(roundingMostFen) : 0n;
}
