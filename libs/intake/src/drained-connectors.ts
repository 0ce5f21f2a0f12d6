import type { ConnectorRegistry } from '#connectors-core/connector-registry.js';

/** Which connectors' deliveries are worked off in which of the two ways. */
export interface DrainedConnectors {
  /** The order is in the delivery. */
  readonly documents: readonly string[];
  /** The delivery names orders to fetch. */
  readonly hints: readonly string[];
}

export function drainedConnectors(registry: Pick<ConnectorRegistry, 'all'>): DrainedConnectors {
  const webhooks = registry.all().filter(({ webhook }) => webhook !== undefined);
  const documents = webhooks.filter(({ webhook }) => webhook?.fromDelivery !== undefined).map(({ id }) => id);
  return { documents, hints: webhooks.map(({ id }) => id).filter((id) => !documents.includes(id)) };
}
