import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Account } from '#connectors-core/account.js';
import { parseLossless } from '#connectors-core/lossless-json.js';
import type { PageRequest, SourcePage, SourcePages, UnreadRow } from '#connectors-core/source-pages.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { listingOf, MOST_PAGES, pageEnd, WINDOW_MS } from './pospal.listing.js';
import { toObservation } from './pospal.mapper.js';
import { numbered, readOrder } from './pospal-order.schema.js';

type Row = { readonly observation: OrderObservation } | { readonly unread: UnreadRow };

export class PospalPages implements SourcePages {
  /** Nothing says that a later change moves an order into a newer window. */
  readonly windowTime = 'created';
  readonly largestWindowMs = WINDOW_MS;
  /** Time for an order to become visible after its orderDateTime; nothing is documented. */
  readonly lagMs = 60_000;
  /** For what became visible later than that, and for the border second of two windows. */
  readonly overlapMs = 600_000;
  readonly mostPages = MOST_PAGES;
  /** The cursor seen is a largest id, but what it sorts by is not documented. */
  readonly pagesShift = true;

  constructor(private readonly client: PospalClient) {}

  streams(): readonly string[] {
    return ['orders'];
  }

  intervalMs({ config: { pollSeconds } }: Account<PospalConfig>): number | null {
    return pollSeconds === undefined ? null : pollSeconds * 1000;
  }

  /** A row that cannot be read is told as such; the others of its page count. */
  async page({ window, cursor }: PageRequest, account: Account<PospalConfig>): Promise<SourcePage> {
    if (window.to.getTime() - window.from.getTime() > WINDOW_MS) {
      throw new ConnectorError('unsupported', 'Pospal lists at most one day at once');
    }
    const listing = { ...listingOf(window), after: cursor === null ? null : parseLossless(cursor) };
    const { value, sentAt, body } = await this.client.orderPage(() => listing, account);
    const rows = value.result.map((row) => readRow(row, sentAt, account.config));
    return {
      observations: rows.flatMap((row) => ('observation' in row ? [row.observation] : [])),
      unread: rows.flatMap((row) => ('unread' in row ? [row.unread] : [])),
      ...pageEnd(value, account.config.pageSize),
      rawBody: body,
    };
  }
}

function readRow(row: unknown, asOf: Date, config: PospalConfig): Row {
  try {
    return { observation: toObservation(readOrder(row), { asOf, config }) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const number = numbered.safeParse(row);
    return { unread: { vendorNo: number.success ? number.data.orderNo : null, message: error.message } };
  }
}
