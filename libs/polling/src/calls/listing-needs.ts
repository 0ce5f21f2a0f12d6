import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { quotaKeyOf } from '#accounts/quota/quota-key.js';
import type { QuotaService } from '#accounts/quota/quota.service.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { type StreamedAccount, streamedAccounts } from '../accounts/live-streams.js';
import { guarded, pagedAccounts, type Pauses, type PollingAccounts } from '../accounts/polling-accounts.js';
import { windowsIn } from './call-budget.js';

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 60_000;

/** Tells whoever counts calls how many listings an hour the live streams of each caller ask for. */
export class ListingNeeds {
  private lookedAt = 0;

  constructor(
    private readonly database: Database,
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly pauses: Pauses,
    private readonly quota: Pick<QuotaService, 'expectListings'>,
    private readonly clock: Clock,
  ) {}

  /** At most once a minute. */
  async tell(): Promise<void> {
    const now = this.clock.now();
    if (Math.abs(now.getTime() - this.lookedAt) < LOOK_EVERY_MS) return;
    this.lookedAt = now.getTime();
    await this.pauses.look();
    const counted = pagedAccounts(this.accounts, this.pauses).filter(
      ({ active: { connector } }) => connector.quota !== undefined,
    );
    const needs = new Map<string, number>();
    for (const one of await streamedAccounts(this.database, counted))
      for (const { key } of guarded(one.active, ignore, () => keyOf(one.active, now)))
        needs.set(key, (needs.get(key) ?? 0) + listingsPerHour(one));
    await this.quota.expectListings(needs);
  }
}

const ignore = (): void => undefined;

const keyOf = (active: ActiveAccount, now: Date) =>
  active.connector.quota && quotaKeyOf(active.connector.quota, active, now);

/** A paused account asks for nothing. */
const listingsPerHour = ({ active, streams }: StreamedAccount): number =>
  active.paused ? 0 : streams.reduce((sum, { limits }) => sum + windowsIn(HOUR_MS, limits), 0);
