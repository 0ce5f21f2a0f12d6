import { randomUUID } from 'node:crypto';
import { chinaCompact } from '../china-time.js';
import { ControlFault } from '../input.js';
import type { Journal } from '../journal.js';
import type { Message, Outbox } from '../outbound/outbox.js';
import { Watchers } from '../watchers.js';
import type { OrderContents, PospalOrder, Spoiled, ZeroOrOne } from './pospal-order.js';
import { orderRecord, type PospalOrders, removedRecord } from './pospal-orders.js';
import { type PushEvent, writeEvent } from './pospal-pusher.js';
import type { PospalTill, PospalTills } from './pospal-tills.js';

interface DeskParts {
  readonly tills: PospalTills;
  readonly orders: PospalOrders;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly now: () => number;
}

/** A new order; what a till rings up may begin in any state and show late. */
export interface NewOrder {
  readonly contents: OrderContents;
  readonly state: number | null;
  readonly spoiled?: Spoiled | null | undefined;
  /** In place of the till's own setting. */
  readonly visibleAfterMs?: number | undefined;
}

export interface OrderChange {
  readonly state?: number | null | undefined;
  readonly payOnLine?: ZeroOrOne | null | undefined;
  readonly isOnlinePaymentCompleted?: ZeroOrOne | null | undefined;
  readonly spoiled?: Spoiled | null | undefined;
  readonly orderAt?: number | undefined;
  readonly totalFen?: number | undefined;
  readonly orderRemark?: string | null | undefined;
  readonly items?: PospalOrder['items'] | undefined;
  readonly ignoresCommands?: boolean | undefined;
}

/** Journalled in lots: one text of all of a hundred thousand orders would be large. */
const LOT = 1_000;

/** Where orders are made and changed: the state first, then whoever registered for pushes is told. */
export class PospalOrderDesk {
  /** For whoever wants to hear of every order that is placed by the API. */
  readonly placed = new Watchers<PospalOrder>();

  constructor(private readonly parts: DeskParts) {}

  place(till: PospalTill, source: PospalOrder['source'], wish: NewOrder, notify = true): PospalOrder {
    const order = this.build(till, source, wish);
    this.parts.orders.put(order);
    this.tell(till, [order], notify);
    if (source === 'api') this.placed.tell([order]);
    return order;
  }

  /** Rings up many orders in few journal writes. @returns their numbers */
  ringUp(till: PospalTill, wishes: Iterable<NewOrder>, notify: boolean): string[] {
    const numbers: string[] = [];
    let lot: PospalOrder[] = [];
    for (const wish of wishes) {
      const order = this.build(till, 'till', wish);
      this.parts.orders.put(order);
      numbers.push(order.orderNo);
      if (lot.push(order) < LOT) continue;
      this.tell(till, lot, notify);
      lot = [];
    }
    this.tell(till, lot, notify);
    return numbers;
  }

  change(order: PospalOrder, change: OrderChange, notify = true): PospalOrder {
    const said = Object.entries(change).filter(([, value]) => value !== undefined);
    const after: PospalOrder = { ...order, ...Object.fromEntries(said), version: order.version + 1 };
    this.parts.orders.put(after);
    this.tell(this.parts.tills.known(order.appId), [after], notify);
    return after;
  }

  /** Takes the order out of the till without a word to anybody. */
  remove({ orderNo }: PospalOrder): void {
    this.parts.orders.remove(orderNo);
    this.parts.journal.append([removedRecord(orderNo)]);
  }

  /** Pushes the order's state again although nothing changed. */
  pushAgain(order: PospalOrder, times: number): void {
    const till = this.parts.tills.known(order.appId);
    this.push(
      till,
      Array.from({ length: times }, () => order),
      [],
    );
  }

  /** Pushes that were not acknowledged yet. */
  waiting(appId: string): number {
    return this.parts.outbox.pending(appId);
  }

  /** @throws ControlFault when there is no such order */
  order(orderNo: string): PospalOrder {
    const order = this.parts.orders.get(orderNo);
    if (order === undefined) throw new ControlFault('orderNo', 'no such order', 404);
    return order;
  }

  private build(till: PospalTill, source: PospalOrder['source'], wish: NewOrder): PospalOrder {
    const { contents, state, visibleAfterMs = till.visibleAfterMs } = wish;
    const madeAt = this.parts.now();
    const { seq, id } = this.parts.orders.nextNumbers(till.appId, till.firstId);
    // Field by field: a spread followed by new fields takes ten times as long as all the rest of an order.
    return {
      // 20 digits as seen in public: two-digit year to second, and a number; more than 64 bits hold.
      orderNo: chinaCompact(madeAt).slice(2) + String(seq % 100_000_000).padStart(8, '0'),
      id,
      seq,
      appId: till.appId,
      source,
      state,
      version: 0,
      payMethod: contents.payMethod,
      customerNumber: contents.customerNumber,
      shippingFen: contents.shippingFen,
      packageFen: contents.packageFen,
      totalFen: contents.totalFen,
      orderRemark: contents.orderRemark,
      orderAt: contents.orderAt,
      contactAddress: contents.contactAddress,
      contactName: contents.contactName,
      contactTel: contents.contactTel,
      deliveryType: contents.deliveryType,
      daySeq: contents.daySeq === undefined ? `E${String(seq % 1_000).padStart(3, '0')}` : contents.daySeq,
      items: contents.items,
      payOnLine: contents.payOnLine ?? null,
      isOnlinePaymentCompleted: contents.isOnlinePaymentCompleted ?? null,
      spoiled: wish.spoiled ?? null,
      madeAt,
      visibleAt: madeAt + visibleAfterMs,
    };
  }

  private tell(till: PospalTill, orders: readonly PospalOrder[], notify: boolean): void {
    this.push(till, notify && till.pushUrl !== null ? orders : [], orders.map(orderRecord));
  }

  private push(
    till: PospalTill,
    orders: readonly PospalOrder[],
    known: ReturnType<typeof orderRecord>[],
  ): void {
    const bornAt = this.parts.now();
    const messages = orders.map((order): Message => {
      const cmd = till.orderCmd ?? (order.version === 0 ? 'order.new' : 'order.update');
      const event: PushEvent = { cmd, body: { orderNo: order.orderNo, state: order.state }, bornAt };
      return {
        id: randomUUID(),
        target: till.appId,
        orderNo: order.orderNo,
        body: writeEvent(event),
      };
    });
    this.parts.outbox.add(till.appId, messages, known);
  }
}
