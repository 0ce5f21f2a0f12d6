import { randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { learnLargest } from './coverage.store.js';
import { ClaimLost } from './page-recording.js';
import { halvesOf } from './window-halves.js';
import type { Stretch } from './window-plan.js';
import { type ClaimedWindow, insertWindows, shortenWindow } from './windows.store.js';

/**
 * Makes two windows of one that its vendor calls too large, in one transaction: what it covers is covered all
 * the time. Its stream remembers the size for a while, so that what was halved is not made large again by the
 * next planning; a backfill leaves the stream alone, and its windows are never joined.
 */
export class WindowHalving {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rememberedMs: number,
  ) {}

  /** @returns false when the halves would be too short. @throws ClaimLost */
  async halve(window: ClaimedWindow, overlapMs: number): Promise<boolean> {
    const whole = { from: window.from_at.getTime(), to: window.to_at.getTime() };
    const halves = halvesOf(whole, window.backfill_id === null ? overlapMs : 0);
    if (halves === undefined) return false;
    await this.database.transaction((sql) => this.write(sql, window, halves));
    return true;
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
