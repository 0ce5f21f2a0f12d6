import type { PastConfig } from '#connectors-core/account.js';
import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { Connector } from '#connectors-core/connector.js';

/** What dated settings were before this change too, where it changes any of them. */
export function pastConfig(
  connector: Pick<Connector, 'configFields'>,
  before: { readonly config: ConnectorConfig; readonly past: readonly PastConfig[] },
  config: ConnectorConfig,
  now: Date,
): readonly PastConfig[] {
  const [was, is] = [before.config, config].map((values) => datedOf(connector, values));
  if (JSON.stringify(was) === JSON.stringify(is)) return before.past;
  return [...before.past, { until: now, config: Object.fromEntries(was ?? []) }];
}

type Setting = readonly [name: string, value: ConnectorConfig[string]];

/** A stored account may be older than a field: then the field's default was in force. */
const datedOf = ({ configFields }: Pick<Connector, 'configFields'>, config: ConnectorConfig): Setting[] =>
  configFields
    .filter(({ dated }) => dated === true)
    .map((field) => [field.name, config[field.name] ?? field.default] as const);
