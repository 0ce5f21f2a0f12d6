import type { Connector } from './connector.js';

/** Whether accounts have a base URL: where it is not the connector's own, it must be given. */
export const callsVendor = ({
  source,
  salesSink,
  orderSink,
}: Pick<Connector, 'source' | 'salesSink' | 'orderSink'>): boolean =>
  source !== undefined || salesSink !== undefined || orderSink !== undefined;
