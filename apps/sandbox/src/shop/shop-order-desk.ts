import { randomUUID } from 'node:crypto';
import { chinaCompact } from '../china-time.js';
import { ControlFault } from '../input.js';
import { type Basket, inventBasket } from '../invented/basket.js';
import type { Journal } from '../journal.js';
import type { Message, Outbox } from '../outbound/outbox.js';
import { seededRandom } from '../random.js';
import { Watchers } from '../watchers.js';
import { changeShopOrder, emptyShopOrder, shopDocument, type ShopOrder } from './shop-order.js';
import type { ShopChange, ShopItemInput, ShopOrderInput } from './shop-order-input.js';
import { orderRecord, type ShopOrders } from './shop-orders.js';
import type { Shop, Shops } from './shops.js';

interface DeskParts {
  readonly shops: Shops;
  readonly orders: ShopOrders;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly now: () => number;
}

export type ShopWish = Omit<ShopOrderInput, 'shopId'>;

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

const itemsOfBasket = ({ lines }: Basket): ShopItemInput[] =>
  lines.map(({ dish, quantity }) => ({
    itemName: dish.itemName,
    itemSpec: dish.itemSpec,
    quantity,
    unitPrice: yuan(dish.priceFen),
  }));

function wishOfBasket(basket: Basket): Partial<ShopChange> {
  return {
    items: itemsOfBasket(basket),
    discountFen: basket.discountFen,
    freightFen: basket.freightFen,
    packagingFen: basket.lines.reduce((sum, { dish }) => sum + dish.packFen, 0),
  };
}

/** Where the shop's orders are placed and changed; each state goes out as one webhook of its own. */
export class ShopOrderDesk {
  /** For whoever wants to hear of every order that is placed or changed. */
  readonly changes = new Watchers<ShopOrder>();
  private running = 0;

  constructor(private readonly parts: DeskParts) {}

  /**
   * Places many orders of one shop in one journal write, then sends those that ask for it.
   * @throws ControlFault when the shop or store is unknown or an order number is taken
   */
  place(shopId: string | undefined, wishes: readonly ShopWish[]): ShopOrder[] {
    const shop = this.shopOf(shopId);
    const orders = wishes.map((wish) => this.build(shop, wish));
    for (const order of orders) this.parts.orders.put(order);
    const told = orders.filter((_order, index) => wishes[index]?.notify === true);
    this.tell(shop, orders, told);
    return orders;
  }

  /** @throws ControlFault when there is no such order */
  change(orderNo: string, change: ShopChange): ShopOrder {
    const before = this.order(orderNo);
    const after = changeShopOrder(before, change, this.parts.now());
    this.parts.orders.put(after);
    this.tell(this.shopOf(after.shopId), [after], change.notify ? [after] : []);
    return after;
  }

  /** Sends the order's present state `times` times again, each as a webhook of its own. */
  notifyAgain(orderNo: string, times: number): void {
    const order = this.order(orderNo);
    this.tell(
      this.shopOf(order.shopId),
      [],
      Array.from({ length: times }, () => order),
    );
  }

  /** Notifications that were not acknowledged yet. */
  waiting(shopId: string): number {
    return this.parts.outbox.pending(shopId);
  }

  /** @throws ControlFault when there is no such order */
  order(orderNo: string): ShopOrder {
    const order = this.parts.orders.get(orderNo);
    if (order === undefined) throw new ControlFault('orderNo', 'no such order', 404);
    return order;
  }

  /** The only shop, where none is named. */
  shopOf(shopId: string | undefined): Shop {
    const all = this.parts.shops.list();
    const shop = shopId === undefined && all.length === 1 ? all[0] : this.parts.shops.get(shopId ?? '');
    if (shop === undefined) throw new ControlFault('shopId', 'no such shop');
    return shop;
  }

  private build(shop: Shop, wish: ShopWish): ShopOrder {
    const now = this.parts.now();
    const { storeCode, seed, orderNo: wished, delivered, ...rest } = wish;
    if (!shop.storeCodes.includes(storeCode)) throw new ControlFault('storeCode', 'not a store of this shop');
    const orderNo = wished ?? this.nextNo();
    if (this.parts.orders.get(orderNo) !== undefined) throw new ControlFault('orderNo', 'already used', 409);
    const basket = inventBasket(seededRandom(seed ?? orderNo));
    const placedAt = wish.placedAt ?? Math.min(wish.paidAt ?? now, now);
    const order = emptyShopOrder({
      orderNo,
      shopId: shop.shopId,
      storeCode,
      placedAt,
      delivered: delivered ?? basket.delivered,
      customer: basket.person,
    });
    const invented = wish.items === undefined ? wishOfBasket(basket) : {};
    return changeShopOrder(order, { ...invented, ...rest, ...paymentOf(wish, placedAt) }, now);
  }

  /** 20 digits behind an S: the moment and a running number, which a restart continues. */
  private nextNo(): string {
    this.running = Math.max(this.running, this.parts.orders.size) + 1;
    const orderNo = `S${chinaCompact(this.parts.now())}${String(this.running).padStart(6, '0')}`;
    return this.parts.orders.get(orderNo) === undefined ? orderNo : this.nextNo();
  }

  private tell(shop: Shop, changed: readonly ShopOrder[], told: readonly ShopOrder[]): void {
    this.parts.outbox.add(shop.shopId, told.map(messageOf), changed.map(orderRecord));
    this.changes.tell(changed);
  }
}

/** A new order is paid at once unless something says otherwise. */
function paymentOf({ payment, paidAt }: ShopWish, placedAt: number): Pick<ShopChange, 'payment' | 'paidAt'> {
  const state = payment ?? (paidAt === null ? 'unpaid' : 'paid');
  return { payment: state, paidAt: state === 'unpaid' ? null : (paidAt ?? placedAt) };
}

const messageOf = (order: ShopOrder): Message => ({
  id: `msg_${randomUUID().replaceAll('-', '')}`,
  target: order.shopId,
  orderNo: order.orderNo,
  body: shopDocument(order),
});
