import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { suningConnector } from './suning.connector.js';

/** The vendor's face for the hub. */
export const suningModule = {
  create: ({ transport }: { transport: Transport }): Connector => suningConnector(transport),
};
