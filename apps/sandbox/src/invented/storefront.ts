import { pick, type Random } from '../random.js';
import type { ShopOrderDesk, ShopWish } from '../shop/shop-order-desk.js';
import type { ShopChange } from '../shop/shop-order-input.js';
import { AFTER_SALE } from '../zhimai/zhimai-fields.js';
import type { OrderChange } from '../zhimai/zhimai-order-input.js';
import type { Wish, ZhimaiOrderDesk } from '../zhimai/zhimai-order-desk.js';
import type { LifeStep, PastLife } from './order-life.js';

/** Where invented customers buy, whatever the vendor: they only place, and let things happen. */
export interface Storefront {
  readonly name: string;
  /** @returns the order numbers */
  place(wishes: readonly PlainWish[], notify: boolean): string[];
  /** Lets a step happen now (epoch ms). */
  step(orderNo: string, step: LifeStep, now: number): void;
  /** Notifications that nobody acknowledged yet. */
  waiting(): number;
}

/** An order in no vendor's words. Its lines follow from `seed`. */
export interface PlainWish {
  readonly store: string;
  readonly seed: string;
  readonly life: PastLife;
}

const stepAt = ({ steps }: PastLife, step: LifeStep): number | undefined =>
  steps.find((one) => one.step === step)?.at;

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

  waiting(): number {
    return this.desk.waiting(this.shopId);
  }
}

/** Storefronts with their stores, for whoever chooses among them. */
export interface StoreChoice {
  readonly storefront: Storefront;
  readonly stores: readonly [string, ...string[]];
}

export const chooseStore = ({ stores }: StoreChoice, random: Random): string => pick(random, stores);
