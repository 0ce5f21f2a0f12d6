import type { LifeStep } from '../invented/order-life.js';
import { type PlainWish, stepAt, type Storefront } from '../invented/storefront.js';
import type { ShopOrderDesk, ShopWish } from './shop-order-desk.js';
import type { ShopChange } from './shop-order-input.js';

const SHOP_CHANGES: Readonly<Record<LifeStep, ShopChange>> = {
  pay: { payment: 'paid', fulfilment: 'accepted', notify: true },
  cancel: { fulfilment: 'cancelled', notify: true },
  complete: { fulfilment: 'completed', notify: true },
  refund: { payment: 'refunded', notify: true },
};

export class ShopStorefront implements Storefront {
  readonly name: string;

  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly shopId: string,
  ) {
    this.name = `shop ${shopId}`;
  }

  place(wishes: readonly PlainWish[], notify: boolean): string[] {
    const placed = this.desk.place(
      this.shopId,
      wishes.map(({ store, seed, life }): ShopWish => {
        const last = life.steps.at(-1);
        const paidAt = stepAt(life, 'pay') ?? null;
        return {
          storeCode: store,
          seed,
          notify,
          placedAt: life.placedAt,
          updatedAt: last?.at ?? life.placedAt,
          paidAt,
          payment: paidAt === null ? 'unpaid' : last?.step === 'refund' ? 'refunded' : 'paid',
          fulfilment:
            last?.step === 'cancel' ? 'cancelled' : last?.step === 'complete' ? 'completed' : 'created',
        };
      }),
    );
    return placed.map((order) => order.orderNo);
  }

  step(orderNo: string, step: LifeStep): void {
    this.desk.change(orderNo, SHOP_CHANGES[step]);
  }

  tellAgain(orderNo: string, times: number): void {
    this.desk.notifyAgain(orderNo, times);
  }

  waiting(): number {
    return this.desk.waiting(this.shopId);
  }
}
