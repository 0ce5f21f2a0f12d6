import type { JournalRecord, Remembered } from '../journal.js';
import type { ZhimaiOrder } from './zhimai-order.js';

export const orderRecord = (order: ZhimaiOrder): JournalRecord => ({ kind: 'zhimai.order', order });

/** Every order ever placed at Zhimai, in the order of placing; kept without bound, as a vendor does. */
export class ZhimaiOrders implements Remembered {
  private readonly byNo = new Map<string, ZhimaiOrder>();
  readonly replay = {
    'zhimai.order': (record: JournalRecord): void => {
      this.put((record as unknown as { order: ZhimaiOrder }).order);
    },
  };

  /** Keeps the order's newest state; the caller journals it together with what follows from it. */
  put(order: ZhimaiOrder): void {
    this.byNo.set(order.orderNo, order);
  }

  get(orderNo: string): ZhimaiOrder | undefined {
    return this.byNo.get(orderNo);
  }

  get size(): number {
    return this.byNo.size;
  }

  all(): IterableIterator<ZhimaiOrder> {
    return this.byNo.values();
  }

  snapshot(): JournalRecord[] {
    return [...this.byNo.values()].map(orderRecord);
  }
}
