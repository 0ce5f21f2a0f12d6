import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { zhimaiConnector } from './zhimai.connector.js';

/** The vendor's face for the hub. */
export const zhimaiModule = {
  create: ({ transport }: { transport: Transport }): Connector => zhimaiConnector(transport),
};
