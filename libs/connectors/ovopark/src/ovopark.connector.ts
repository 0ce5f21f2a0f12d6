import type { Account } from '#connectors-core/account.js';
import type { Connector, ConnectorDeclaration } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { LIMITS, OvoparkClient } from './ovopark.client.js';
import { ovoparkFields } from './ovopark.config.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { ovoparkQuota } from './ovopark.quota.js';
import { OvoparkSalesSink } from './ovopark.sales-sink.js';
import { OvoparkSource } from './ovopark.source.js';
import { OvoparkUserClient } from './ovopark-user.client.js';

export const ovoparkDeclaration: ConnectorDeclaration = {
  id: 'ovopark',
  configFields: ovoparkFields,
  personalFields: ['userName', 'cashierName', 'guideName', 'ovo-authorization'],
  numberFields: ['ticketId'],
};

/**
 * Where each store's hourly sales are reported, and what it has of each store's tickets. Its legs never sell:
 * they show what Ovopark believes beside what was reported to it.
 */
export function ovoparkConnector(transport: Transport): Connector {
  const client = new OvoparkClient(transport);
  const source = new OvoparkSource(new OvoparkUserClient(client));
  return {
    ...ovoparkDeclaration,
    title: 'Ovopark / 万店掌',
    titles: { zh: '万店掌', en: 'Ovopark' },
    sells: 'never',
    storeIds: 'vendor',
    defaultBaseUrl: 'https://openapi.opretail.com',
    limits: () => LIMITS,
    source,
    salesSink: new OvoparkSalesSink(client),
    quota: ovoparkQuota,
    check: (account: Account<OvoparkConfig>) => source.check(account),
  };
}
