import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { pospalConnector } from './pospal.connector.js';

/** The vendor's face for the hub. */
export const pospalModule = {
  create: ({ transport }: { transport: Transport }): Connector => pospalConnector(transport),
};
