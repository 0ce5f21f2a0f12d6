import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { SealedTable } from '#sealing/direct-seals.store.js';
import type { SecretBox } from '#sealing/secret-box.js';
import type { StoredAccount } from './account.mapping.js';
import { type WebhookKeys, webhookKeyHash } from './webhook-key.js';

/** What of an account is kept encrypted. */
export interface AccountSecrets {
  /** The sensitive fields. */
  readonly config: ConnectorConfig;
  /** Null where the connector takes no deliveries. */
  readonly webhookKey: string | null;
  /** The one before, where it works for a while still. */
  readonly oldWebhookKey?: string | null;
}

/** Each account has a data key of its own. */
export const accountKeyName = (accountId: string): string => `account:${accountId}`;

export const ACCOUNT_SECRETS: SealedTable = { table: 'accounts', keyName: accountKeyName };

/**
 * What an account keeps of its secrets: them, sealed, and the hashes by which its addresses are found.
 * @param box made ready for the account
 */
export const sealedColumns = (
  box: SecretBox,
  accountId: string,
  config: ConnectorConfig,
  { webhookKey, old }: WebhookKeys,
): Pick<StoredAccount, 'secrets' | 'webhookKeyHash' | 'oldWebhookKeyHash' | 'oldWebhookUntil'> => {
  const secrets: AccountSecrets = { config, webhookKey, oldWebhookKey: old?.key ?? null };
  return {
    secrets: box.seal(accountId, JSON.stringify(secrets)),
    webhookKeyHash: webhookKey === null ? null : webhookKeyHash(webhookKey),
    oldWebhookKeyHash: old === null ? null : webhookKeyHash(old.key),
    oldWebhookUntil: old?.until ?? null,
  };
};

/** @throws SecretError */
export const openSecrets = (box: SecretBox, accountId: string, sealed: Uint8Array): AccountSecrets =>
  JSON.parse(box.open(accountId, sealed)) as AccountSecrets;

/** The keys of an account's addresses; an old one that is over by `now` is none any more. */
export const webhookKeysOf = (
  { webhookKey, oldWebhookKey }: AccountSecrets,
  until: Date | null,
  now: Date,
): WebhookKeys => {
  const works = typeof oldWebhookKey === 'string' && until !== null && until > now;
  return { webhookKey, old: works ? { key: oldWebhookKey, until } : null };
};
