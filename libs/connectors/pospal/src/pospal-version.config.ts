import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';

/** The version of the interface that has no members' balances. */
export const WITHOUT_BALANCE = 2;

const isBalance = (method: unknown): boolean =>
  typeof method === 'string' && method.toLowerCase() === 'customerbalance';

/** What a version of the interface does not have. */
export function versionFaults({
  signatureVersion,
  payMethods,
  otherPayMethod,
}: ConnectorConfig): readonly FieldFault[] {
  if (signatureVersion !== WITHOUT_BALANCE) return [];
  const message = 'version 2 of the interface has no CustomerBalance: name another method';
  const mapped = Object.values(Object(payMethods) as object).some(isBalance);
  return [
    ...(mapped ? [{ field: 'payMethods', message }] : []),
    ...(isBalance(otherPayMethod) ? [{ field: 'otherPayMethod', message }] : []),
  ];
}
