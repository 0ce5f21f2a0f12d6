import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import type { PagedAccount } from '../accounts/polling-accounts.js';
import type { PollingSettings } from '../polling-settings.js';
import { freshSince } from '../plan/stream-plan.js';
import type { CountedCalls } from '../calls/counted-calls.js';
import type { DisputedWindows } from './disputed-windows.js';
import {
  claimBacklog,
  type ClaimedWindow,
  claimFresh,
  claimListed,
  type ClaimOptions,
} from '../windows/windows.store.js';

/** Which of an account's two places a window is read in. */
export type Lane = 'fresh' | 'backlog';

/** Enough to get to the end of halving. */
const NEWEST_FIRST_MS = 3_600_000;

/**
 * An account reads at most two windows at once in an instance. One place is for fresh live windows alone, the
 * newest first, so that the newest data waits for nothing older. The other takes the oldest that is due, so
 * that nothing is passed over for ever, or for a while after a window was halved the newest; backfills come when
 * no live window is due. Where calls are counted, they may not suffice for all: then the most useful come first,
 * windows with disputed hours, then the newest.
 */
export class WindowClaiming {
  private claims = 0;
  private readonly newestFirstUntil = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly settings: PollingSettings,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds'>,
    private readonly disputed: Pick<DisputedWindows, 'ids'>,
  ) {}

  /** @param ownTokens of readings that rest here */
  async claim(
    lane: Lane,
    accounts: readonly PagedAccount[],
    limit: number,
    ownTokens: readonly string[],
  ): Promise<ClaimedWindow[]> {
    if (accounts.length === 0 || limit <= 0) return [];
    if (lane === 'backlog')
      return claimBacklog(this.database, await this.backlogs(accounts), this.options(limit, ownTokens));
    const first = await this.claimDisputed(accounts, limit, ownTokens);
    const taken = new Set(first.map(({ account_id }) => account_id));
    const fresh = accounts
      .filter(({ active }) => !taken.has(active.account.id))
      .map((one) => this.fresh(one));
    if (fresh.length === 0 || first.length >= limit) return first;
    const options = this.options(limit - first.length, ownTokens);
    return [...first, ...(await claimFresh(this.database, fresh, options))];
  }

  /** A window of the account was made two: whether that is of any use shows in the newest halves. */
  halved(accountId: string): void {
    this.newestFirstUntil.set(accountId, this.clock.now().getTime() + NEWEST_FIRST_MS);
  }

  private async backlogs(accounts: readonly PagedAccount[]) {
    const counted = await this.countedCalls.accountIds();
    const now = this.clock.now().getTime();
    return accounts.map(({ active }) => {
      const { id } = active.account;
      const isHalved = now < (this.newestFirstUntil.get(id) ?? 0);
      return { account_id: id, newest_first: isHalved || counted.has(id) };
    });
  }

  private async claimDisputed(
    accounts: readonly PagedAccount[],
    limit: number,
    ownTokens: readonly string[],
  ): Promise<ClaimedWindow[]> {
    const limited = await this.countedCalls.accountIds();
    const counted = accounts.map(({ active }) => active.account.id).filter((id) => limited.has(id));
    const ids = counted.length === 0 ? [] : await this.disputed.ids();
    if (ids.length === 0) return [];
    return claimListed(this.database, counted, ids, this.options(limit, ownTokens));
  }

  private fresh(paged: PagedAccount) {
    const { freshIntervals } = this.settings;
    const fresh_since = freshSince(paged, this.clock.now(), freshIntervals);
    return { account_id: paged.active.account.id, fresh_since };
  }

  private options(limit: number, ownTokens: readonly string[]): ClaimOptions {
    const now = this.clock.now();
    const token = `${this.instance.id}:${String(++this.claims)}`;
    return { token, now, leaseUntil: new Date(now.getTime() + this.settings.leaseMs), limit, ownTokens };
  }
}
