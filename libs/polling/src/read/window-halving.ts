import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { forgetLargest, learnLargest } from '../windows/coverage.store.js';
import { ClaimLost } from './page-recording.js';
import { isRefusedHoweverShort } from '../windows/refused-windows.query.js';
import { WindowError } from '../windows/window-failure.js';
import { halvesOf, type Stretch } from '../windows/window-plan.js';
import { type ClaimedWindow, insertWindows, shortenWindow } from '../windows/windows.store.js';

export interface Refusal {
  readonly message: string;
  /** That the vendor had answered before. */
  readonly pages: number;
}

/**
 * Makes two windows of one that its vendor calls too large, in one transaction: what it covers is covered all
 * the time. Its stream remembers the size for a while, so that what was halved is not made large again by the
 * next planning; a backfill leaves the stream alone, and its windows are never joined.
 *
 * A vendor may call a window too large that is only too long ago. So halves are read the newest first, and what
 * lies before one that was refused though it could be made no shorter is not halved any more: a stretch that
 * the vendor has forgotten costs two calls for each time that a window can be halved, and then one a window.
 */
export class WindowHalving {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rememberedMs: number,
  ) {}

  /**
   * @param refusal what the vendor said
   * @throws WindowError when it is not to be made smaller, ClaimLost
   */
  async halve(window: ClaimedWindow, overlapMs: number, { message, pages }: Refusal): Promise<void> {
    const whole = { from: window.from_at.getTime(), to: window.to_at.getTime() };
    const isLive = window.backfill_id === null;
    const halves = halvesOf(whole, isLive ? overlapMs : 0);
    if (halves === undefined) {
      // What was learned on the way here is not what the vendor means.
      if (isLive) await forgetLargest(this.database, window);
      const seconds = String((whole.to - whole.from) / 1_000);
      throw new WindowError('window_too_large', `even ${seconds} s are too long for the vendor: ${message}`);
    }
    if (pages === 0 && (await isRefusedHoweverShort(this.database, window)))
      throw new WindowError('window_too_large', `however short, as what comes after it: ${message}`);
    await this.database.transaction((sql) => this.write(sql, window, halves));
  }

  private async write(sql: Sql, window: ClaimedWindow, [first, second]: readonly [Stretch, Stretch]) {
    const now = this.clock.now();
    if (!(await shortenWindow(sql, window, new Date(first.to), now))) throw new ClaimLost();
    const { account_id, stream, backfill_id, to_at } = window;
    const id = uuidV7(now, randomBytes(10));
    const from_at = new Date(second.from);
    await insertWindows(sql, [{ id, account_id, stream, backfill_id, from_at, to_at }], now);
    if (backfill_id !== null) return;
    const seconds = Math.max(first.to - first.from, second.to - second.from) / 1_000;
    await learnLargest(sql, window, { seconds, now, until: new Date(now.getTime() + this.rememberedMs) });
  }
}
