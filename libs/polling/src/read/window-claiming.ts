import type { PagedAccount } from '../accounts/polling-accounts.js';
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
import { Leases } from '#jobs/lease.js';
import type { PollingParts } from '../accounts/polling-parts.js';

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
  private readonly newestFirstUntil = new Map<string, number>();

  private readonly leases: Leases;

  constructor(
    private readonly parts: PollingParts,
    private readonly countedCalls: Pick<CountedCalls, 'accountIds'>,
    private readonly disputed: Pick<DisputedWindows, 'ids'>,
  ) {
    this.leases = new Leases(parts.clock, parts.instance, parts.settings.leaseMs);
  }

  /** @param ownHolders of readings that rest here */
  async claim(
    lane: Lane,
    accounts: readonly PagedAccount[],
    limit: number,
    ownHolders: readonly string[],
  ): Promise<ClaimedWindow[]> {
    if (accounts.length === 0 || limit <= 0) return [];
    if (lane === 'backlog')
      return claimBacklog(
        this.parts.database,
        await this.backlogs(accounts),
        this.options(limit, ownHolders),
      );
    const first = await this.claimDisputed(accounts, limit, ownHolders);
    const taken = new Set(first.map(({ account_id }) => account_id));
    const fresh = accounts
      .filter(({ active }) => !taken.has(active.account.id))
      .map((one) => this.fresh(one));
    if (fresh.length === 0 || first.length >= limit) return first;
    const options = this.options(limit - first.length, ownHolders);
    return [...first, ...(await claimFresh(this.parts.database, fresh, options))];
  }

  /** A window of the account was made two: whether that is of any use shows in the newest halves. */
  halved(accountId: string): void {
    this.newestFirstUntil.set(accountId, this.parts.clock.now().getTime() + NEWEST_FIRST_MS);
  }

  private async backlogs(accounts: readonly PagedAccount[]) {
    const counted = await this.countedCalls.accountIds();
    const now = this.parts.clock.now().getTime();
    return accounts.map(({ active }) => {
      const { id } = active.account;
      const isHalved = now < (this.newestFirstUntil.get(id) ?? 0);
      return { account_id: id, newest_first: isHalved || counted.has(id) };
    });
  }

  private async claimDisputed(
    accounts: readonly PagedAccount[],
    limit: number,
    ownHolders: readonly string[],
  ): Promise<ClaimedWindow[]> {
    const limited = await this.countedCalls.accountIds();
    const counted = accounts.map(({ active }) => active.account.id).filter((id) => limited.has(id));
    const ids = counted.length === 0 ? [] : await this.disputed.ids();
    if (ids.length === 0) return [];
    return claimListed(this.parts.database, counted, ids, this.options(limit, ownHolders));
  }

  private fresh(paged: PagedAccount) {
    const { freshIntervals } = this.parts.settings;
    const fresh_since = freshSince(paged, this.parts.clock.now(), freshIntervals);
    return { account_id: paged.active.account.id, fresh_since };
  }

  private options(limit: number, ownHolders: readonly string[]): ClaimOptions {
    return { lease: this.leases.next(), now: this.parts.clock.now(), limit, ownHolders };
  }
}
