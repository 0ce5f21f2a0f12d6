import type { Account } from '#connectors-core/account.js';
import type { CallQuota, QuotaPeriod } from '#connectors-core/call-quota.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import type { QuotaKey } from './quota.store.js';

/** Whose calls, and of which period, as far as this account alone says. */
export const quotaKeyOf = (quota: CallQuota, { account, connector }: ActiveAccount, at: Date): QuotaKey => ({
  key: `${connector.id}:${quota.caller(account)}`,
  period: quota.period(at, account),
});

/** A caller's quota, as all accounts that call in its name have it together: never one for each of them. */
export interface CallerQuota extends QuotaKey {
  /** The least that any of their settings names; null where none does. */
  readonly limit: number | null;
  /** The period that an instant belongs to. */
  readonly periodAt: (at: Date) => QuotaPeriod;
}

/** @param known the accounts that this hub knows; this one need not be among them */
export function callerQuota(
  quota: CallQuota,
  active: ActiveAccount,
  known: readonly ActiveAccount[],
  at: Date,
): CallerQuota {
  const sharers = sharersOf(quota, active, known);
  const limits = sharers.map((account) => quota.limit(account)).filter((limit) => limit !== null);
  const periodAt = (instant: Date): QuotaPeriod =>
    sharers.map((account) => quota.period(instant, account)).reduce(longer);
  const { key } = quotaKeyOf(quota, active, at);
  return { key, period: periodAt(at), limit: limits.length === 0 ? null : Math.min(...limits), periodAt };
}

function sharersOf(quota: CallQuota, active: ActiveAccount, known: readonly ActiveAccount[]): Account[] {
  const caller = quota.caller(active.account);
  const others = known
    .filter(
      ({ connector, account }) => connector.id === active.connector.id && account.id !== active.account.id,
    )
    .map(({ account }) => account);
  return [active.account, ...others.filter((account) => quota.caller(account) === caller)];
}

/** Settings may disagree on the period: the quota of the longest holds the calls of all shorter ones. */
const longer = (a: QuotaPeriod, b: QuotaPeriod): QuotaPeriod => (lengthOf(b) > lengthOf(a) ? b : a);
const lengthOf = ({ start, end }: QuotaPeriod): number => end.getTime() - start.getTime();
