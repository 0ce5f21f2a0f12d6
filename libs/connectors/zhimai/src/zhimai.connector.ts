import type { Account } from '#connectors-core/account.js';
import type { Connector, ConnectorDeclaration } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { LIMITS, ZhimaiClient } from './zhimai.client.js';
import { zhimaiFields } from './zhimai.config.js';
import { zhimaiMappedFields } from './zhimai-order.config.js';
import type { ZhimaiConfig } from './zhimai.config.js';
import { PERSONAL_FIELDS } from './zhimai.schema.js';
import { ZhimaiSource } from './zhimai.source.js';
import { ACKNOWLEDGEMENT, KEY_LIFETIME_MS, verify } from './zhimai.webhook.js';

export const zhimaiDeclaration: ConnectorDeclaration = {
  id: 'zhimai',
  configFields: zhimaiFields,
  personalFields: PERSONAL_FIELDS,
  numberFields: ['orderNo'],
};

/** A storefront whose notifications name orders, which are then fetched. It cannot be listed. */
export function zhimaiConnector(transport: Transport): Connector {
  const source = new ZhimaiSource(new ZhimaiClient(transport));
  return {
    ...zhimaiDeclaration,
    title: 'Zhimai / 企迈',
    titles: { zh: '企迈', en: 'Zhimai (Qmai)' },
    sells: 'first',
    storeIds: 'vendor',
    mappedFields: zhimaiMappedFields,
    defaultBaseUrl: 'https://openapi.qmai.cn',
    limits: () => LIMITS,
    webhook: { verify, acknowledgement: ACKNOWLEDGEMENT, keyLifetimeMs: KEY_LIFETIME_MS },
    source,
    check: (account: Account<ZhimaiConfig>) => source.check(account),
  };
}
