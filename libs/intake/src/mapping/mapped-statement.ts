import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { MappedField } from '#connectors-core/mapped-field.js';
import type { FoldedLeg, Version } from '#domain/leg.js';
import { type ObservedGroups, type OrderObservation, PRECEDENCE } from '#domain/order-observation.js';
import { type MappedGroup, unmappedValues } from '#domain/unmapped-values.js';
import type { AccountValue } from '#ledger/unmapped-values.store.js';

/** What an account's maps say of its vendor's values. */
export interface MappedValue extends AccountValue {
  readonly state: string;
}

/** Every value that a map of the account lists, with its state. */
export const mappedValues = ({ account, connector }: ActiveAccount): MappedValue[] =>
  (connector.mappedFields ?? []).flatMap(({ group, setting }) =>
    Object.entries(mapIn(account.config, setting)).map(([value, state]) => ({
      ...{ accountId: account.id, group, value, state },
    })),
  );

export const mapIn = (
  config: ActiveAccount['account']['config'],
  setting: MappedField['setting'],
): Readonly<Record<string, string>> => (config[setting] ?? {}) as Readonly<Record<string, string>>;

/**
 * What the vendor said of one group, said once more with the state that its value has by now: of the same instant,
 * from what the leg has kept, so the vendor is not asked. Null where the leg does not have the value any more.
 */
export function mappedStatement(
  leg: { readonly vendorNo: string; readonly state: FoldedLeg },
  { group, value, state }: Pick<MappedValue, 'group' | 'value' | 'state'>,
): OrderObservation | null {
  const version: Version<object> | undefined = leg.state[group];
  if (version === undefined || unmappedValues(leg.state).get(group) !== value) return null;
  const { asOf } = version;
  return {
    vendorNo: leg.vendorNo,
    asOf,
    precedence: PRECEDENCE.mapped,
    ...mappedGroup(leg.state, group, state),
  };
}

function mappedGroup(leg: FoldedLeg, group: MappedGroup, state: string): Partial<ObservedGroups> {
  if (group !== 'service') return { [group]: { ...leg[group]?.value, state } };
  const { raw: _raw, ...service } = { ...leg.service?.value };
  return { service: { ...service, kind: state } as ObservedGroups['service'] };
}
