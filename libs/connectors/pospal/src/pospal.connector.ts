import type { Account } from '#connectors-core/account.js';
import type { Connector, ConnectorDeclaration } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { limitsOf, PospalClient } from './pospal.client.js';
import { pospalMappedFields } from './pospal-reading.config.js';
import { pospalFields } from './pospal.config.js';
import type { PospalConfig } from './pospal.config.js';
import { PERSONAL_FIELDS } from './pospal-order.schema.js';
import { PospalOrderSink } from './pospal.order-sink.js';
import { PospalPush } from './pospal.push.js';
import { PospalQuota } from './pospal.quota.js';
import { PospalSource } from './pospal.source.js';
import { versionFaults } from './pospal-version.config.js';
import { ACKNOWLEDGEMENT, KEY_LIFETIME_MS, verify } from './pospal.webhook.js';

export const pospalDeclaration: ConnectorDeclaration = {
  id: 'pospal',
  configFields: pospalFields,
  personalFields: PERSONAL_FIELDS,
  numberFields: ['orderNo'],
};

/**
 * A till: orders are booked there and come back from there. It has no base URL of its own, because each
 * merchant's area has another host.
 */
export function pospalConnector(transport: Transport): Connector {
  const client = new PospalClient(transport);
  const source = new PospalSource(client);
  return {
    ...pospalDeclaration,
    title: 'Pospal / 银豹',
    titles: { zh: '银豹', en: 'Pospal' },
    sells: 'else',
    storeIds: 'account',
    configFaults: versionFaults,
    mappedFields: pospalMappedFields,
    limits: limitsOf,
    webhook: { verify, acknowledgement: ACKNOWLEDGEMENT, keyLifetimeMs: KEY_LIFETIME_MS },
    source,
    orderSink: new PospalOrderSink(client),
    quota: new PospalQuota(client),
    push: new PospalPush(client),
    check: (account: Account<PospalConfig>) => source.check(account),
  };
}
