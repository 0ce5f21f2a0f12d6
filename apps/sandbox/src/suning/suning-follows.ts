import { z } from 'zod';
import type { Journal } from '../journal.js';
import { type Life, RunningGroups } from '../running-groups.js';
import type { SuningMerchants } from './suning-merchants.js';
import type { SuningOrderDesk } from './suning-order-desk.js';
import { sourceInput, type SuningChange } from './suning-order-input.js';
import { cameTo, isReturned, returned } from './suning-order-life.js';
import { isOpen, keyOf, STATUS, type SuningOrder } from './suning-order.js';
import type { SuningOrders } from './suning-orders.js';
import {
  shopStorefront,
  type StorefrontParts,
  type ToldOrder,
  type ToldStorefront,
  zhimaiStorefront,
} from './suning-storefronts.js';

const named = z.string().min(1).optional();

export const followInput = z
  .strictObject({ appKey: z.string().min(1), shopId: named, openId: named, orderSource: sourceInput })
  .refine(({ openId, shopId }) => (openId === undefined) !== (shopId === undefined), {
    path: ['shopId'],
    error: 'name either shopId or openId',
  });
type FollowInput = z.output<typeof followInput>;

interface FollowParts {
  readonly merchants: SuningMerchants;
  readonly orders: SuningOrders;
  readonly desk: SuningOrderDesk;
  readonly storefronts: StorefrontParts;
  readonly journal: Journal;
}

/** What becomes of Suning's order by what the storefront says; null = nothing. */
function consequence(order: SuningOrder, state: ToldOrder['state']): SuningChange | null {
  const over = state === 'cancelled' || state === 'refunded';
  if (isOpen(order) && over) return cameTo(order, STATUS.cancelled);
  if (isOpen(order) && state === 'completed') return cameTo(order, STATUS.done);
  const broughtBack = state === 'refunded' && order.orderStatus === STATUS.done && !isReturned(order);
  return broughtBack ? returned(keyOf(order), order) : null;
}

/** Suning hears of one storefront's orders: of each that is to be brought to a customer, once it is paid. */
class Follow implements Life {
  private unwatch: () => void = () => undefined;

  constructor(
    private readonly parts: FollowParts,
    private readonly input: FollowInput,
    private readonly storefront: ToldStorefront,
  ) {}

  /** Catches up first; what it knew already changes nothing. */
  start(): void {
    for (const order of this.storefront.all()) this.hear(order);
    this.unwatch = this.storefront.watch((order) => {
      this.hear(order);
    });
  }

  stop(): void {
    this.unwatch();
  }

  private hear({ orderNo, delivered, state }: ToldOrder): void {
    const { appKey, orderSource } = this.input;
    const { orders, desk } = this.parts;
    const known = orders.get(keyOf({ appKey, orderSource, orderId: orderNo }));
    if (known === undefined && (!delivered || state === 'unpaid' || state === 'cancelled')) return;
    const order = known ?? desk.place({ appKey, orderSource, orderId: orderNo });
    const change = consequence(order, state);
    if (change !== null) desk.change(order, change);
  }
}

/** Whom Suning hears of; a restart goes on with them. */
export class SuningFollows extends RunningGroups<FollowInput, Follow> {
  constructor(parts: FollowParts) {
    super({
      name: 'suning.follow',
      journal: parts.journal,
      build: (_id, input) => {
        parts.merchants.known(input.appKey);
        const { storefronts } = parts;
        const storefront =
          input.openId === undefined
            ? shopStorefront(storefronts, input.shopId ?? '')
            : zhimaiStorefront(storefronts, input.openId);
        return new Follow(parts, input, storefront);
      },
    });
  }

  shown(): (FollowInput & { id: string })[] {
    return this.list().map(({ id, input }) => ({ id, ...input }));
  }
}
