import type { Account } from '#connectors-core/account.js';
import type { AccountCheck, Source } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { PageRequest, SourcePage, SourcePages } from '#connectors-core/source-pages.js';
import type { SuningClient } from './suning.client.js';
import type { SuningConfig } from './suning.config.js';
import { cursorOf, placeOf } from './suning.cursor.js';
import { readingOf, toObservation } from './suning.mapper.js';
import { readRows } from './suning-rows.reader.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

class SuningPages implements SourcePages {
  /** The page names startTime and endTime and not what they are times of. */
  readonly windowTime = 'unknown';
  /**
   * There is a limit (sys.check.query-time:outofrange) and it is not published; the vendor's own test asks for
   * 12 days. A longer window would only have more pages among which rows can move.
   */
  readonly largestWindowMs = DAY_MS;
  /** For the bulk of the orders; those that become visible later are left to the overlap. */
  readonly lagMs = MINUTE_MS;
  /**
   * An order may become visible 180 s late. Lag and overlap together are how late an order may be and still
   * be found: here twice that.
   */
  readonly overlapMs = 5 * MINUTE_MS;
  /** 200,000 orders of one order source in one window: more is a vendor that does not end. */
  readonly mostPages = 4000;
  /** Pages are counted, not continued from an order: an order that leaves moves all behind it. */
  readonly pagesShift = true;

  /**
   * One order cannot be asked for, and an answer does not say when its status changed. Should the vendor list
   * by creation, a later status is seen only by listing the same stretch again: after 1 and 6 hours, 1 and 3 days.
   */
  readonly rereadAfterMs = [60, 360, 1_440, 4_320].map((minutes) => minutes * MINUTE_MS);

  constructor(private readonly client: SuningClient) {}

  streams({ config }: Account<SuningConfig>): readonly string[] {
    return config.orderSources;
  }

  intervalMs({ config: { pollSeconds } }: Account<SuningConfig>): number | null {
    return pollSeconds === undefined ? null : pollSeconds * 1000;
  }

  /**
   * The cursor is the page's place in the list. A row that cannot be read is told as such; the others count.
   * An order that goes on here is stated anew, with its rows of the page before, as of this page: what was
   * stated of it with that one is then outranked, and its evidence is that page's.
   */
  async page({ stream, window, cursor }: PageRequest, account: Account<SuningConfig>): Promise<SourcePage> {
    if (window.to.getTime() - window.from.getTime() > DAY_MS) {
      throw new ConnectorError('unsupported', 'Suning is asked for at most one day at once');
    }
    const reading = readingOf(stream, account.config);
    const { lastOrder: before, ...place } = placeOf(cursor);
    const listing = { orderSource: stream, window: () => window, ...place };
    const { value, sentAt, body } = await this.client.statusPage(listing, account);
    const { orders, lastOrder, unread } = readRows(value.rows, stream, before);
    const listed = place.listed + value.rows.length;
    return {
      observations: orders.map((rows) => toObservation(rows, { asOf: sentAt, reading })),
      unread,
      next: value.nextPageNo === null ? null : cursorOf({ pageNo: value.nextPageNo, listed, lastOrder }),
      rawBody: body,
    };
  }
}

export class SuningSource implements Source {
  readonly pages: SourcePages;

  constructor(private readonly client: SuningClient) {
    this.pages = new SuningPages(client);
  }

  /** Lists the last minute of one order source: a page, full or empty, shows that key and signature are taken. */
  async check(account: Account<SuningConfig>): Promise<AccountCheck> {
    const [orderSource = ''] = account.config.orderSources;
    readingOf(orderSource, account.config);
    const window = (now: Date) => ({ from: new Date(now.getTime() - MINUTE_MS), to: now });
    const { value } = await this.client.statusPage({ orderSource, window, pageNo: 1, listed: 0 }, account);
    const orders = value.rows.length.toString();
    return { message: `success: ${orders} orders of ${orderSource} on the last minute’s first page` };
  }
}
