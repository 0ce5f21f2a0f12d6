import { z } from 'zod';
import type { BaseParts } from '../base-parts.js';
import { shopControl } from '../control/shop.control.js';
import { IDLE_SENDER, Outbox } from '../outbound/outbox.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { eachSale } from '../sales.js';
import { ShopOrderDesk } from './shop-order-desk.js';
import { ShopOrders } from './shop-orders.js';
import { saleOfShop } from './shop-sale.js';
import { ShopSender } from './shop-sender.js';
import { ShopStorefront } from './shop-storefront.js';
import { Shops } from './shops.js';

/** A third-party shop: it sends, and is never called. */
export function openShop(base: BaseParts) {
  const { journal, now } = base;
  const shops = new Shops(journal);
  const orders = new ShopOrders();
  const sender = new ShopSender({ ...base, shops });
  const outbox = new Outbox({
    ...base,
    name: 'shop',
    settings: (shopId) => shops.get(shopId) ?? IDLE_SENDER,
    attempt: (message) => sender.attempt(message),
  });
  const desk = new ShopOrderDesk({ shops, orders, outbox, journal, now });
  return {
    ...{ name: 'shop', desk, orders, outbox },
    remembered: [shops, orders],
    state: () => ({ shops: shops.list().length, orders: orders.size }),
    control: (scope) => {
      shopControl(scope, { shops, orders, desk, outbox, now });
    },
    sales: () => eachSale(orders.all(), saleOfShop),
    storefronts: {
      ...{ list: 'shops', id: 'shopId', stores: 'storeCodes', store: z.string().min(1) },
      storesOf: (shopId) => desk.shopOf(shopId).storeCodes,
      open: (shopId) => new ShopStorefront(desk, shopId),
      ordersSoFar: () => orders.size,
    },
  } satisfies SandboxVendor & Record<'desk' | 'orders', unknown>;
}
