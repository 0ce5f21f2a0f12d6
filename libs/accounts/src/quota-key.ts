import type { CallQuota } from '#connectors-core/call-quota.js';
import type { ActiveAccount } from './active-account.js';
import type { QuotaKey } from './quota.store.js';

/** Whose calls, and of which period: accounts of one caller share it. */
export const quotaKeyOf = (quota: CallQuota, { account, connector }: ActiveAccount, at: Date): QuotaKey => ({
  key: `${connector.id}:${quota.caller(account)}`,
  period: quota.period(at, account),
});
