import { type Basket, inventBasket } from '../invented/basket.js';
import { MENU } from '../invented/menu.js';
import { intBetween, type Random, seededRandom } from '../random.js';
import { yuanOfFen } from '../yuan.js';
import { linesFen, type PospalLine } from './pospal-order.js';
import type { NewOrder } from './pospal-order-desk.js';
import { pricedProduct } from './pospal-products.js';
import type { BulkInput, TillOrderInput, TillOrderItem } from './pospal-till-orders.js';
import type { PospalTill } from './pospal-tills.js';

/** 19 digits below 2^63, for dishes that no till's list has. */
const DISH_UID = '8801234567890120';

function lineOf(till: PospalTill, item: TillOrderItem): PospalLine {
  const { quantity, comment } = item;
  const product = pricedProduct(till, item.productUid);
  return {
    productUid: item.productUid,
    productName: item.productName ?? product.productName,
    productBarcode: product.productBarcode,
    quantity,
    price: item.sellPrice ?? product.sellPrice,
    sellPrice: product.sellPrice,
    comment,
  };
}

/** The basket's dishes; a till with a list of its own sells from that list instead. */
function linesOfBasket(till: PospalTill, { lines }: Basket, random: Random): PospalLine[] {
  return lines.map(({ dish, quantity }) => {
    const product = till.products[intBetween(random, 0, till.products.length - 1)];
    if (product !== undefined) {
      const whole = String(intBetween(random, 1, 3));
      return lineOf(till, { productUid: product.productUid, quantity: whole, comment: null });
    }
    return lineOf(till, {
      productUid: DISH_UID + String(MENU.indexOf(dish)).padStart(3, '0'),
      productName: dish.itemName,
      quantity,
      sellPrice: yuanOfFen(dish.priceFen),
      comment: dish.itemSpec,
    });
  });
}

/** An order rung up at the till, with what nobody chose invented from the seed. */
export function rungUpOrder(
  till: PospalTill,
  input: Omit<TillOrderInput, 'appId' | 'notify'>,
  now: number,
): NewOrder {
  const random = seededRandom(input.seed ?? `${till.appId}/${now}`);
  const basket = inventBasket(random);
  const items = input.items?.map((item) => lineOf(till, item)) ?? linesOfBasket(till, basket, random);
  const online = isPaidOnline(input.payMethod) ? 1 : 0;
  const contents = {
    payMethod: input.payMethod,
    customerNumber: input.customerNumber,
    shippingFen: input.shippingFee,
    packageFen: 0,
    totalFen: input.totalAmount ?? linesFen(items) + input.shippingFee,
    orderRemark: input.orderRemark,
    orderAt: input.orderDateTime ?? wholeSecond(now),
    contactAddress: input.contactAddress ?? basket.person.address,
    contactName: input.contactName ?? basket.person.name,
    contactTel: input.contactTel ?? basket.person.phone,
    deliveryType: input.deliveryType,
    payOnLine: input.payOnLine === undefined ? online : input.payOnLine,
    isOnlinePaymentCompleted:
      input.isOnlinePaymentCompleted === undefined ? online : input.isOnlinePaymentCompleted,
    items,
  } as const;
  const { state, visibleAfterMs, spoiled } = input;
  return { contents, state, visibleAfterMs, spoiled };
}

const isPaidOnline = (payMethod: string): boolean => payMethod !== 'Cash' && payMethod !== 'CustomerBalance';

const wholeSecond = (at: number): number => Math.floor(at / 1_000) * 1_000;

/** Many of them, their times spread over the period in whole seconds. */
export function* rungUpOrders(till: PospalTill, input: BulkInput, now: number): Iterable<NewOrder> {
  const random = seededRandom(input.seed);
  const from = input.from ?? input.to ?? wholeSecond(now);
  const seconds = Math.max(0, Math.floor(((input.to ?? from) - from) / 1_000));
  for (let made = 0; made < input.count; made += 1) {
    const one = {
      payMethod: input.payMethod,
      customerNumber: null,
      shippingFee: 0,
      orderRemark: input.orderRemark,
      orderDateTime: from + intBetween(random, 0, seconds) * 1_000,
      deliveryType: input.deliveryType,
      state: input.state,
      payOnLine: input.payOnLine,
      isOnlinePaymentCompleted: input.isOnlinePaymentCompleted,
      spoiled: input.spoiled,
      visibleAfterMs: input.visibleAfterMs,
      seed: String(random()),
    };
    yield rungUpOrder(till, one, now);
  }
}
