import type { Connector } from '#connectors-core/connector.js';
import { storefrontConnector } from './storefront.connector.js';
import { storefrontJsonSchema } from './storefront.schema.js';

/** The vendor's face for the hub. */
export const storefrontModule = {
  create: (): Connector => storefrontConnector(),
  /** What the hub publishes for those who write a sender. */
  jsonSchema: storefrontJsonSchema,
};
