import type { Sql } from '#database/sql.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { PagedAccount } from '../accounts/polling-accounts.js';
import type { PollingSettings } from '../polling-settings.js';
import { POLLING_REFRESH } from '../polling.tasks.js';
import { nextLook } from './refresh-schedule.js';
import { showsOpenLegs } from './showing-legs.js';
import { holdSeen, noteMissing, noteSightings, type WholeListing } from './sightings.store.js';

/** What a listing means for the open legs of its account, in the transaction that records it. */
export class Sightings {
  constructor(
    private readonly instance: Instance,
    private readonly settings: Pick<PollingSettings, 'refreshSchedule'>,
  ) {}

  /** Those that it shows need not be asked for until later. */
  async seen(sql: Sql, { paged, stream, legIds, now }: Shown): Promise<void> {
    if (legIds.length === 0 || !showsOpenLegs(paged.active.connector.source)) return;
    const seen = await holdSeen(sql, paged.active.account.id, legIds);
    if (seen.length === 0) return;
    const { refreshSchedule } = this.settings;
    const legs = seen.map(({ leg_id, first_at }) => ({
      leg_id,
      look_at: nextLook(first_at, now, refreshSchedule),
    }));
    await noteSightings(sql, stream, legs);
  }

  /** Those that it should have shown, and did not, are fetched. */
  async ended(
    sql: Sql,
    paged: PagedAccount,
    listing: Omit<WholeListing, 'visibleFor'>,
    now: Date,
  ): Promise<void> {
    if (!showsOpenLegs(paged.active.connector.source)) return;
    const visibleFor = new Date(listing.beganAt.getTime() - paged.pages.lagMs);
    if (await noteMissing(sql, { ...listing, visibleFor }, now))
      await wakeUp(sql, POLLING_REFRESH, this.instance.id);
  }
}

export interface Shown {
  readonly paged: PagedAccount;
  readonly stream: string;
  readonly legIds: readonly string[];
  readonly now: Date;
}
