import type { ActiveAccount } from '../accounts/active-account.js';
import type { CallerQuota } from './quota-key.js';
import { allowance, allowedFrom, type CallPurpose, pollingPace } from './quota-spread.js';
import type { QuotaRow } from './quota.store.js';

/** Calls that somebody wants of a quota. */
export interface Asked extends CallerQuota {
  readonly active: ActiveAccount;
  readonly purpose: CallPurpose;
  readonly calls: number;
  readonly now: Date;
}

/** The smaller of what the accounts' settings and the vendor say. */
export function limitOf({ limit }: CallerQuota, vendorLimit: number | null): number | null {
  if (limit === null || vendorLimit === null) return limit ?? vendorLimit;
  return Math.min(limit, vendorLimit);
}

/** How many calls may have been used now, and how polling's are spread. Without a limit there is nothing to spread. */
export function boundsOf(asked: Pick<Asked, 'active' | 'period' | 'purpose' | 'now'>, limit: number | null) {
  if (limit === null) return { upTo: null, pace: null };
  const spread = { ...asked, limit, dispatches: dispatches(asked.active) };
  return { upTo: allowance(spread), pace: asked.purpose === 'polling' ? pollingPace(spread) : null };
}

const dispatches = ({ connector }: ActiveAccount): boolean => connector.orderSink !== undefined;

/** More calls than a whole period has are never granted; then it is the end of the next one. */
export function retryAt(asked: Asked, row: QuotaRow): Date {
  const { active, period, purpose, calls, now } = asked;
  const limit = limitOf(asked, row.vendorLimit);
  if (limit === null) return row.emptyUntil ?? now;
  const paced = purpose === 'polling' ? row.pollingFrom : null;
  const from = latest(now, row.emptyUntil, paced);
  const spread = { limit, purpose, dispatches: dispatches(active) };
  const inPeriod = allowedFrom({ ...spread, period, now: from }, row.used + calls);
  if (inPeriod !== null) return inPeriod;
  const start = latest(from, period.end);
  const next = asked.periodAt(start);
  return allowedFrom({ ...spread, period: next, now: start }, calls) ?? next.end;
}

const latest = (...instants: readonly (Date | null)[]): Date =>
  new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
