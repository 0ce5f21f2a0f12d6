import type { Sql } from '#database/sql.js';
import { closeBackfill } from '../windows/backfills.store.js';
import { noteListed } from '../windows/coverage.store.js';
import { joinClosed } from '../windows/joining.js';
import { joinWindows, neighboursOf } from '../windows/joining.store.js';
import type { ClaimedWindow } from '../windows/windows.store.js';

interface Closing {
  /** That it showed. */
  readonly rows: number;
  readonly largestWindowMs: number;
  readonly now: Date;
}

/**
 * What follows from a window that was just closed, in the same transaction: a live one is joined with its
 * closed neighbours, so that a day of short windows is a row or two; the last of a backfill closes that.
 * The stream is held from the first of it on: two neighbours closed at the same time would not see each other.
 */
export async function followClosing(
  sql: Sql,
  window: ClaimedWindow,
  { rows, largestWindowMs, now }: Closing,
): Promise<void> {
  if (window.backfill_id !== null) return closeBackfill(sql, window.backfill_id, now);
  await noteListed(sql, window, rows, now);
  const { before, after } = await neighboursOf(sql, window);
  const own = { id: window.id, from: window.from_at.getTime(), to: window.to_at.getTime() };
  const joined = joinClosed(own, before, after, largestWindowMs);
  if (joined !== undefined) await joinWindows(sql, [joined]);
}
