import type { Database } from '#database/database.js';
import type { ContactKey } from './contact-key.js';
import { orderPostings } from './order-postings.query.js';
import { findOrders, type OrderFilter, searchOrders } from './order-search.query.js';
import {
  type EntryView,
  type LinkView,
  ORDER_WITH_DETAILS,
  ORDER_WITH_LEGS,
  type OrderDetailView,
  type OrderView,
  toEntryView,
  toLinkView,
  toOrderDetailView,
  toOrderView,
} from './order-view.mapping.js';

/** Reads orders for people: each leg's order shows, linked or not, bound to a store or not. */
export class OrderQuery {
  constructor(
    private readonly database: Database,
    private readonly contactKey: ContactKey,
  ) {}

  /** The newest seen first; where it is asked for a time, the newest placed first. */
  async list(filter: OrderFilter): Promise<OrderView[]> {
    const { q } = filter;
    const found = q === undefined ? undefined : await searchOrders(this.database, q.trim(), this.contactKey);
    const ids = await findOrders(this.database, filter, found);
    const rows = await this.database.prisma.order.findMany({
      where: { id: { in: ids } },
      include: ORDER_WITH_LEGS,
    });
    const read = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => read.get(id) ?? []).map(toOrderView);
  }

  /** An order whose legs were all linked to another is that other one. */
  async get(id: string): Promise<OrderDetailView | undefined> {
    return (await this.read(id)) ?? this.read(await this.absorbing(id));
  }

  private async read(id: string | undefined): Promise<OrderDetailView | undefined> {
    if (id === undefined) return undefined;
    const order = await this.database.prisma.order.findUnique({
      where: { id },
      include: ORDER_WITH_DETAILS,
    });
    if (order === null || order.legs.length === 0) return undefined;
    const legIds = order.legs.map((leg) => leg.id);
    const [entries, links, posted] = await Promise.all([
      this.entries(legIds),
      this.links(legIds),
      orderPostings(this.database, order.id, order.storeId),
    ]);
    return toOrderDetailView(order, entries, links, posted);
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

  private async links(legIds: string[]): Promise<LinkView[]> {
    const rows = await this.database.prisma.orderLink.findMany({
      where: { legId: { in: legIds } },
      orderBy: { id: 'asc' },
      include: { act: true },
    });
    return rows.map(toLinkView);
  }
}
