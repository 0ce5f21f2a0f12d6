import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Instance } from '#jobs/instance.js';
import type { PagedAccount } from './polling-accounts.js';
import type { PollingSettings } from './polling-settings.js';
import { freshSince } from './stream-plan.js';
import { claimFresh, claimOldest, type ClaimedWindow, type ClaimOptions } from './windows.store.js';

/** Which of an account's two places a window is read in. */
export type Lane = 'fresh' | 'oldest';

/**
 * An account reads at most two windows at once in an instance. One place is for fresh live windows alone, the
 * newest first, so that the newest data waits for nothing older. The other takes the oldest that is due, so
 * that nothing is passed over for ever; backfills come when no live window is due.
 */
export class WindowClaiming {
  private claims = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly instance: Instance,
    private readonly settings: PollingSettings,
  ) {}

  /** @param ownTokens of readings that rest here */
  async claim(
    lane: Lane,
    accounts: readonly PagedAccount[],
    limit: number,
    ownTokens: readonly string[],
  ): Promise<ClaimedWindow[]> {
    if (accounts.length === 0 || limit <= 0) return [];
    const options = this.options(limit, ownTokens);
    const { database } = this;
    if (lane === 'fresh')
      return claimFresh(
        database,
        accounts.map((one) => this.fresh(one)),
        options,
      );
    return claimOldest(
      database,
      accounts.map(({ active }) => active.account.id),
      options,
    );
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
