import type { ShopOrder } from '../shop/shop-order.js';
import type { ShopOrderDesk } from '../shop/shop-order-desk.js';
import type { ShopOrders } from '../shop/shop-orders.js';
import { AFTER_SALE } from '../zhimai/zhimai-fields.js';
import type { ZhimaiOrder } from '../zhimai/zhimai-order.js';
import type { ZhimaiOrderDesk } from '../zhimai/zhimai-order-desk.js';
import type { ZhimaiOrders } from '../zhimai/zhimai-orders.js';

/** What Suning is told of a storefront's order. */
export interface ToldOrder {
  readonly orderNo: string;
  /** Brought to the customer; Suning hears of no other. */
  readonly delivered: boolean;
  readonly state: 'unpaid' | 'paid' | 'completed' | 'cancelled' | 'refunded';
}

/** Where the orders come from that Suning brings to the customers. */
export interface ToldStorefront {
  all(): Iterable<ToldOrder>;
  /** @returns what ends it */
  watch(hear: (order: ToldOrder) => void): () => void;
}

export interface StorefrontParts {
  readonly zhimai: { readonly desk: ZhimaiOrderDesk; readonly orders: ZhimaiOrders };
  readonly shop: { readonly desk: ShopOrderDesk; readonly orders: ShopOrders };
}

function zhimaiState({ cancelled, header }: ZhimaiOrder): ToldOrder['state'] {
  if (typeof header.payAt !== 'number') return cancelled ? 'cancelled' : 'unpaid';
  if (cancelled) return 'cancelled';
  if (header.afterSaleStatus === AFTER_SALE.refunded) return 'refunded';
  return typeof header.completedAt === 'number' ? 'completed' : 'paid';
}

function shopState({ payment, fulfilment }: ShopOrder): ToldOrder['state'] {
  if (fulfilment === 'cancelled') return 'cancelled';
  if (payment !== 'paid') return payment;
  return fulfilment === 'completed' ? 'completed' : 'paid';
}

/** The sandbox's own number for "delivered"; see `headerOfBasket`. */
const DELIVERED_TYPE = 13;

const ofZhimai = (order: ZhimaiOrder): ToldOrder => ({
  orderNo: order.orderNo,
  delivered: order.header.orderType === DELIVERED_TYPE,
  state: zhimaiState(order),
});

const ofShop = (order: ShopOrder): ToldOrder => ({
  orderNo: order.orderNo,
  delivered: order.delivered,
  state: shopState(order),
});

interface Source<T> {
  readonly orders: { all(): Iterable<T> };
  readonly desk: { readonly changes: { add(watch: (order: T) => void): () => void } };
}

const storefront = <T>(
  { orders, desk }: Source<T>,
  isOwn: (order: T) => boolean,
  told: (order: T) => ToldOrder,
): ToldStorefront => ({
  *all() {
    for (const order of orders.all()) if (isOwn(order)) yield told(order);
  },
  watch: (hear) =>
    desk.changes.add((order) => {
      if (isOwn(order)) hear(told(order));
    }),
});

/** @throws ControlFault when there is no such merchant */
export function zhimaiStorefront({ zhimai }: StorefrontParts, openId: string): ToldStorefront {
  zhimai.desk.merchantOf(openId);
  return storefront(zhimai, (order) => order.openId === openId, ofZhimai);
}

/** @throws ControlFault when there is no such shop */
export function shopStorefront({ shop }: StorefrontParts, shopId: string): ToldStorefront {
  shop.desk.shopOf(shopId);
  return storefront(shop, (order) => order.shopId === shopId, ofShop);
}
