import type { CallQuota } from '#connectors-core/call-quota.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { AccountDirectory } from './account-directory.js';
import { ConflictError } from './account-errors.js';
import type { ActiveAccount } from './active-account.js';
import { quotaKeyOf } from './quota-key.js';
import { allowance, allowedFrom, type CallPurpose, pollingPace } from './quota-spread.js';
import {
  findQuota,
  openQuota,
  type QuotaKey,
  type QuotaRow,
  storeExhaustion,
  takeCalls,
} from './quota.store.js';

export type TakenCalls = { readonly granted: true } | { readonly granted: false; readonly retryAt: Date };

export interface QuotaView extends Omit<QuotaRow, 'vendorLimit' | 'pollingFrom'> {
  /** Null while nobody knows it: then calls are granted, and counted. */
  readonly limit: number | null;
  readonly periodStart: Date;
  readonly periodEnd: Date;
  /** How many calls are left for each purpose at this instant; null for any number. */
  readonly share: Readonly<Record<CallPurpose, number | null>>;
}

/** What those who call vendors need of it. */
export type SharedQuota = Pick<QuotaService, 'take' | 'exhausted'>;

interface Asked extends QuotaKey {
  readonly quota: CallQuota;
  readonly active: ActiveAccount;
  readonly purpose: CallPurpose;
  readonly calls: number;
  readonly now: Date;
}

/** The limit can change between two looks at it, by a reading; not again and again. */
const MOST_LOOKS = 5;

/** Budgets of calls that all instances, and all accounts of one caller, share. */
export class QuotaService {
  /** The limits that vendors named, as last seen: with them a grant is one statement. */
  private readonly vendorLimits = new Map<string, number | null>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
  ) {}

  /**
   * Asks for calls before they are made; they count as made. Without a quota there is nothing to ask.
   * @returns the earliest instant at which they would be granted, as far as is known now
   */
  async take(active: ActiveAccount, purpose: CallPurpose, calls = 1): Promise<TakenCalls> {
    const { quota } = active.connector;
    if (quota === undefined) return GRANTED;
    const now = this.clock.now();
    const asked: Asked = { ...quotaKeyOf(quota, active, now), quota, active, purpose, calls, now };
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const vendorLimit = this.vendorLimits.get(asked.key) ?? null;
      const bounds = boundsOf(asked, limitOf(asked, vendorLimit));
      if (await takeCalls(this.database, asked, { calls, now, vendorLimit, ...bounds })) return GRANTED;
      const row = await findQuota(this.database, asked, now);
      if (row === undefined) await openQuota(this.database, asked);
      else if (row.vendorLimit === vendorLimit) return { granted: false, retryAt: retryAt(asked, row) };
      else this.vendorLimits.set(asked.key, row.vendorLimit);
    }
    return { granted: false, retryAt: new Date(now.getTime() + 1_000) };
  }

  /** The vendor said so: nothing is granted until then, at first until the period's end. */
  async exhausted(active: ActiveAccount, until?: Date): Promise<void> {
    const { quota } = active.connector;
    if (quota === undefined) return;
    const key = quotaKeyOf(quota, active, this.clock.now());
    await openQuota(this.database, key);
    await storeExhaustion(this.database, key, until ?? key.period.end);
  }

  /** @throws NotFoundError; ConflictError where the connector has no quota */
  async view(accountId: string): Promise<QuotaView> {
    const active = await this.directory.known(accountId);
    const { quota, id } = active.connector;
    if (quota === undefined) throw new ConflictError(`the connector "${id}" has no quota of calls`);
    const now = this.clock.now();
    const key = quotaKeyOf(quota, active, now);
    await openQuota(this.database, key);
    const { vendorLimit, used, readAt, emptyUntil } =
      (await findQuota(this.database, key, now)) ?? NOTHING_USED;
    const limit = limitOf({ quota, active }, vendorLimit);
    const left = (purpose: CallPurpose): number | null => {
      if (emptyUntil !== null) return 0;
      const { upTo } = boundsOf({ ...key, active, purpose, now }, limit);
      return upTo === null ? null : Math.max(0, upTo - used);
    };
    return {
      limit,
      used,
      readAt,
      emptyUntil,
      periodStart: key.period.start,
      periodEnd: key.period.end,
      share: { dispatch: left('dispatch'), polling: left('polling') },
    };
  }
}

const GRANTED: TakenCalls = { granted: true };
const NOTHING_USED = {
  vendorLimit: null,
  used: 0,
  readAt: null,
  emptyUntil: null,
} satisfies Partial<QuotaRow>;

/** The smaller of what the account's settings and the vendor say. */
function limitOf({ quota, active }: Pick<Asked, 'quota' | 'active'>, vendorLimit: number | null) {
  const own = quota.limit(active.account);
  if (own === null || vendorLimit === null) return own ?? vendorLimit;
  return Math.min(own, vendorLimit);
}

/** Without a limit there is nothing to spread. */
function boundsOf(asked: Pick<Asked, 'active' | 'period' | 'purpose' | 'now'>, limit: number | null) {
  if (limit === null) return { upTo: null, pace: null };
  const spread = { ...asked, limit, dispatches: dispatches(asked.active) };
  return { upTo: allowance(spread), pace: asked.purpose === 'polling' ? pollingPace(spread) : null };
}

const dispatches = ({ connector }: ActiveAccount): boolean => connector.orderSink !== undefined;

/** More calls than a whole period has are never granted; then it is the end of the next one. */
function retryAt({ quota, active, period, purpose, calls, now }: Asked, row: QuotaRow): Date {
  const limit = limitOf({ quota, active }, row.vendorLimit);
  const paced = purpose === 'polling' && limit !== null ? row.pollingFrom : null;
  const from = latest(row.emptyUntil ?? now, paced ?? now);
  if (limit === null) return from;
  const spread = { limit, purpose, dispatches: dispatches(active) };
  const inPeriod = allowedFrom({ ...spread, period, now: from }, row.used + calls);
  if (inPeriod !== null) return inPeriod;
  const start = latest(from, period.end);
  const next = quota.period(start, active.account);
  return allowedFrom({ ...spread, period: next, now: start }, calls) ?? next.end;
}

const latest = (a: Date, b: Date): Date => (a.getTime() > b.getTime() ? a : b);
