import type { MappedGroup } from '#domain/unmapped-values.js';
import type { ConfigField } from './config-field.js';

/** A vendor's field whose values a map of the account turns into states of ours. */
export interface MappedField {
  /** As the vendor calls it. */
  readonly field: string;
  /** What it says of an order. */
  readonly group: MappedGroup;
  /** The setting that holds the map; its `values` are the states. */
  readonly setting: string;
}

type MapField = Extract<ConfigField, { readonly type: 'map' }>;

/** The setting of a mapped field. @throws Error when the connector declares none of that name */
export function mapOf(fields: readonly ConfigField[], { setting }: MappedField): MapField {
  const field = fields.find(({ name }) => name === setting);
  if (field?.type === 'map') return field;
  throw new Error(`${setting} is no map among the connector’s settings`);
}
