import { ControlFault } from '../input.js';
import type { Journal } from '../journal.js';
import { type PospalOrder, STATE } from '../pospal/pospal-order.js';
import type { PospalOrders } from '../pospal/pospal-orders.js';
import { intBetween, pick, seededRandom } from '../random.js';
import { type TimeWindow, visibleAfter } from '../timeline.js';
import {
  type OvoparkEnterprise,
  type OvoparkEnterprises,
  type OvoparkShop,
  tillOf,
} from './ovopark-enterprises.js';
import {
  delayOf,
  type OvoparkTicket,
  type TicketBulkInput,
  type TicketInput,
  ticketOfTill,
} from './ovopark-ticket.js';
import { type OvoparkTickets, removedRecord, ticketKey, ticketRecord } from './ovopark-tickets.js';

interface DeskParts {
  readonly enterprises: OvoparkEnterprises;
  readonly tickets: OvoparkTickets;
  readonly tillOrders: PospalOrders;
  readonly journal: Journal;
}

interface NewTicket {
  readonly ticketId: string;
  readonly at: number;
  readonly totalFen: number;
  readonly delayMs?: number | undefined;
}

const LOT = 1_000;
const counts = (order: PospalOrder): boolean => order.state !== STATE.cancelled;

/** Where tickets come from: put here by hand, or the orders of a till. */
export class OvoparkTicketDesk {
  private running = 0;

  constructor(private readonly parts: DeskParts) {}

  /** @throws ControlFault when the store is unknown or has a ticket of that number already */
  place({ ticketId, ticketTime, total, visibleAfterMs, ...store }: TicketInput): OvoparkTicket {
    const enterprise = this.parts.enterprises.known(store.akey);
    const shop = someShops(enterprise, store)[0];
    const wish = {
      ticketId: ticketId ?? this.nextId(shop),
      at: ticketTime ?? this.parts.enterprises.clockOf(enterprise.akey),
      totalFen: total,
      delayMs: visibleAfterMs,
    };
    const ticket = this.build(enterprise, shop, wish);
    if (this.parts.tickets.get(ticketKey(ticket)) !== undefined) {
      throw new ControlFault('ticketId', 'already used', 409);
    }
    this.keep([ticket]);
    return ticket;
  }

  /** @returns their numbers */
  placeMany({ count, seed, from, to, ...store }: TicketBulkInput): string[] {
    const enterprise = this.parts.enterprises.known(store.akey);
    const shops = someShops(enterprise, store);
    const random = seededRandom(seed);
    const first = from ?? to ?? this.parts.enterprises.clockOf(enterprise.akey);
    const seconds = Math.max(0, Math.floor(((to ?? first) - first) / 1_000));
    const times = Array.from({ length: count }, () => first + intBetween(random, 0, seconds) * 1_000);
    const tickets = times
      .sort((a, b) => a - b)
      .map((at) => {
        const shop = pick(random, shops);
        const totalFen = intBetween(random, 500, 20_000);
        return this.build(enterprise, shop, { ticketId: this.nextId(shop), at, totalFen });
      });
    this.keep(tickets);
    return tickets.map(({ ticketId }) => ticketId);
  }

  change(ticket: OvoparkTicket, change: { at?: number | undefined; totalFen?: number | undefined }) {
    const after = {
      ...ticket,
      at: change.at ?? ticket.at,
      totalFen: change.totalFen ?? ticket.totalFen,
    };
    this.keep([after]);
    return after;
  }

  remove(ticket: OvoparkTicket): void {
    const key = ticketKey(ticket);
    this.parts.tickets.remove(key);
    this.parts.journal.append([removedRecord(key)]);
  }

  /** The store's tickets of a window as they show at `now`, oldest first, a till's orders among them. */
  within(enterprise: OvoparkEnterprise, shop: OvoparkShop, window: TimeWindow, now: number): OvoparkTicket[] {
    const appId = tillOf(enterprise, shop);
    const rungUp =
      appId === null
        ? []
        : this.parts.tillOrders
            .index(appId)
            .page(window, 0, Infinity, counts)
            .map((order) => ticketOfTill(order, shop, enterprise))
            .filter(({ visibleFrom }) => visibleFrom <= now);
    const all = [...this.parts.tickets.within(enterprise.akey, shop, window, now), ...rungUp];
    return all.sort((a, b) => a.at - b.at || (a.ticketId < b.ticketId ? -1 : 1));
  }

  /** Every ticket of the enterprise, shown already or not. */
  *all(enterprise: OvoparkEnterprise): Iterable<OvoparkTicket> {
    for (const ticket of this.parts.tickets.all()) if (ticket.akey === enterprise.akey) yield ticket;
    for (const shop of enterprise.shops) {
      const appId = tillOf(enterprise, shop);
      if (appId === null) continue;
      for (const order of this.parts.tillOrders.all()) {
        if (order.appId === appId && counts(order)) yield ticketOfTill(order, shop, enterprise);
      }
    }
  }

  private build(enterprise: OvoparkEnterprise, { depId, shopId }: OvoparkShop, wish: NewTicket) {
    const { akey, visibleAfterMs } = enterprise;
    const { ticketId, at, totalFen, delayMs = delayOf(ticketId, visibleAfterMs) } = wish;
    const madeAt = this.parts.enterprises.clockOf(akey);
    const visibleFrom = visibleAfter(madeAt, at, delayMs);
    return { akey, depId, shopId, ticketId, at, totalFen, madeAt, visibleFrom };
  }

  private keep(tickets: readonly OvoparkTicket[]): void {
    for (const ticket of tickets) this.parts.tickets.put(ticket);
    for (let from = 0; from < tickets.length; from += LOT) {
      this.parts.journal.append(tickets.slice(from, from + LOT).map(ticketRecord));
    }
  }

  private nextId({ depId }: OvoparkShop): string {
    this.running = Math.max(this.running, this.parts.tickets.size) + 1;
    return `T${depId}${String(this.running).padStart(8, '0')}`;
  }
}

/** The named store, or all. @throws ControlFault when it is not one of the enterprise */
function someShops(
  { shops }: OvoparkEnterprise,
  { depId, shopId }: { depId?: string | undefined; shopId?: string | undefined },
): readonly [OvoparkShop, ...OvoparkShop[]] {
  const named = shops.filter(
    (shop) =>
      (depId === undefined || shop.depId === depId) && (shopId === undefined || shop.shopId === shopId),
  );
  const [first, ...rest] = named;
  if (first === undefined) throw new ControlFault(depId === undefined ? 'shopId' : 'depId', 'no such store');
  return [first, ...rest];
}
