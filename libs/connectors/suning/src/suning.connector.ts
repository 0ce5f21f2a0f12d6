import type { Account } from '#connectors-core/account.js';
import type { Connector, ConnectorDeclaration } from '#connectors-core/connector.js';
import type { Transport } from '#connectors-core/transport.js';
import { limitsOf, SuningClient } from './suning.client.js';
import { suningFields, suningMappedFields } from './suning.config.js';
import type { SuningConfig } from './suning.config.js';
import { suningQuota } from './suning.quota.js';
import { PERSONAL_FIELDS } from './suning.schema.js';
import { SuningSource } from './suning.source.js';

export const suningDeclaration: ConnectorDeclaration = {
  id: 'suning',
  configFields: suningFields,
  personalFields: PERSONAL_FIELDS,
  numberFields: ['orderId'],
};

/** Says how far Suning has come with orders of other storefronts, page by page; no order can be asked for alone. */
export function suningConnector(transport: Transport): Connector {
  const source = new SuningSource(new SuningClient(transport));
  return {
    ...suningDeclaration,
    title: 'Suning 4PS / 苏宁',
    titles: { zh: '苏宁 4PS', en: 'Suning 4PS' },
    sells: 'never',
    storeIds: 'account',
    mappedFields: suningMappedFields,
    defaultBaseUrl: 'https://open.suning.com',
    limits: limitsOf,
    source,
    quota: suningQuota,
    check: (account: Account<SuningConfig>) => source.check(account),
  };
}
