import { checkConfig } from '#connectors-core/config-check.js';
import type { Connector } from '#connectors-core/connector.js';
import type { StoredAccount } from './account.mapping.js';
import { type AccountSecrets, openSecrets } from './account-secrets.js';
import type { ActiveAccount } from './active-account.js';
import type { SecretBox } from '#sealing/secret-box.js';

/**
 * Decrypts an account. Its config is laid over today's defaults, because a connector may have gained a
 * field since the account was stored.
 * @throws SecretError
 */
export function activate(
  stored: StoredAccount,
  connector: Connector,
  box: SecretBox,
): { active: ActiveAccount; secrets: AccountSecrets } {
  const { id, name, baseUrl, paused, flagsSince, past } = stored;
  const secrets = openSecrets(box, id, stored.secrets);
  const config = { ...stored.config, ...secrets.config };
  const known = { ...config, ...checkConfig(connector.configFields, config, { stored: true }).config };
  const account = { id, connector: connector.id, name, baseUrl, config: known, past };
  return { active: { account, connector, paused, flagsSince }, secrets };
}

/** Every text among an account's secrets. */
export function secretTexts({ config, webhookKey, oldWebhookKey }: AccountSecrets): string[] {
  const texts = Object.values(config).flatMap((value) =>
    typeof value === 'object' ? Object.values<unknown>(value) : [value],
  );
  return [...texts, webhookKey, oldWebhookKey].filter((text): text is string => typeof text === 'string');
}
