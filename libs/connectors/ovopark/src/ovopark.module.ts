import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { ovoparkConnector } from './ovopark.connector.js';

/** The vendor's face for the hub. */
export const ovoparkModule = {
  create: ({ transport }: { transport: Transport }): Connector => ovoparkConnector(transport),
};
