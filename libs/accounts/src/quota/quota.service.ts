import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import { ConflictError } from '../account-errors.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { type Asked, boundsOf, limitOf, retryAt } from './quota-bounds.js';
import { type CallerQuota, callerQuota } from './quota-key.js';
import { type CallPurpose, SPENT_SHARE, turnedAt } from './quota-spread.js';
import { findQuota, openQuota, type QuotaRow, storeExhaustion, takeCalls } from './quota.store.js';

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

/** The limit can change between two looks at it, by a reading; not again and again. */
const MOST_LOOKS = 5;
/** Others may use the same calls up, or the vendor's period may be another one: how soon it is asked again then. */
const REST_MS = 3_600_000;

/** Quotas of calls that all instances, and all accounts of one caller, share. */
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
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined) return GRANTED;
    const asked: Asked = { ...shared, active, purpose, calls, now };
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

  /**
   * The vendor said so: nothing is granted until the instant that it names. Where it names none: until the
   * period's end if our own count says the same, else for an hour; and where the period has just begun, until
   * it is sure that the vendor does not speak of the one before.
   */
  async exhausted(active: ActiveAccount, until?: Date): Promise<void> {
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined) return;
    await openQuota(this.database, shared);
    await storeExhaustion(this.database, shared, until ?? (await this.emptyUntil(shared, now)));
  }

  /** How long each call of the period may take if they are to last, ms; undefined where nobody knows, or counts them. */
  async msPerCall(active: ActiveAccount): Promise<number | undefined> {
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined) return undefined;
    const { vendorLimit } = (await findQuota(this.database, shared, now)) ?? NOTHING_USED;
    const limit = limitOf(shared, vendorLimit);
    const { start, end } = shared.period;
    return limit === null ? undefined : (end.getTime() - start.getTime()) / Math.max(1, limit);
  }

  private async emptyUntil(shared: CallerQuota, now: Date): Promise<Date> {
    const { period } = shared;
    if (now < turnedAt(period)) return turnedAt(period);
    const { vendorLimit, used } = (await findQuota(this.database, shared, now)) ?? NOTHING_USED;
    const limit = limitOf(shared, vendorLimit);
    if (limit !== null && used >= limit * SPENT_SHARE) return period.end;
    return new Date(Math.min(period.end.getTime(), now.getTime() + REST_MS));
  }

  /** @throws NotFoundError; ConflictError where the connector has no quota */
  async view(accountId: string): Promise<QuotaView> {
    const active = await this.directory.known(accountId);
    const { quota, id } = active.connector;
    if (quota === undefined) throw new ConflictError(`the connector "${id}" has no quota of calls`);
    const now = this.clock.now();
    const shared = callerQuota(quota, active, this.directory.all(), now);
    await openQuota(this.database, shared);
    const { vendorLimit, used, readAt, emptyUntil } =
      (await findQuota(this.database, shared, now)) ?? NOTHING_USED;
    const limit = limitOf(shared, vendorLimit);
    const left = (purpose: CallPurpose): number | null => {
      if (emptyUntil !== null) return 0;
      const { upTo } = boundsOf({ ...shared, active, purpose, now }, limit);
      return upTo === null ? null : Math.max(0, upTo - used);
    };
    return {
      limit,
      used,
      readAt,
      emptyUntil,
      periodStart: shared.period.start,
      periodEnd: shared.period.end,
      share: { dispatch: left('dispatch'), polling: left('polling') },
    };
  }

  private sharedBy(active: ActiveAccount, now: Date): CallerQuota | undefined {
    const { quota } = active.connector;
    return quota === undefined ? undefined : callerQuota(quota, active, this.directory.all(), now);
  }
}

const GRANTED: TakenCalls = { granted: true };
const NOTHING_USED = {
  vendorLimit: null,
  used: 0,
  readAt: null,
  emptyUntil: null,
} satisfies Partial<QuotaRow>;
