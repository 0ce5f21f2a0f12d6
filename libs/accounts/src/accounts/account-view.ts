import type { PastConfig } from '#connectors-core/account.js';
import { publicConfig, type PublicConfig } from '#connectors-core/config-check.js';
import type { Connector } from '#connectors-core/connector.js';
import type { FlagsSince } from './account-flags.js';
import type { Pausing, StoredAccount } from './account.mapping.js';
import { openSecrets, webhookKeysOf } from './account-secrets.js';
import { type Restating, restatingOf } from './restating.js';
import type { SecretBox } from '#sealing/secret-box.js';
import { webhookPath } from './webhook-key.js';

/** What may be shown of an account. Of a sensitive field only whether it is set. */
export interface AccountView {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  /** Null where the connector makes no calls. */
  readonly baseUrl: string | null;
  readonly config: PublicConfig;
  readonly paused: boolean;
  readonly pausing: Pausing | null;
  readonly flagsSince: FlagsSince;
  readonly past: readonly PastConfig[];
  /** Null where no hours are reported to the connector's vendor. */
  readonly restating: Restating | null;
  /** The path, key included, that the vendor posts to; null where the connector takes no deliveries. */
  readonly webhookPath: string | null;
  /** The one before, as long as it works. */
  readonly oldWebhook: { readonly path: string; readonly until: Date } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** @param box that has learned what is sealed. @throws SecretError */
export function viewOf(stored: StoredAccount, connector: Connector, box: SecretBox, now: Date): AccountView {
  const { id, name, baseUrl, paused, pausing, flagsSince, past, createdAt, updatedAt } = stored;
  const secrets = openSecrets(box, id, stored.secrets);
  const { webhookKey, old } = webhookKeysOf(secrets, stored.oldWebhookUntil, now);
  return {
    id,
    connector: connector.id,
    name,
    baseUrl: baseUrl === '' ? null : baseUrl,
    config: publicConfig(connector.configFields, { ...stored.config, ...secrets.config }),
    paused,
    pausing,
    flagsSince,
    past,
    restating: connector.salesSink === undefined ? null : restatingOf(stored),
    webhookPath: webhookKey === null ? null : webhookPath(connector.id, webhookKey),
    oldWebhook: old && { path: webhookPath(connector.id, old.key), until: old.until },
    createdAt,
    updatedAt,
  };
}
