import type { Account } from '#connectors-core/account.js';
import type { Connector, ConnectorDeclaration } from '#connectors-core/connector.js';
import { asUtf8 } from '#connectors-core/charset.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { numberFaults } from './storefront-numbers.config.js';
import { type StorefrontConfig, storefrontFields } from './storefront.config.js';
import { toObservation } from './storefront.mapper.js';
import { parseDocument } from './storefront.reader.js';
import { PERSONAL_FIELDS } from './storefront.schema.js';
import { keysOf, secretFault } from './storefront.signer.js';
import { ACKNOWLEDGEMENT, KEY_LIFETIME_MS, verify } from './storefront.webhook.js';

export const storefrontDeclaration: ConnectorDeclaration = {
  id: 'storefront',
  configFields: storefrontFields,
  personalFields: PERSONAL_FIELDS,
  numberFields: ['orderNo'],
};

/** Orders that a shop sends by itself, in our own open format; nothing is ever called. */
export function storefrontConnector(): Connector {
  return {
    ...storefrontDeclaration,
    title: 'Storefront (open order format)',
    titles: { zh: '店铺（开放订单格式）', en: 'Storefront (open order format)' },
    sells: 'first',
    storeIds: 'own',
    check: (account: Account<StorefrontConfig>) =>
      Promise.resolve({ message: secretsChecked(account.config.secrets) }),
    configFaults: numberFaults,
    numbersRepeat: ({ config }: Account<StorefrontConfig>) => config.orderNumbers !== 'unique',
    // Nothing is called.
    limits: () => ({ requestsPerSecond: 1, concurrency: 1 }),
    webhook: { verify, fromDelivery, acknowledgement: ACKNOWLEDGEMENT, keyLifetimeMs: KEY_LIFETIME_MS },
  };
}

/**
 * Nothing is called: what can be looked at are the secrets, those that were saved before anybody looked too.
 * @throws ConnectorError `invalid_config` for one that signs nothing
 */
function secretsChecked(secrets: readonly string[]): string {
  const faults = secrets.map((secret, at) => ({
    secret,
    field: `config.secrets.${at.toString()}`,
    fault: secretFault(secret),
  }));
  const dead = faults.find(({ secret }) => keysOf(secret).length === 0);
  if (dead !== undefined)
    throw new ConnectorError('invalid_config', `${dead.field} ${dead.fault?.message ?? 'signs nothing'}`);
  const weak = faults.flatMap(({ field, fault }) =>
    fault === undefined ? [] : [`${field} is weak: it ${fault.message}`],
  );
  return weak.length === 0 ? 'nothing is called; the secrets are as they should be' : weak.join('; ');
}

/**
 * The stored document was accepted by the schema of its day.
 * @throws ConnectorError `invalid_response` when today's schema refuses it
 */
function fromDelivery(
  rawBody: Buffer,
  account: Account<StorefrontConfig>,
  receivedAt: Date,
  charset?: string,
): readonly OrderObservation[] {
  const read = parseDocument(asUtf8(rawBody, charset));
  if (read.ok) return [toObservation(read.document, account, receivedAt)];
  const fields = read.faults.map(({ field }) => field).join(', ');
  throw new ConnectorError('invalid_response', `the stored order document has faulty fields: ${fields}`);
}
