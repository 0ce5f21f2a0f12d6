import type { JournalRecord, Remembered } from '../journal.js';
import { isOpen, type PospalOrder } from './pospal-order.js';
import { TimeIndex } from './pospal-time-index.js';

export const orderRecord = (order: PospalOrder): JournalRecord => ({ kind: 'pospal.order', order });
export const removedRecord = (orderNo: string): JournalRecord => ({ kind: 'pospal.order_removed', orderNo });

/** One till's orders by what they are asked for. */
class TillOrders {
  readonly index = new TimeIndex();
  readonly noById = new Map<string, string>();
  /** Neither cancelled nor completed, oldest first. */
  readonly open = new Set<string>();
  lastId = 0n;
  count = 0;
}

interface Numbers {
  readonly appId: string;
  readonly seq: number;
  readonly id: string;
}

/** Every order of every till; kept without bound, as a vendor does. Nothing here is found by a scan. */
export class PospalOrders implements Remembered {
  private readonly byNo = new Map<string, PospalOrder>();
  private readonly tills = new Map<string, TillOrders>();
  private readonly aside = new Set<string>();
  private lastSeq = 0;
  readonly replay = {
    'pospal.order': (record: JournalRecord): void => {
      this.put((record as unknown as { order: PospalOrder }).order);
    },
    'pospal.order_removed': ({ orderNo }: JournalRecord): void => {
      this.remove(String(orderNo));
    },
    'pospal.numbered': (record: JournalRecord): void => {
      this.countOn(record as unknown as Numbers);
    },
  };

  /** Keeps the order's newest state; the caller journals it together with what follows from it. */
  put(order: PospalOrder): void {
    const till = this.till(order.appId);
    const before = this.byNo.get(order.orderNo);
    if (before === undefined) till.count += 1;
    else till.index.remove(before);
    till.index.add(order);
    till.noById.set(order.id, order.orderNo);
    if (isOpen(order) && !this.aside.has(order.orderNo)) till.open.add(order.orderNo);
    else till.open.delete(order.orderNo);
    this.byNo.set(order.orderNo, order);
    this.countOn(order);
  }

  /** The order is gone as if it had never been there; its numbers are not given again. */
  remove(orderNo: string): void {
    const order = this.byNo.get(orderNo);
    if (order === undefined) return;
    const till = this.till(order.appId);
    till.index.remove(order);
    till.noById.delete(order.id);
    till.open.delete(orderNo);
    till.count -= 1;
    this.byNo.delete(orderNo);
  }

  /** The till's staff leaves it as it is from here on. */
  setAside(orderNo: string): void {
    this.aside.add(orderNo);
    this.till(this.byNo.get(orderNo)?.appId ?? '').open.delete(orderNo);
  }

  get(orderNo: string): PospalOrder | undefined {
    return this.byNo.get(orderNo);
  }

  getById(appId: string, id: string): PospalOrder | undefined {
    return this.byNo.get(this.tills.get(appId)?.noById.get(id) ?? '');
  }

  index(appId: string): TimeIndex {
    return this.till(appId).index;
  }

  /** The oldest open orders' numbers, at most `limit`. */
  oldestOpen(appId: string, limit: number): string[] {
    const numbers: string[] = [];
    for (const orderNo of this.till(appId).open) {
      if (numbers.length >= limit) break;
      numbers.push(orderNo);
    }
    return numbers;
  }

  /** The next order's place among all and its till's next id, which never falls below `firstId`. */
  nextNumbers(appId: string, firstId: string): { seq: number; id: string } {
    const next = this.till(appId).lastId + 1n;
    const first = BigInt(firstId);
    return { seq: this.lastSeq + 1, id: String(next > first ? next : first) };
  }

  get size(): number {
    return this.byNo.size;
  }

  countOf(appId: string): number {
    return this.tills.get(appId)?.count ?? 0;
  }

  all(): IterableIterator<PospalOrder> {
    return this.byNo.values();
  }

  snapshot(): JournalRecord[] {
    const numbered = [...this.tills].map(([appId, { lastId }]) => ({
      kind: 'pospal.numbered',
      ...{ appId, seq: this.lastSeq, id: String(lastId) },
    }));
    return [...[...this.byNo.values()].map(orderRecord), ...numbered];
  }

  private countOn({ appId, seq, id }: Numbers): void {
    const till = this.till(appId);
    this.lastSeq = Math.max(this.lastSeq, seq);
    if (BigInt(id) > till.lastId) till.lastId = BigInt(id);
  }

  private till(appId: string): TillOrders {
    const known = this.tills.get(appId) ?? new TillOrders();
    this.tills.set(appId, known);
    return known;
  }
}
