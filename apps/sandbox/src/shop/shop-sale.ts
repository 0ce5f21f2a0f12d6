import { itemCount, type Sale } from '../sales.js';
import type { ShopOrder } from './shop-order.js';

export function saleOfShop(order: ShopOrder): Sale | null {
  if (order.fulfilment === 'cancelled' || order.payment === 'unpaid' || order.paidAt === null) return null;
  return {
    store: order.storeCode,
    paidAt: order.paidAt,
    fen: BigInt(order.paidFen),
    items: itemCount(order.items.map((item) => item.quantity)),
  };
}
