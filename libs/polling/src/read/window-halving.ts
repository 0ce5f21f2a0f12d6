import { randomBytes } from 'node:crypto';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { shortMessage } from '#connectors-core/fault.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { forgetLargest, learnLargest } from '../windows/coverage.store.js';
import { ClaimLost } from './page-recording.js';
import { isRefusedHoweverShort } from '../windows/refused-windows.query.js';
import { WindowError } from '../windows/window-failure.js';
import { halvesOf, type Stretch } from '../windows/window-plan.js';
import { type ClaimedWindow, insertWindows, markWindows, shortenWindow } from '../windows/windows.store.js';

const TOO_MUCH: Readonly<Record<Refusal['code'], string>> = {
  window_too_large: 'even … s are too long for the vendor',
  not_whole: 'even of … s the list does not show that it is whole',
};

export interface Refusal {
  /** `not_whole`: it was listed, but nothing shows that all of it was. */
  readonly code: 'window_too_large' | 'not_whole';
  readonly message: string;
  /** That the vendor had answered before. */
  readonly pages: number;
}

/**
 * Makes two windows of one that its vendor calls too large, or whose list does not show its end, in one transaction:
 * what it covers is covered all the time. Where it was too large its stream remembers the size for a while, so that what was halved is not made large again by the
 * next planning; a backfill leaves the stream alone, and its windows are never joined.
 *
 * A vendor may call a window too large that is only too long ago. So halves are read the newest first, and what
 * lies before one that was refused though it could be made no shorter is not halved any more: a stretch that
 * the vendor has forgotten costs two calls for each time that a window can be halved, and then one a window.
 *
 * How much may be listed at once says nothing of how long the next window may be: of a list that was not whole the
 * stream remembers nothing. Its halves say by their code why they are not to be joined again.
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
  async halve(window: ClaimedWindow, overlapMs: number, refusal: Refusal): Promise<void> {
    const { code, message, pages } = refusal;
    const whole = { from: window.from_at.getTime(), to: window.to_at.getTime() };
    const isLive = window.backfill_id === null;
    const halves = halvesOf(whole, isLive ? overlapMs : 0);
    if (halves === undefined) {
      // What was learned on the way here is not what the vendor means.
      if (isLive && code === 'window_too_large') await forgetLargest(this.database, window);
      const seconds = String((whole.to - whole.from) / 1_000);
      throw new WindowError(code, `${TOO_MUCH[code].replace('…', seconds)}: ${message}`);
    }
    if (pages === 0 && (await isRefusedHoweverShort(this.database, window)))
      throw new WindowError('window_too_large', `however short, as what comes after it: ${message}`);
    await this.database.transaction((sql) => this.write(sql, window, halves, refusal));
  }

  private async write(
    sql: Sql,
    window: ClaimedWindow,
    [first, second]: readonly [Stretch, Stretch],
    { code, message }: Refusal,
  ): Promise<void> {
    const now = this.clock.now();
    if (!(await shortenWindow(sql, window, new Date(first.to), now))) throw new ClaimLost();
    const { account_id, stream, backfill_id, to_at } = window;
    const id = uuidV7(now, randomBytes(10));
    const from_at = new Date(second.from);
    await insertWindows(sql, [{ id, account_id, stream, backfill_id, from_at, to_at }], now);
    if (code === 'not_whole')
      return markWindows(sql, [window.id, id], { code, message: shortMessage(message) });
    if (backfill_id !== null) return;
    const seconds = Math.max(first.to - first.from, second.to - second.from) / 1_000;
    await learnLargest(sql, window, { seconds, now, until: new Date(now.getTime() + this.rememberedMs) });
  }
}

/** What halves of the window may do away with. */
export function refusalIn(error: unknown, { pages }: { readonly pages: number }): Refusal | undefined {
  if (error instanceof WindowError && error.code === 'not_whole')
    return { code: 'not_whole', message: error.message, pages };
  if (error instanceof ConnectorError && error.windowTooLarge)
    return { code: 'window_too_large', message: error.message, pages };
  return undefined;
}
