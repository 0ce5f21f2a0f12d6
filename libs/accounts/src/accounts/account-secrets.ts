import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { SecretBox } from '../keys/secret-box.js';

/** What of an account is kept encrypted. */
export interface AccountSecrets {
  /** The sensitive fields. */
  readonly config: ConnectorConfig;
  /** Null where the connector takes no deliveries. */
  readonly webhookKey: string | null;
}

export const sealSecrets = (box: SecretBox, accountId: string, secrets: AccountSecrets): Buffer =>
  box.seal(accountId, JSON.stringify(secrets));

/** @throws SecretError */
export const openSecrets = (box: SecretBox, accountId: string, sealed: Uint8Array): AccountSecrets =>
  JSON.parse(box.open(accountId, sealed)) as AccountSecrets;
