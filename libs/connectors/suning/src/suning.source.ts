import type { Account } from '#connectors-core/account.js';
import type { AccountCheck, Source } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { readShape } from '#connectors-core/read-wire.js';
import type { PageRequest, SourcePage, SourcePages, UnreadRow } from '#connectors-core/source-pages.js';
import type { SuningClient } from './suning.client.js';
import type { SuningConfig } from './suning.config.js';
import { readingOf, toObservation, vendorNoOf } from './suning.mapper.js';
import { LAST_PAGE_NO, numberedRow, statusRow } from './suning.schema.js';
import type { StatusRow } from './suning.schema.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PAGE_NO = /^[1-9]\d{0,4}$/;

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

  intervalMs({ config }: Account<SuningConfig>): number {
    return config.pollSeconds * 1000;
  }

  /** The cursor is the number of the page. A row that cannot be read is told as such; the others count. */
  async page({ stream, window, cursor }: PageRequest, account: Account<SuningConfig>): Promise<SourcePage> {
    if (window.to.getTime() - window.from.getTime() > DAY_MS) {
      throw new ConnectorError('unsupported', 'Suning is asked for at most one day at once');
    }
    const reading = readingOf(stream, account.config);
    const listing = { orderSource: stream, window: () => window, pageNo: pageNoOf(cursor) };
    const { value, sentAt, body } = await this.client.statusPage(listing, account);
    const { orders, unread } = readRows(value.rows, stream);
    return {
      observations: orders.map((rows) => toObservation(rows, { asOf: sentAt, reading })),
      unread,
      next: value.nextPageNo?.toString() ?? null,
      rawBody: body,
    };
  }
}

function pageNoOf(cursor: string | null): number {
  if (cursor === null) return 1;
  if (PAGE_NO.test(cursor) && Number(cursor) <= LAST_PAGE_NO) return Number(cursor);
  throw new ConnectorError('unsupported', 'not a page’s number');
}

type OrderRows = [StatusRow, ...StatusRow[]];

/** The rows by order, as they came; an order of another source than was asked for is not guessed about. */
function readRows(
  rows: readonly unknown[],
  orderSource: string,
): { orders: readonly OrderRows[]; unread: readonly UnreadRow[] } {
  const orders = new Map<string, OrderRows>();
  const unread: UnreadRow[] = [];
  for (const row of rows) {
    const read = readRow(row, orderSource);
    if ('message' in read) unread.push(read);
    else {
      const others = orders.get(read.orderId);
      if (others === undefined) orders.set(read.orderId, [read]);
      else others.push(read);
    }
  }
  return { orders: [...orders.values()], unread };
}

function readRow(row: unknown, orderSource: string): StatusRow | UnreadRow {
  const number = numberedRow.safeParse(row);
  const vendorNo = number.success ? vendorNoOf(orderSource, number.data.orderId) : null;
  try {
    const read = readShape(statusRow, row);
    if (read.orderSource === null || read.orderSource === orderSource) return read;
    return { vendorNo, message: `it is of another order source than ${orderSource}, which was asked for` };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { vendorNo, message: error.message };
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
    try {
      readingOf(orderSource, account.config);
      const window = (now: Date) => ({ from: new Date(now.getTime() - MINUTE_MS), to: now });
      const { value } = await this.client.statusPage({ orderSource, window, pageNo: 1 }, account);
      const orders = value.rows.length.toString();
      return {
        ok: true,
        message: `success: ${orders} orders of ${orderSource} on the last minute’s first page`,
      };
    } catch (error) {
      if (error instanceof ConnectorError) return { ok: false, message: error.message };
      throw error;
    }
  }
}
