import type { CallContext } from '#connectors-core/call-context.js';
import type { CallPurpose } from '#connectors-core/call-purpose.js';
import { ReservedCalls } from '#connectors-core/reserved-calls.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import {
  type CountedFor,
  countCalls,
  returnCalls,
  takeCalls,
  takeOfShare,
  type Terms,
} from './call-counting.store.js';
import { freeOf, reserveOf } from './call-reserve.js';
import {
  type Asked,
  dispatchesOf,
  isAllowed,
  isGranted,
  limitOf,
  repairShareOf,
  reserveInputOf,
  retryAt,
  termsOf,
} from './call-terms.js';
import { storeNeeds } from './caller-needs.store.js';
import { SPENT_SHARE, turnedAt } from './period-turn.js';
import { type CallerQuota, callerQuota } from './quota-key.js';
import { forgetExhaustion, openQuota, quotaAt, type QuotaRow, storeExhaustion } from './quota.store.js';

/** Calls that are counted already; or the earliest instant at which they would be granted, as far as is known now. */
export type Reservation =
  | { readonly granted: true; readonly calls: ReservedCalls }
  | { readonly granted: false; readonly retryAt: Date };

/** One attempt that is counted; or the earliest instant at which it would be. */
export type Charge =
  | { readonly granted: true; readonly unsent: () => Promise<void> }
  | { readonly granted: false; readonly retryAt: Date };

/** What those who call vendors need of it. */
export type SharedQuota = Pick<QuotaService, 'reserve' | 'giveBack' | 'exhausted' | 'msPerFreeCall'>;

/** What a quota is can change between two looks at it, by a reading or other calls; not again and again. */
const MOST_LOOKS = 5;
/** For so long what was seen of a quota may be judged by: a grant is then one statement. */
const SEEN_FOR_MS = 1_000;
/** Others may use the same calls up, or the vendor's period may be another one: how soon it is asked again then. */
const REST_MS = 3_600_000;

interface Seen {
  readonly start: number;
  readonly at: number;
  readonly row: QuotaRow;
}

