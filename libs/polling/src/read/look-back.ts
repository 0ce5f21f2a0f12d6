import type { SourcePage } from '#connectors-core/source-pages.js';
import type { PagedAccount } from '../accounts/polling-accounts.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { learnPageRows, oldestInReach, readListedStream } from '../open-legs/look-back.store.js';
import { showsOpenLegs } from '../open-legs/showing-legs.js';
import { learnLargest } from '../windows/coverage.store.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';
import { floorToSecond } from '../windows/window-plan.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

/** Orders that nobody knows yet come on top of those that are known: the newest ones above all. */
const KNOWN_SHARE = 4 / 5;

const isReread = new RegExp(REREAD_ENDING);

/**
 * The newest listing of a stream begins where its oldest open leg was placed, as long as one page holds that: so it
 * shows again what was listed before, and no order costs a call of its own. The window is covered as if it had begun
 * where it does.
 */
export class LookBack {
  constructor(private readonly parts: Pick<PollingParts, 'database' | 'clock' | 'settings'>) {}

  /** Where the listing of a window begins. */
  async from(window: ClaimedWindow, { active, pages }: PagedAccount): Promise<Date> {
    const { backfill_id, stream, from_at, to_at } = window;
    const isPlain = backfill_id !== null || isReread.test(stream) || !showsOpenLegs(active.connector.source);
    if (isPlain) return from_at;
    const known = await readListedStream(this.parts.database, window, this.parts.clock.now());
    if (known === undefined || to_at < known.planned_to) return from_at;
    const largestMs = Math.min(pages.largestWindowMs, 1_000 * (known.largest_seconds ?? Infinity));
    const earliest = new Date(Math.max(known.starts_at.getTime(), to_at.getTime() - largestMs));
    const orders = known.page_rows === null ? null : Math.floor(known.page_rows * KNOWN_SHARE);
    const reach = { account_id: window.account_id, stream, earliest, to: to_at, orders };
    const oldest = await oldestInReach(this.parts.database, reach);
    return oldest === null ? from_at : this.earlier(from_at, oldest, earliest);
  }

  /** One page did not hold it, or not in a form that tells what is older: for a while listings reach back less far. */
  async tooFar(window: ClaimedWindow, { observations, unread }: SourcePage): Promise<void> {
    // A row without a number would be noted anew by each window that reaches back to it.
    const rows = unread.some(({ vendorNo }) => vendorNo === null) ? 0 : observations.length + unread.length;
    await learnPageRows(this.parts.database, window, { rows, ...this.forAWhile() });
  }

  /** The vendor does not list so much time at once. */
  async refused(window: ClaimedWindow, from: Date): Promise<void> {
    const seconds = Math.floor((window.to_at.getTime() - from.getTime()) / 2_000);
    await learnLargest(this.parts.database, window, { seconds, ...this.forAWhile() });
  }

  private earlier(from: Date, oldest: Date, earliest: Date): Date {
    const back = Math.max(floorToSecond(oldest.getTime()), earliest.getTime());
    return back < from.getTime() ? new Date(back) : from;
  }

  private forAWhile() {
    const now = this.parts.clock.now();
    return { now, until: new Date(now.getTime() + this.parts.settings.tooLargeForMs) };
  }
}
