import { randomUUID } from 'node:crypto';
import { chinaCompact } from '../china-time.js';
import { ControlFault } from '../input.js';
import { type Basket, inventBasket } from '../invented/basket.js';
import type { Journal } from '../journal.js';
import type { Message, Outbox } from '../outbound/outbox.js';
import { seededRandom } from '../random.js';
import { Watchers } from '../watchers.js';
import { addrOfBasket, headerOfBasket, itemsOfBasket } from './zhimai-basket.js';
import type { ZhimaiMerchant, ZhimaiMerchants } from './zhimai-merchants.js';
import { changeZhimaiOrder, newZhimaiOrder, type ZhimaiOrder } from './zhimai-order.js';
import type { NewOrderInput, OrderChange } from './zhimai-order-input.js';
import { orderRecord, type ZhimaiOrders } from './zhimai-orders.js';

interface DeskParts {
  readonly merchants: ZhimaiMerchants;
  readonly orders: ZhimaiOrders;
  readonly outbox: Outbox;
  readonly journal: Journal;
  readonly now: () => number;
}

/** A new order as its customer wants it: without the merchant, which comes beside it. */
export type Wish = Omit<NewOrderInput, 'openId'>;

/** Where orders are placed and changed at Zhimai: the state first, then the merchants are told. */
export class ZhimaiOrderDesk {
  /** For whoever wants to hear of every order that is placed or changed. */
  readonly changes = new Watchers<ZhimaiOrder>();
  private running = 0;

  constructor(private readonly parts: DeskParts) {}

  /**
   * Places many orders of one merchant in one journal write, then notifies those that ask for it.
   * @throws ControlFault when the merchant or store is unknown or an order number is taken
   */
  place(openId: string, wishes: readonly Wish[]): ZhimaiOrder[] {
    const merchant = this.merchantOf(openId);
    const orders = wishes.map((wish) => this.build(merchant, wish));
    for (const order of orders) this.parts.orders.put(order);
    const told = orders.filter((_order, index) => wishes[index]?.notify === true);
    this.tell(
      merchant,
      orders,
      told.map((order) => order.orderNo),
    );
    return orders;
  }

  /** @throws ControlFault when there is no such order */
  change(orderNo: string, change: OrderChange): ZhimaiOrder {
    const before = this.order(orderNo);
    const after = changeZhimaiOrder(before, change, this.parts.now());
    this.parts.orders.put(after);
    this.tell(this.merchantOf(after.openId), [after], change.notify ? [orderNo] : []);
    return after;
  }

  /** Sends the order's notification again `times` times although nothing changed. */
  notifyAgain(orderNo: string, times: number): void {
    const merchant = this.merchantOf(this.order(orderNo).openId);
    this.tell(
      merchant,
      [],
      Array.from({ length: times }, () => orderNo),
    );
  }

  /** Notifications that were not acknowledged yet. */
  waiting(openId: string): number {
    return this.parts.outbox.pending(openId);
  }

  /** @throws ControlFault when there is no such order */
  order(orderNo: string): ZhimaiOrder {
    const order = this.parts.orders.get(orderNo);
    if (order === undefined) throw new ControlFault('orderNo', 'no such order', 404);
    return order;
  }

  merchantOf(openId: string): ZhimaiMerchant {
    const merchant = this.parts.merchants.get(openId);
    if (merchant === undefined) throw new ControlFault('openId', 'no such merchant');
    return merchant;
  }

  private build(merchant: ZhimaiMerchant, wish: Wish): ZhimaiOrder {
    const { orders, now } = this.parts;
    if (merchant.storeIds.length > 0 && !merchant.storeIds.includes(wish.storeId)) {
      throw new ControlFault('storeId', 'not a store of this merchant');
    }
    const orderNo = wish.orderNo ?? this.nextNo();
    if (orders.get(orderNo) !== undefined) throw new ControlFault('orderNo', 'already used', 409);
    const basket = inventBasket(seededRandom(wish.seed ?? orderNo));
    const placedAt = wish.placedAt ?? earlier(wish.paidAt, now());
    const order = newZhimaiOrder({
      orderNo,
      openId: merchant.openId,
      storeId: wish.storeId,
      placedAt,
      ...this.contents(wish, basket, orderNo, merchant),
    });
    const paidAt = wish.paidAt === undefined ? paidByDefault(wish, now()) : wish.paidAt;
    return changeZhimaiOrder(order, { ...asChange(wish), paidAt }, now());
  }

  private contents(
    wish: Wish,
    basket: Basket,
    orderNo: string,
    merchant: ZhimaiMerchant,
  ): Pick<ZhimaiOrder, 'items' | 'addr' | 'header'> {
    const invented = headerOfBasket(basket, orderNo);
    // Lines that the test chose carry no discount or freight that it did not choose.
    const plain = wish.items === undefined ? {} : { discountAmount: null, freightAmount: 0 };
    return {
      items: wish.items ?? itemsOfBasket(basket),
      addr: wish.addr === undefined ? addrOfBasket(basket) : wish.addr,
      header: {
        ...invented,
        ...plain,
        bizType: merchant.bizType,
        storeOrderNo: String((this.parts.orders.size % 9_999) + 1).padStart(4, '0'),
        ...wish.header,
      },
    };
  }

  /** 22 digits: the moment and a running number, which a restart continues. */
  private nextNo(): string {
    this.running = Math.max(this.running, this.parts.orders.size) + 1;
    const orderNo = chinaCompact(this.parts.now()) + String(this.running).padStart(8, '0');
    return this.parts.orders.get(orderNo) === undefined ? orderNo : this.nextNo();
  }

  private tell(merchant: ZhimaiMerchant, changed: readonly ZhimaiOrder[], told: readonly string[]): void {
    const messages = merchant.notifyUrl === null ? [] : told.map((orderNo) => message(merchant, orderNo));
    this.parts.outbox.add(merchant.openId, messages, changed.map(orderRecord));
    this.changes.tell(changed);
  }
}

const message = ({ openId }: ZhimaiMerchant, orderNo: string): Message => ({
  id: randomUUID(),
  target: openId,
  orderNo,
  body: null,
});

const earlier = (paidAt: number | null | undefined, now: number): number => Math.min(paidAt ?? now, now);

/** A new order is paid at once unless something says otherwise. */
function paidByDefault({ header, placedAt }: Wish, now: number): number | null {
  if (typeof header.payAt === 'number' || header.payAt === null) return header.payAt;
  return header.payStatus === '0' ? null : (placedAt ?? now);
}

const asChange = ({ cancelled, extra, header, notify }: Wish): OrderChange => ({
  cancelled,
  extra,
  header,
  notify,
});
