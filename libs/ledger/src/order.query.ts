import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { storableName } from '#domain/storable.js';
import type { ContactKey } from './contact-key.js';
import {
  type EntryView,
  type LinkView,
  ORDER_WITH_DETAILS,
  ORDER_WITH_LEGS,
  type OrderDetailView,
  type OrderView,
  toEntryView,
  toOrderDetailView,
  toOrderView,
} from './order-view.mapping.js';

export interface OrderFilter {
  /** Any number of the order, or a phone number, or an order id. */
  readonly q?: string | undefined;
  /** `none`: orders that belong to no store. */
  readonly storeId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly status?: string | undefined;
  /** Only orders with a flag that nobody has seen to. */
  readonly attention?: boolean | undefined;
  /** Only orders with a flag of this code; with `attention` one that nobody has seen to. */
  readonly flag?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Only orders first seen before this one. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Reads orders for people: each leg's order shows, linked or not, bound to a store or not. */
export class OrderQuery {
  constructor(
    private readonly database: Database,
    private readonly contactKey: ContactKey,
  ) {}

  /** The newest seen first. `from` and `to` are about when the order was placed. */
  async list(filter: OrderFilter): Promise<OrderView[]> {
    const rows = await this.database.prisma.order.findMany({
      where: await this.whereOf(filter),
      include: ORDER_WITH_LEGS,
      orderBy: { id: 'desc' },
      take: filter.limit,
    });
    return rows.map(toOrderView);
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
    const [entries, links] = await Promise.all([this.entries(legIds), this.links(legIds)]);
    return toOrderDetailView(order, entries, links);
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

  private links(legIds: string[]): Promise<LinkView[]> {
    return this.database.prisma.orderLink.findMany({
      where: { legId: { in: legIds } },
      orderBy: { id: 'asc' },
    });
  }

  private async whereOf(filter: OrderFilter): Promise<Prisma.OrderWhereInput> {
    const { storeId, accountId, status, from, to, before, q } = filter;
    const and: Prisma.OrderWhereInput[] = [{ legs: { some: {} } }];
    if (storeId !== undefined) and.push({ storeId: storeId === 'none' ? null : storeId });
    if (accountId !== undefined) and.push({ legs: { some: { accountId } } });
    if (status !== undefined) and.push({ status });
    if (filter.attention === true || filter.flag !== undefined) and.push(flagged(filter));
    if (from !== undefined) and.push({ placedAt: { gte: from } });
    if (to !== undefined) and.push({ placedAt: { lt: to } });
    if (before !== undefined) and.push({ id: { lt: before } });
    if (q !== undefined) and.push({ id: { in: await this.found(q.trim()) } });
    return { AND: and };
  }

  /** Exact numbers only: a part of a number would find strangers' orders. */
  private async found(q: string): Promise<string[]> {
    const phoneHash = this.contactKey.phoneHash(q);
    const legs = await this.database.prisma.leg.findMany({
      where: {
        OR: [
          { numbers: { some: { number: storableName(q) } } },
          ...(phoneHash === null ? [] : [{ contact: { phoneHash: Buffer.from(phoneHash) } }]),
          ...(UUID.test(q) ? [{ orderId: q }] : []),
        ],
      },
      select: { orderId: true },
      take: LARGEST_FOUND,
    });
    return legs.map((leg) => leg.orderId);
  }
}

const flagged = ({ attention, flag }: OrderFilter): Prisma.OrderWhereInput => ({
  flags: {
    some: {
      ...(attention === true ? { dismissedAt: null } : {}),
      ...(flag === undefined ? {} : { code: flag }),
    },
  },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_FOUND = 1_000;
