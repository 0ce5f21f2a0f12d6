import type { ConnectorConfig } from '#connectors-core/config-field.js';
import { asFlags } from '#connectors-core/config-value.js';
import type { Connector } from '#connectors-core/connector.js';

/** Since when each flag of an account is on, by its path, e.g. `dispatch.place`; a flag that is off has no entry. */
export type FlagsSince = Readonly<Record<string, Date>>;

/** What is on after a change: what was on before keeps its time. */
export function flagsSince(
  { configFields }: Pick<Connector, 'configFields'>,
  config: ConnectorConfig,
  before: FlagsSince,
  now: Date,
): FlagsSince {
  const on = configFields
    .filter(({ type }) => type === 'flags')
    .flatMap(({ name }) =>
      Object.entries(asFlags(config[name])).flatMap(([flag, value]) => (value ? [`${name}.${flag}`] : [])),
    );
  return Object.fromEntries(on.map((path) => [path, before[path] ?? now]));
}
