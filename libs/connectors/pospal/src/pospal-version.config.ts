import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';

/** The version of the interface that has no members' balances. */
export const WITHOUT_BALANCE = 2;

const WITHOUT = { version: WITHOUT_BALANCE, method: 'CustomerBalance' };

const isBalance = (method: unknown): boolean =>
  typeof method === 'string' && method.toLowerCase() === 'customerbalance';

/** What a version of the interface does not have. */
export function versionFaults({
  signatureVersion,
  payMethods,
  otherPayMethod,
}: ConnectorConfig): readonly FieldFault[] {
  if (signatureVersion !== WITHOUT_BALANCE) return [];
  const mapped = Object.values(Object(payMethods) as object).some(isBalance);
  return [
    ...(mapped ? [fault('payMethods', 'no_balance_in_version', WITHOUT)] : []),
    ...(isBalance(otherPayMethod) ? [fault('otherPayMethod', 'no_balance_in_version', WITHOUT)] : []),
  ];
}
