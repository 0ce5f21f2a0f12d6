import type { PastConfig } from '#connectors-core/account.js';
import { publicConfig, type PublicConfig } from '#connectors-core/config-check.js';
import type { Connector } from '#connectors-core/connector.js';
import type { FlagsSince } from './account-flags.js';
import type { StoredAccount } from './account.mapping.js';
import { openSecrets } from './account-secrets.js';
import { type Restating, restatingOf } from './restating.js';
import type { SecretBox } from '../keys/secret-box.js';
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
  readonly flagsSince: FlagsSince;
  readonly past: readonly PastConfig[];
  /** Null where no hours are reported to the connector's vendor. */
  readonly restating: Restating | null;
  /** The path, key included, that the vendor posts to; null where the connector takes no deliveries. */
  readonly webhookPath: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** @throws SecretError */
export function viewOf(stored: StoredAccount, connector: Connector, box: SecretBox): AccountView {
  const { id, name, baseUrl, paused, flagsSince, past, createdAt, updatedAt } = stored;
  const secrets = openSecrets(box, id, stored.secrets);
  return {
    id,
    connector: connector.id,
    name,
    baseUrl: baseUrl === '' ? null : baseUrl,
    config: publicConfig(connector.configFields, { ...stored.config, ...secrets.config }),
    paused,
    flagsSince,
    past,
    restating: connector.salesSink === undefined ? null : restatingOf(stored),
    webhookPath: secrets.webhookKey === null ? null : webhookPath(connector.id, secrets.webhookKey),
    createdAt,
    updatedAt,
  };
}
