import { type CallPurpose, GRANTED_PURPOSES, type GrantedPurpose } from '#connectors-core/call-purpose.js';
import { REPAIR_SHARE } from '#connectors-core/reconcile-fields.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import type { CountedFor, Pace, Terms } from './call-counting.store.js';
import { keptFrom, type ReserveInput, reserveOf } from './call-reserve.js';
import { allowedFrom } from './earliest-grant.js';
import type { CallerQuota } from './quota-key.js';
import type { QuotaRow } from './quota.store.js';

/** Where listings will not suffice they still may run ahead by so much of the limit: a window of several pages. */
const BURST_SHARE = 1 / 50;

/** Calls that somebody wants of a quota. */
export interface Asked extends CallerQuota, CountedFor {
  readonly purpose: GrantedPurpose;
  readonly dispatches: boolean;
  /** Of the limit, for repairs; 0 to 1. */
  readonly repairShare: number;
  readonly now: Date;
}

/** The smaller of what the accounts' settings and the vendor say. */
export function limitOf({ limit }: Pick<CallerQuota, 'limit'>, vendorLimit: number | null): number | null {
  if (limit === null || vendorLimit === null) return limit ?? vendorLimit;
  return Math.min(limit, vendorLimit);
}

/** As the account's settings say; what was saved before they were looked at says nothing. */
export function repairShareOf({ account: { config } }: ActiveAccount): number {
  const percent = config[REPAIR_SHARE.name];
  const isOne = typeof percent === 'number' && percent >= 0 && percent <= 100;
  return (isOne ? percent : REPAIR_SHARE.default) / 100;
}

export const dispatchesOf = ({ connector }: ActiveAccount): boolean => connector.orderSink !== undefined;

/** `quota` and `check` are counted and never refused. */
export const isGranted = (purpose: CallPurpose): purpose is GrantedPurpose =>
  (GRANTED_PURPOSES as readonly CallPurpose[]).includes(purpose);

/** Listings and what comes after them wait for a turn; commands do not. */
const waitsForTurn = (purpose: GrantedPurpose): boolean =>
  GRANTED_PURPOSES.indexOf(purpose) >= GRANTED_PURPOSES.indexOf('listing');

/** Undefined while nobody knows the limit: then there is nothing to reserve. */
export function reserveInputOf(
  asked: Pick<Asked, 'limit' | 'period' | 'now' | 'dispatches'>,
  row: QuotaRow,
): ReserveInput | undefined {
  const limit = limitOf(asked, row.vendorLimit);
  return limit === null ? undefined : { ...row, ...asked, limit };
}

export function termsOf(asked: Asked, row: QuotaRow): Terms {
  const { now, purpose } = asked;
  const terms = { now, vendorLimit: row.vendorLimit, waits: waitsForTurn(purpose) };
  const input = reserveInputOf(asked, row);
  if (input === undefined) return { ...terms, upTo: null, most: null, pace: null };
  const reserve = reserveOf(input);
  const upTo = input.limit - keptFrom(purpose, reserve);
  const pace = purpose === 'listing' ? paceOf(input, reserve.listing, upTo - row.used) : null;
  return { ...terms, upTo, most: mostOf(asked, input), pace };
}

/** How many calls of a period there are for a purpose at most, beside what is kept from it; null: any number. */
const mostOf = ({ purpose, repairShare }: Asked, { limit }: ReserveInput): number | null =>
  purpose === 'repair' ? Math.floor(limit * repairShare) : null;

/** Where the calls will not suffice for the listings to come, they are spread over the time that is left. */
function paceOf({ limit, period, now }: ReserveInput, needed: number, left: number): Pace | null {
  if (left <= 0 || needed <= left) return null;
  const stepMs = (period.end.getTime() - now.getTime()) / left;
  return { stepMs, burst: Math.max(1, Math.ceil(limit * BURST_SHARE)) };
}

/** Whether the calls would be granted by what the row says. */
export function isAllowed(
  { calls, now, purpose }: Asked,
  { upTo, most, waits }: Terms,
  row: QuotaRow,
): boolean {
  if (row.emptyUntil !== null) return false;
  if (waits && row.pollingFrom !== null && row.pollingFrom > now) return false;
  if (most !== null && (row.made[purpose] ?? 0) + calls > most) return false;
  return upTo === null || row.used + calls <= upTo;
}

/**
 * The earliest instant at which the calls would be granted, as far as is known now. More calls than a whole
 * period has never are; then it is the end of the next one.
 */
export function retryAt(asked: Asked, row: QuotaRow): Date {
  const { period, purpose, calls, now } = asked;
  const from = latest(now, row.emptyUntil, waitsForTurn(purpose) ? row.pollingFrom : null);
  const input = reserveInputOf({ ...asked, now: from }, row);
  if (input === undefined) return from;
  const most = mostOf(asked, input);
  const hasShare = most === null || (input.made[purpose] ?? 0) + calls <= most;
  const inPeriod = hasShare ? allowedFrom(input, purpose, row.used + calls) : null;
  if (inPeriod !== null) return inPeriod;
  const start = latest(from, period.end);
  const next = asked.periodAt(start);
  return (
    allowedFrom({ ...input, period: next, now: start, made: {}, weekAgo: {} }, purpose, calls) ?? next.end
  );
}

const latest = (...instants: readonly (Date | null)[]): Date =>
  new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
