import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { type StoreScope, storesOf } from '#domain/access.js';
import type { ContactKey } from './contact-key.js';
import { masking } from './order-masking.js';
import { orderPostings } from './order-postings.query.js';
import { findOrders, type OrderFilter } from './order-search.query.js';
import { type EntryView, type LinkView, toEntryView, toLinkView } from './order-history.mapping.js';
import {
  ORDER_WITH_DETAILS,
  ORDER_WITH_LEGS,
  type OrderDetailView,
  type OrderView,
  toOrderDetailView,
  toOrderView,
} from './order-view.mapping.js';
import { searchOrders } from './sought-orders.query.js';

/** Reads orders for people: each leg's order shows, linked or not, bound to a store or not. */
export class OrderQuery {
  constructor(
    private readonly database: Database,
    private readonly contactKey: ContactKey,
  ) {}

  /** The newest seen first; where it is asked for a time, the newest placed first. */
  async list(filter: OrderFilter): Promise<OrderView[]> {
    const { q, stores } = filter;
    const found = q === undefined ? undefined : await this.sought(q.trim(), filter);
    const ids = await findOrders(this.database, filter, found);
    const rows = await this.database.prisma.order.findMany({
      where: { id: { in: ids } },
      include: ORDER_WITH_LEGS,
    });
    const read = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => read.get(id) ?? []).map((row) => toOrderView(row, stores));
  }

  /**
   * An order whose legs were all linked to another is that other one.
   * @param scope of which stores it is to be, and whose legs are seen
   */
  async get(id: string, scope: StoreScope = null): Promise<OrderDetailView | undefined> {
    return (await this.read(id, scope)) ?? this.read(await this.absorbing(id), scope);
  }

  private sought(q: string, { stores, storeId }: OrderFilter): Promise<string[]> {
    return searchOrders(this.database, q, this.contactKey, storesOf(stores, storeId));
  }

  private async read(id: string | undefined, scope: StoreScope): Promise<OrderDetailView | undefined> {
    if (id === undefined) return undefined;
    const order = await this.database.prisma.order.findUnique({
      where: { id, ...(scope !== null && { storeId: { in: [...scope] } }) },
      include: ORDER_WITH_DETAILS,
    });
    if (order === null || order.legs.length === 0) return undefined;
    const legIds = masking(order.legs, scope).shown.map((leg) => leg.id);
    const [entries, links, posted] = await Promise.all([
      this.entries(legIds),
      this.links(legIds, order.id, scope),
      orderPostings(this.database, order.id, order.storeId, scope),
    ]);
    return toOrderDetailView(order, { entries, links, posted }, scope);
  }

  /** The order that a leg which once was this one's belongs to now. */
  private async absorbing(id: string): Promise<string | undefined> {
    const link = await this.database.prisma.orderLink.findFirst({
      where: { orderId: id },
      orderBy: { id: 'asc' },
    });
    if (link === null) return undefined;
    const leg = await this.database.prisma.leg.findUnique({ where: { id: link.legId } });
    return leg?.orderId === id ? undefined : leg?.orderId;
  }

  private async entries(legIds: string[]): Promise<EntryView[]> {
    const rows = await this.database.prisma.ledgerEntry.findMany({
      where: { legId: { in: legIds } },
      orderBy: { recordedAt: 'asc' },
    });
    return rows.map(toEntryView);
  }

  /** Which order of another store a leg was once in, only whoever sees that store is told. */
  private async links(legIds: string[], orderId: string, scope: StoreScope): Promise<LinkView[]> {
    const { order, orderLink } = this.database.prisma;
    const rows = await orderLink.findMany({
      where: { legId: { in: legIds } },
      orderBy: { id: 'asc' },
      include: { act: true },
    });
    if (scope === null) return rows.map(toLinkView);
    const elsewhere = rows.map((row) => row.orderId).filter((id) => id !== orderId);
    const where = { id: { in: elsewhere }, ...isTold(scope) };
    const seen = await order.findMany({ where, select: { id: true } });
    const told = new Set([orderId, ...seen.map(({ id }) => id)]);
    return rows.filter((row) => told.has(row.orderId)).map(toLinkView);
  }
}

/** An order without legs is of no store any more. */
const isTold = (scope: readonly string[]): Prisma.OrderWhereInput => ({
  OR: [{ storeId: { in: [...scope] } }, { storeId: null, legs: { none: {} } }],
});
