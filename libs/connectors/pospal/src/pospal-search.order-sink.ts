import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Account } from '#connectors-core/account.js';
import { parseLossless, stringifyLossless } from '#connectors-core/lossless-json.js';
import { PageRepeat } from '#connectors-core/page-repeat.js';
import type { Window } from '#connectors-core/source-pages.js';
import { markerIn } from '#domain/marker.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { halvesOf, listingOf, listingWindows, MOST_PAGES, pageEnd } from './pospal.listing.js';
import { sought } from './pospal-order.schema.js';
import type { SoughtOrder } from './pospal-order.schema.js';

/** Orders may move between pages while they are read: then a window is read again, so often at most. */
const MOST_PASSES = 5;

/** What was seen of the orders that are looked for. */
export class SeenRows {
  readonly rows = new Map<string, SoughtOrder>();
  /** Markers that stand in a row that could not be read. */
  readonly unreadable = new Set<string>();
  /** Set once a list could not show that it is whole, however short its window: what was not seen may be there. */
  notWhole: string | undefined;

  constructor(private readonly markers: readonly string[]) {}

  /** A row that cannot be read is no order of ours unless a marker stands somewhere in it. */
  keep(row: unknown): void {
    const read = sought.safeParse(row);
    if (read.success) {
      this.rows.set(read.data.orderNo, read.data);
      return;
    }
    const text = stringifyLossless(row);
    for (const marker of this.markers) if (text.includes(marker)) this.unreadable.add(marker);
  }

  /** Whether there is nothing more to be found. */
  hasAll(): boolean {
    const seen = new Set([...this.rows.values()].map(({ orderRemark }) => markerIn(orderRemark ?? '')));
    return this.markers.every((marker) => seen.has(marker));
  }
}

interface Pass {
  readonly pages: number;
  readonly notWhole: string | undefined;
}

/** Reads windows of orders whole, for what may be an order of ours in them. */
export class PospalSearch {
  constructor(private readonly client: PospalClient) {}

  /**
   * Every order of the windows that can be read as far as a search needs it.
   * @param windows at least one, else nothing was looked at and nothing may be said
   * @throws ConnectorError when a page could not be read, or when the pages did not come to rest: nothing
   * may then be said to be absent
   */
  async look(
    windows: readonly Window[],
    markers: readonly string[],
    account: Account<PospalConfig>,
  ): Promise<SeenRows> {
    const seen = new SeenRows(markers);
    if (windows.length === 0) throw new ConnectorError('unsupported', 'no window was named to look in');
    for (const window of listingWindows(windows)) await this.settled(window, account, seen);
    return seen;
  }

  /** One pass is enough for a single page, and once every marker was seen. A list without an end is read in halves. */
  private async settled(window: Window, account: Account<PospalConfig>, seen: SeenRows): Promise<void> {
    for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
      const before = seen.rows.size;
      const { pages, notWhole } = await this.pass(window, account, seen);
      if (seen.hasAll()) return;
      if (notWhole !== undefined) return this.halved(window, notWhole, account, seen);
      if (pages === 1 || (pass > 1 && seen.rows.size === before)) return;
    }
    throw new ConnectorError('unavailable', 'the pages kept changing while they were read');
  }

  private async halved(
    window: Window,
    notWhole: string,
    account: Account<PospalConfig>,
    seen: SeenRows,
  ): Promise<void> {
    const halves = halvesOf(window);
    if (halves === undefined) {
      const seconds = ((window.to.getTime() - window.from.getTime()) / 1000).toString();
      seen.notWhole ??= `even of ${seconds} s the list does not show that it is whole: ${notWhole}`;
      return;
    }
    for (const half of halves) if (!seen.hasAll()) await this.settled(half, account, seen);
  }

  /** @returns how many pages there were, and why there may be more */
  private async pass(window: Window, account: Account<PospalConfig>, seen: SeenRows): Promise<Pass> {
    const cursors = new Set<string>();
    const repeat = new PageRepeat();
    const bounds = listingOf(window);
    for (let pages = 1, cursor: string | null = null; pages <= MOST_PAGES; pages += 1) {
      const after = cursor === null ? null : parseLossless(cursor);
      const { value } = await this.client.orderPage(() => ({ ...bounds, after }), account);
      if (repeat.of(value.result.length === 0 ? undefined : stringifyLossless(value.result))) {
        if (repeat.isAskedAgain)
          throw new ConnectorError('invalid_response', 'a page is the one before again, asked for twice');
        continue;
      }
      for (const row of value.result) seen.keep(row);
      const { next, notWhole } = pageEnd(value, account.config.pageSize);
      if (next === null) return { pages, notWhole };
      if (cursors.has(next)) break;
      cursors.add(next);
      cursor = next;
    }
    throw new ConnectorError('invalid_response', 'the pages of the window do not end');
  }
}