/** Quotas of calls that all instances, and all accounts of one caller, share. */
export class QuotaService {
  private readonly seen = new Map<string, Seen>();
  /** Where reserved calls were counted, so that what is left of them is given back there. */
  private readonly counted = new WeakMap<ReservedCalls, CountedFor>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: Pick<AccountDirectory, 'all'>,
  ) {}

  /**
   * Asks for calls before they are made; they count as made. What is left of them is to be given back. Without a
   * quota there is nothing to ask.
   */
  async reserve(active: ActiveAccount, purpose: CallPurpose, calls = 1): Promise<Reservation> {
    const reserved = new ReservedCalls(calls);
    const shared = this.sharedBy(active, this.clock.now());
    if (shared === undefined) return { granted: true, calls: reserved };
    const refused = await this.take(active, { ...shared, purpose, calls });
    if (refused !== undefined) return { granted: false, retryAt: refused };
    this.counted.set(reserved, { key: shared.key, period: shared.period, purpose, calls });
    return { granted: true, calls: reserved };
  }

  /** What is left of reserved calls. */
  async giveBack(calls: ReservedCalls): Promise<void> {
    const counted = this.counted.get(calls);
    const { rest } = calls;
    if (counted === undefined || rest === 0) return;
    this.counted.delete(calls);
    await returnCalls(this.database, { ...counted, calls: rest });
  }

  /** Counts one attempt to call: of the reserved calls first. What no vendor counts is not asked for. */
  async charge(active: ActiveAccount, operation: string, context: CallContext | undefined): Promise<Charge> {
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined || isUncounted(active, operation)) return FREE;
    const reserved = context?.reserved;
    if (reserved !== undefined && this.holdsNow(reserved, now) && reserved.use())
      return { granted: true, unsent: async () => reserved.unuse() };
    const wish = { ...shared, purpose: context?.purpose ?? 'check', calls: 1 };
    const refused = await this.take(active, wish);
    if (refused !== undefined) return { granted: false, retryAt: refused };
    return { granted: true, unsent: () => returnCalls(this.database, wish) };
  }

  /** Of calls that were reserved in the period before, the vendor knows nothing in this one. */
  private holdsNow(reserved: ReservedCalls, now: Date): boolean {
    const counted = this.counted.get(reserved);
    return counted !== undefined && now < counted.period.end;
  }

  /** @returns when they would be granted; undefined when they are, and are counted */
  private async take(active: ActiveAccount, wish: CallerQuota & CountedFor): Promise<Date | undefined> {
    const { purpose } = wish;
    const now = this.clock.now();
    if (!isGranted(purpose)) return this.count(wish);
    const asked: Asked = { ...wish, purpose, ...ofAccount(active), now };
    let row = await this.lookAt(asked, now);
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      if (await this.takeBy(asked, termsOf(asked, row))) return undefined;
      row = await this.lookAgain(asked, now);
      if (!isAllowed(asked, termsOf(asked, row), row)) return retryAt(asked, row);
    }
    return new Date(now.getTime() + 1_000);
  }

  private takeBy(asked: Asked, terms: Terms): Promise<boolean> {
    const { most } = terms;
    if (most === null) return takeCalls(this.database, asked, terms);
    return this.database.transaction((sql) => takeOfShare(sql, asked, terms, most));
  }

  private async count(wish: CallerQuota & CountedFor): Promise<undefined> {
    if (await countCalls(this.database, wish)) return;
    await openQuota(this.database, wish);
    await countCalls(this.database, wish);
  }

  private async lookAt(shared: CallerQuota, now: Date): Promise<QuotaRow> {
    const seen = this.seen.get(shared.key);
    const isFresh =
      seen?.start === shared.period.start.getTime() && Math.abs(now.getTime() - seen.at) < SEEN_FOR_MS;
    return isFresh ? seen.row : this.lookAgain(shared, now);
  }

  private async lookAgain(shared: CallerQuota, now: Date): Promise<QuotaRow> {
    const row = await quotaAt(this.database, shared, now);
    this.seen.set(shared.key, { start: shared.period.start.getTime(), at: now.getTime(), row });
    return row;
  }

  /** What the live streams of callers ask for, so that it is kept. @param listingsPerHour by the caller's key */
  async expectListings(listingsPerHour: ReadonlyMap<string, number>): Promise<void> {
    if (listingsPerHour.size > 0) await storeNeeds(this.database, listingsPerHour);
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
    const row = await this.lookAgain(shared, now);
    const word = emptyUntil(shared, row, now);
    await storeExhaustion(this.database, shared, { ...word, until: until ?? word.until, now });
    this.seen.delete(shared.key);
  }

  /**
   * A person has seen the account answer, or has changed it, e.g. after more calls were bought: "nothing left" is over,
   * and the vendor's count is read anew. Not while the period turns: then it may count in the one before.
   */
  async askAnew(active: ActiveAccount): Promise<void> {
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined || now < turnedAt(shared.period)) return;
    await forgetExhaustion(this.database, shared, now);
    this.seen.delete(shared.key);
  }

  /** How long each call of the period may take if they are to last, ms; undefined where nobody knows, or counts them. */
  async msPerCall(active: ActiveAccount, operation: string): Promise<number | undefined> {
    if (isUncounted(active, operation)) return undefined;
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined) return undefined;
    const { vendorLimit } = await this.lookAt(shared, now);
    const limit = limitOf(shared, vendorLimit);
    const { start, end } = shared.period;
    return limit === null ? undefined : (end.getTime() - start.getTime()) / Math.max(1, limit);
  }

  /**
   * How long each of the calls that are free has to last till the period's end, ms: 0 where nobody knows the limit, or
   * counts calls; Infinity where none is free.
   */
  async msPerFreeCall(active: ActiveAccount): Promise<number> {
    const now = this.clock.now();
    const shared = this.sharedBy(active, now);
    if (shared === undefined) return 0;
    const row = await this.lookAt(shared, now);
    const input = reserveInputOf({ ...shared, dispatches: dispatchesOf(active), now }, row);
    if (input === undefined) return 0;
    const free = freeOf(input.limit - row.used, reserveOf(input));
    return free === 0 ? Infinity : (shared.period.end.getTime() - now.getTime()) / free;
  }

  private sharedBy(active: ActiveAccount, now: Date): CallerQuota | undefined {
    const { quota } = active.connector;
    return quota === undefined ? undefined : callerQuota(quota, active, this.directory.all(), now);
  }
}

/** The vendor counts other operations alone. */
const isUncounted = ({ connector }: ActiveAccount, operation: string): boolean =>
  connector.quota?.counts?.(operation) === false;

const ofAccount = (active: ActiveAccount) => ({
  dispatches: dispatchesOf(active),
  repairShare: repairShareOf(active),
});

const FREE: Charge = { granted: true, unsent: () => Promise.resolve() };

function emptyUntil(shared: CallerQuota, { vendorLimit, used }: QuotaRow, now: Date) {
  const { period } = shared;
  if (now < turnedAt(period)) return { until: turnedAt(period), contradicts: false };
  const limit = limitOf(shared, vendorLimit);
  if (limit !== null && used >= limit * SPENT_SHARE) return { until: period.end, contradicts: false };
  const until = new Date(Math.min(period.end.getTime(), now.getTime() + REST_MS));
  return { until, contradicts: true };
}
