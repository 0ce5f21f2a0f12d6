import type { LifeStep } from '../invented/order-life.js';
import { type PlainWish, stepAt, type Storefront } from '../invented/storefront.js';
import { AFTER_SALE } from './zhimai-fields.js';
import type { OrderChange } from './zhimai-order-input.js';
import type { Wish, ZhimaiOrderDesk } from './zhimai-order-desk.js';

export class ZhimaiStorefront implements Storefront {
  readonly name: string;

  constructor(
    private readonly desk: ZhimaiOrderDesk,
    private readonly openId: string,
  ) {
    this.name = `zhimai ${openId}`;
  }

  place(wishes: readonly PlainWish[], notify: boolean): string[] {
    const placed = this.desk.place(
      this.openId,
      wishes.map(({ store, seed, life }): Wish => {
        const cancelled = stepAt(life, 'cancel') !== undefined;
        const completedAt = stepAt(life, 'complete');
        const refunded = stepAt(life, 'refund') !== undefined;
        return {
          storeId: store,
          seed,
          notify,
          cancelled,
          placedAt: life.placedAt,
          paidAt: stepAt(life, 'pay') ?? null,
          header: {
            ...(completedAt === undefined ? {} : { completedAt }),
            ...(refunded ? { afterSaleStatus: AFTER_SALE.refunded } : {}),
          },
        };
      }),
    );
    return placed.map((order) => order.orderNo);
  }

  step(orderNo: string, step: LifeStep, now: number): void {
    this.desk.change(orderNo, zhimaiChange(step, now));
  }

  tellAgain(orderNo: string, times: number): void {
    this.desk.notifyAgain(orderNo, times);
  }

  waiting(): number {
    return this.desk.waiting(this.openId);
  }
}

/** A refund shows in afterSaleStatus alone; the order stays paid, as its payStatus says. */
function zhimaiChange(step: LifeStep, now: number): OrderChange {
  const plain = { header: {}, notify: true };
  switch (step) {
    case 'pay':
      return { ...plain, paidAt: now };
    case 'cancel':
      return { ...plain, cancelled: true };
    case 'complete':
      return { ...plain, header: { completedAt: now } };
    case 'refund':
      return { ...plain, header: { afterSaleStatus: AFTER_SALE.refunded } };
  }
}
