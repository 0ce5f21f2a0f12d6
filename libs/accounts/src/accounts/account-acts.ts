import { changedFacts } from '#audit/acts/facts.js';
import type { ToldAct } from '#audit/acts/audited.js';
import type { AccountSecrets } from './account-secrets.js';
import type { StoredAccount } from './account.mapping.js';

/** That an account was made, and how; its secrets are not told. */
export const madeAccount = (account: StoredAccount): ToldAct => ({
  subject: { kind: 'account', id: account.id },
  after: { connector: account.connector, ...plainFacts(account) },
});

/** What of an account is not as it was; of its secrets only that they changed. */
export function changedAccount(
  before: StoredAccount,
  after: StoredAccount,
  secretsOf: (account: StoredAccount) => AccountSecrets,
): ToldAct {
  const [old, now] = [secretFacts(secretsOf(before)), secretFacts(secretsOf(after))];
  const secret = new Set([...Object.keys(old), ...Object.keys(now)]);
  return changedFacts({ ...plainFacts(before), ...old }, { ...plainFacts(after), ...now }, secret);
}

const plainFacts = ({ name, baseUrl, paused, config }: StoredAccount) => ({
  ...{ name, baseUrl, paused },
  ...named(config),
});

const secretFacts = ({ config, webhookKey }: AccountSecrets) => ({
  ...named(config),
  webhookAddress: webhookKey,
});

const named = (config: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).map(([field, value]) => [`config.${field}`, value]));
