import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Account } from '#connectors-core/account.js';
import { parseLossless, stringifyLossless } from '#connectors-core/lossless-json.js';
import { PageRepeat } from '#connectors-core/page-repeat.js';
import type { Window } from '#connectors-core/source-pages.js';
import { markerIn } from '#domain/marker.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { listingOf, listingWindows, MOST_PAGES, nextCursor } from './pospal.listing.js';
import { sought } from './pospal-order.schema.js';
import type { SoughtOrder } from './pospal-order.schema.js';

/** Orders may move between pages while they are read: then a window is read again, so often at most. */
const MOST_PASSES = 5;

type Rows = Map<string, SoughtOrder>;

/** Reads windows of orders whole, for what may be an order of ours in them. */
export class PospalSearch {
  constructor(private readonly client: PospalClient) {}

  /**
   * Every order of the windows that can be read as far as a search needs it.
   * @param windows at least one, else nothing was looked at and nothing may be said
   * @throws ConnectorError when a page, or a row that holds the marker, could not be read, or when
   * the pages did not come to rest: nothing may then be said to be absent
   */
  async rows(
    windows: readonly Window[],
    marker: string,
    account: Account<PospalConfig>,
  ): Promise<readonly SoughtOrder[]> {
    const rows: Rows = new Map();
    if (windows.length === 0) throw new ConnectorError('unsupported', 'no window was named to look in');
    for (const window of listingWindows(windows)) await this.settled(window, marker, account, rows);
    return [...rows.values()];
  }

  /** One pass is enough for a single page, and once the marker was seen. */
  private async settled(
    window: Window,
    marker: string,
    account: Account<PospalConfig>,
    rows: Rows,
  ): Promise<void> {
    for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
      const before = rows.size;
      const pages = await this.pass(window, marker, account, rows);
      if (pages === 1 || holds(rows, marker) || (pass > 1 && rows.size === before)) return;
    }
    throw new ConnectorError('unavailable', 'the pages kept changing while they were read');
  }

  /** @returns how many pages there were */
  private async pass(
    window: Window,
    marker: string,
    account: Account<PospalConfig>,
    rows: Rows,
  ): Promise<number> {
    const seen = new Set<string>();
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
      for (const row of value.result) keep(row, marker, rows);
      cursor = nextCursor(value, cursor);
      if (cursor === null) return pages;
      if (seen.has(cursor)) break;
      seen.add(cursor);
    }
    throw new ConnectorError('invalid_response', 'the pages of the window do not end');
  }
}

const holds = (rows: Rows, marker: string): boolean =>
  [...rows.values()].some(({ orderRemark }) => markerIn(orderRemark ?? '') === marker);

/** A row that cannot be read is no order of ours unless the marker stands somewhere in it. */
function keep(row: unknown, marker: string, rows: Rows): void {
  const read = sought.safeParse(row);
  if (read.success) {
    rows.set(read.data.orderNo, read.data);
  } else if (stringifyLossless(row).includes(marker)) {
    throw new ConnectorError('invalid_response', 'a row that holds our marker could not be read');
  }
}
