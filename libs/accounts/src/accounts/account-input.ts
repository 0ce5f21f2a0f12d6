import { checkBaseUrl } from '#connectors-core/base-url.js';
import { callsVendor } from '#connectors-core/calls-vendor.js';
import { checkConfig } from '#connectors-core/config-check.js';
import type { ConnectorConfig } from '#connectors-core/config-field.js';
import { asFlags } from '#connectors-core/config-value.js';
import type { Connector } from '#connectors-core/connector.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';
import { refuseFaults } from '../account-errors.js';

/** As given from outside; `config` has not been looked at yet. */
export interface AccountInput {
  readonly baseUrl: string | undefined;
  readonly config: unknown;
}

export interface AcceptedInput {
  /** Origin only; empty where the connector makes no calls. */
  readonly baseUrl: string;
  readonly config: ConnectorConfig;
}

const inConfig = ({ field, ...said }: FieldFault): FieldFault => ({
  field: field === '' ? 'config' : `config.${field}`,
  ...said,
});

/**
 * Checks a new account's address and settings together, so that all faults are told at once.
 * @throws InvalidFieldsError
 */
export async function acceptNew(
  connector: Connector,
  input: AccountInput,
  policy: OutboundPolicy,
): Promise<AcceptedInput> {
  const baseUrl = input.baseUrl ?? connector.defaultBaseUrl ?? '';
  const { config, faults } = checkConfig(connector.configFields, input.config);
  const wrong = faults.length > 0 ? faults : faultsTogether(connector, config);
  refuseFaults([...(await addressFaults(connector, baseUrl, policy)), ...wrong.map(inConfig)]);
  return { baseUrl: originOf(baseUrl), config };
}

/**
 * Lays what is given over what is stored: an absent field keeps its value, null removes it, an empty
 * sensitive one keeps it (forms cannot show it), and `{ add: … }` of a list comes beside what is there: who changes a
 * secret for another has both for a while, and cannot be shown the first.
 * @param addressFaults what `addressFaults` found in the new address, to be told together with the others
 * @throws InvalidFieldsError
 */
export function acceptChange(
  connector: Connector,
  stored: AcceptedInput,
  change: AccountInput,
  addressFaults: readonly FieldFault[],
): AcceptedInput {
  const { given, added } = partAdded(connector, change.config ?? {});
  const partial = checkConfig(connector.configFields, given, { partial: true });
  const merged = {
    ...{ ...stored.config, ...partial.config },
    ...mergedFlags(connector, stored, partial.config),
    ...mergedLists(stored, partial.config, added),
  };
  const whole = checkConfig(connector.configFields, definedOf(merged), { stored: true });
  const faults = [partial.faults, whole.faults, faultsTogether(connector, whole.config)].find(isAny) ?? [];
  refuseFaults([...addressFaults, ...faults.map(inConfig)]);
  return { baseUrl: originOf(change.baseUrl ?? stored.baseUrl), config: whole.config };
}

/** Of settings that are right one by one. */
const faultsTogether = (connector: Connector, config: ConnectorConfig): readonly FieldFault[] =>
  connector.configFaults?.(config) ?? [];

const isAny = (faults: readonly FieldFault[]): boolean => faults.length > 0;

/** A flag that is not given stays as it is. */
const mergedFlags = (connector: Connector, stored: AcceptedInput, given: ConnectorConfig): ConnectorConfig =>
  Object.fromEntries(
    connector.configFields
      .filter(({ type, name }) => type === 'flags' && given[name] !== undefined)
      .map(({ name }) => [name, { ...asFlags(stored.config[name]), ...asFlags(given[name]) }]),
  );

/** @returns what is given as if nothing were added to anything, and the lists to which it is */
function partAdded(connector: Connector, given: unknown): { given: unknown; added: readonly string[] } {
  if (typeof given !== 'object' || given === null) return { given, added: [] };
  const additions = connector.configFields.flatMap(({ type, name }) => {
    const value: unknown = Object.hasOwn(given, name) ? (given as Record<string, unknown>)[name] : undefined;
    return type === 'list' && isAddition(value) ? [[name, value.add] as const] : [];
  });
  return { given: { ...given, ...Object.fromEntries(additions) }, added: additions.map(([name]) => name) };
}

const isAddition = (value: unknown): value is { readonly add: unknown } =>
  typeof value === 'object' && value !== null && Object.keys(value).join() === 'add';

const mergedLists = (
  stored: AcceptedInput,
  given: ConnectorConfig,
  added: readonly string[],
): ConnectorConfig =>
  Object.fromEntries(
    added.map((name) => [name, [...new Set([...asList(stored.config[name]), ...asList(given[name])])]]),
  );

const asList = (value: ConnectorConfig[string] | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];

const definedOf = (config: ConnectorConfig): ConnectorConfig =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));

const originOf = (url: string): string => (url === '' ? '' : new URL(url).origin);

/** May resolve a name. Only a connector that calls nobody can do without an address. */
export async function addressFaults(
  connector: Connector,
  baseUrl: string,
  policy: OutboundPolicy,
): Promise<readonly FieldFault[]> {
  if (baseUrl !== '') return checkBaseUrl(baseUrl, policy);
  return callsVendor(connector) ? [fault('baseUrl', 'is_required')] : [];
}
