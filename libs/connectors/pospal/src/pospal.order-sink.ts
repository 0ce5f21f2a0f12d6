import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type {
  FindRequest,
  FoundOrder,
  FoundOrders,
  MarkedOrder,
  OrderSink,
  OrderToPlace,
  PlaceDocument,
  PlaceReceipt,
} from '#connectors-core/order-sink.js';
import { markerIn } from '#domain/marker.js';
import { isOfOrigin } from '#domain/origin.js';
import type { PospalClient } from './pospal.client.js';
import type { PospalConfig } from './pospal.config.js';
import { placeDocument } from './pospal-document.mapper.js';
import { fenOf, fulfilmentOf } from './pospal.mapper.js';
import type { SoughtOrder } from './pospal-order.schema.js';
import { PospalSearch, type SeenRows } from './pospal-search.order-sink.js';

/** Further apart than this, two orders of one phone and one amount are more likely two orders. */
const ABOUT_THE_SAME_TIME_MS = 15 * 60_000;

/**
 * Books orders at the till and moves them on. Pospal has no idempotency key: a lost answer to `place` is
 * settled by `find`, which knows our orders by the marker in `orderRemark`.
 */
export class PospalOrderSink implements OrderSink {
  private readonly search: PospalSearch;

  constructor(private readonly client: PospalClient) {
    this.search = new PospalSearch(client);
  }

  document(order: OrderToPlace, { config }: Account<PospalConfig>): PlaceDocument {
    return placeDocument(order, config);
  }

  async place(
    { text }: PlaceDocument,
    account: Account<PospalConfig>,
    writeBefore: Date,
  ): Promise<PlaceReceipt> {
    const { value } = await this.client.addOrder(text, account, writeBefore);
    return { vendorNo: value.orderNo, message: value.message };
  }

  async ship(orderNo: string, account: Account<PospalConfig>, writeBefore: Date): Promise<void> {
    await this.client.move('shipOrder', { orderNo }, account, writeBefore);
  }

  /** The default of `shouldAddTicket` at Pospal is not documented, so it is said each time. */
  async complete(orderNo: string, account: Account<PospalConfig>, writeBefore: Date): Promise<void> {
    const { shouldAddTicket } = account.config;
    await this.client.move('completeOrder', { orderNo, shouldAddTicket }, account, writeBefore);
  }

  async cancel(orderNo: string, account: Account<PospalConfig>, writeBefore: Date): Promise<void> {
    await this.client.move('cancleOrder', { orderNo }, account, writeBefore);
  }

  async find(
    { orders, windows }: FindRequest,
    account: Account<PospalConfig>,
  ): Promise<readonly (FoundOrders | ConnectorError)[]> {
    const markers = orders.map(({ marker }) => marker);
    const seen = await this.search.look(windows, markers, account);
    return orders.map((order) => foundOf(order, seen, account.config));
  }

  cameFromTill(origin: Readonly<Record<string, string>>, { config }: Account<PospalConfig>): boolean {
    return isOfOrigin(origin, config.tillOrigins);
  }
}

function foundOf(
  { marker, like }: MarkedOrder,
  { rows, unreadable, notWhole }: SeenRows,
  config: PospalConfig,
): FoundOrders | ConnectorError {
  if (unreadable.has(marker))
    return new ConnectorError('invalid_response', 'a row that holds our marker could not be read');
  const all = [...rows.values()];
  const copies = all.filter((row) => markerOf(row) === marker);
  if (copies.length === 0 && notWhole !== undefined) return new ConnectorError('invalid_response', notWhole);
  const similar = all.filter((row) => isSimilar(row, like, config));
  return { copies: found(copies, config.stateMap), similar: found(similar, config.stateMap) };
}

function isSimilar(row: SoughtOrder, like: MarkedOrder['like'], config: PospalConfig): boolean {
  const phone = phoneOf(like.phone ?? config.fallbackTel);
  return (
    markerOf(row) === undefined &&
    like.saleFen !== null &&
    fenOf(row.totalAmount) === like.saleFen &&
    phone !== '' &&
    phoneOf(row.contactTel ?? '') === phone &&
    row.orderDateTime !== null &&
    Math.abs(row.orderDateTime.getTime() - like.placedAt.getTime()) <= ABOUT_THE_SAME_TIME_MS
  );
}

const markerOf = ({ orderRemark }: SoughtOrder): string | undefined => markerIn(orderRemark ?? '');

/** The last 11 digits: a phone in China, without its country. */
const phoneOf = (text: string): string => text.replace(/\D/g, '').slice(-11);

const LAST = Number.POSITIVE_INFINITY;

/** The earliest made first, those without a time last; of one second the lesser number first. */
function found(rows: readonly SoughtOrder[], stateMap: PospalConfig['stateMap']): readonly FoundOrder[] {
  const madeAt = ({ orderDateTime }: SoughtOrder): number => orderDateTime?.getTime() ?? LAST;
  const before = (a: SoughtOrder, b: SoughtOrder): boolean =>
    madeAt(a) === madeAt(b) ? a.orderNo < b.orderNo : madeAt(a) < madeAt(b);
  return [...rows]
    .sort((a, b) => (before(a, b) ? -1 : 1))
    .map((row) => ({
      vendorNo: row.orderNo,
      placedAt: row.orderDateTime,
      fulfilment: fulfilmentOf(row.state, stateMap),
    }));
}
