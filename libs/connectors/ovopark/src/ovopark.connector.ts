import type { Connector } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { LIMITS, OvoparkClient } from './ovopark.client.js';
import { ovoparkFields } from './ovopark.config.js';
import { OvoparkSalesSink } from './ovopark.sales-sink.js';

/** Where each store's hourly sales are reported. Its legs never sell. */
export function ovoparkConnector(transport: Transport): Connector {
  return {
    id: 'ovopark',
    title: 'Ovopark / 万店掌',
    sells: 'never',
    storeIds: 'vendor',
    defaultBaseUrl: 'https://openapi.opretail.com',
    configFields: ovoparkFields,
    personalFields: ['userName'],
    limits: LIMITS,
    salesSink: new OvoparkSalesSink(new OvoparkClient(transport)),
  };
}
