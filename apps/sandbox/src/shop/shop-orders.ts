import type { JournalRecord, Remembered } from '../journal.js';
import type { ShopOrder } from './shop-order.js';

export const orderRecord = (order: ShopOrder): JournalRecord => ({ kind: 'shop.order', order });

/** Every order of every shop, in the order of placing. */
export class ShopOrders implements Remembered {
  private readonly byNo = new Map<string, ShopOrder>();
  readonly replay = {
    'shop.order': (record: JournalRecord): void => {
      this.put((record as unknown as { order: ShopOrder }).order);
    },
  };

  /** Keeps the order's newest state; the caller journals it together with what follows from it. */
  put(order: ShopOrder): void {
    this.byNo.set(order.orderNo, order);
  }

  get(orderNo: string): ShopOrder | undefined {
    return this.byNo.get(orderNo);
  }

  get size(): number {
    return this.byNo.size;
  }

  all(): IterableIterator<ShopOrder> {
    return this.byNo.values();
  }

  snapshot(): JournalRecord[] {
    return [...this.byNo.values()].map(orderRecord);
  }
}
