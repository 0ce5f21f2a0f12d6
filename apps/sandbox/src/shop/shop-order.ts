import { Decimal } from 'decimal.js';
import { chinaIso } from '../china-time.js';
import { writeOwnJson } from '../exact-json.js';
import type { ShopChange, ShopCustomer, ShopItemInput } from './shop-order-input.js';

interface ShopItem extends Omit<ShopItemInput, 'amountFen'> {
  readonly amountFen: number;
}

interface ShopAmounts {
  readonly totalFen: number;
  readonly paidFen: number;
  readonly discountFen: number;
  readonly freightFen: number;
  readonly packagingFen: number;
  /** Null, and absent in an older journal: the shop states none. */
  readonly serviceFen?: number | null;
  readonly roundingFen?: number | null;
}

/** One order of the shop; instants in epoch ms, amounts in fen. */
export interface ShopOrder extends ShopAmounts {
  readonly orderNo: string;
  readonly shopId: string;
  readonly storeCode: string;
  readonly version: number;
  readonly placedAt: number;
  /** Brought to the customer; its document does not say so. */
  readonly delivered: boolean;
  readonly paidAt: number | null;
  readonly updatedAt: number;
  readonly payment: NonNullable<ShopChange['payment']>;
  readonly fulfilment: NonNullable<ShopChange['fulfilment']>;
  readonly refunds: NonNullable<ShopChange['refunds']>;
  readonly items: readonly ShopItem[];
  readonly customer: ShopCustomer | null;
  readonly payments?: NonNullable<ShopChange['payments']> | null;
}

/** An order that nothing was decided about yet: no lines, unpaid. */
type EmptyOrder = Pick<ShopOrder, 'orderNo' | 'shopId' | 'storeCode' | 'placedAt' | 'delivered' | 'customer'>;

const pricedItem = (item: ShopItemInput): ShopItem => ({
  ...item,
  amountFen:
    item.amountFen ??
    new Decimal(item.unitPrice)
      .mul(item.quantity)
      .mul(100)
      .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
      .toNumber(),
});

export const emptyShopOrder = (order: EmptyOrder): ShopOrder => ({
  ...order,
  version: 0,
  paidAt: null,
  updatedAt: 0,
  payment: 'unpaid',
  fulfilment: 'created',
  refunds: [],
  items: [],
  totalFen: 0,
  paidFen: 0,
  discountFen: 0,
  freightFen: 0,
  packagingFen: 0,
});

/** totalFen is before the discount, paidFen what the customer gave (kept when refunded later). */
function amountsAfter(before: ShopOrder, after: ShopOrder, change: ShopChange): ShopAmounts {
  const discountFen = change.discountFen ?? before.discountFen;
  const freightFen = change.freightFen ?? before.freightFen;
  const packagingFen = change.packagingFen ?? before.packagingFen;
  const serviceFen = change.serviceFen ?? before.serviceFen ?? null;
  const roundingFen = change.roundingFen ?? before.roundingFen ?? null;
  const itemsFen = after.items.reduce((sum, item) => sum + item.amountFen, 0);
  const totalFen = change.totalFen ?? itemsFen + freightFen + packagingFen + (serviceFen ?? 0);
  const due = Math.max(0, totalFen - discountFen + (roundingFen ?? 0));
  const paidFen = change.paidFen ?? (after.payment === 'unpaid' ? 0 : due);
  return { discountFen, freightFen, packagingFen, serviceFen, roundingFen, totalFen, paidFen };
}

/** Amounts follow from the lines, but not under a change that names neither: then they stay as they were. */
function touchesAmounts(change: ShopChange): boolean {
  const { items, totalFen, paidFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen } = change;
  const amounts = [totalFen, paidFen, discountFen, freightFen, packagingFen, serviceFen, roundingFen];
  return [items, ...amounts].some((value) => value !== undefined);
}

function paymentAfter(
  before: ShopOrder,
  change: ShopChange,
  now: number,
): Pick<ShopOrder, 'payment' | 'paidAt'> {
  const byTime = change.paidAt === undefined ? undefined : change.paidAt === null ? 'unpaid' : 'paid';
  const payment = change.payment ?? byTime ?? before.payment;
  const paidAt = change.paidAt === undefined ? before.paidAt : change.paidAt;
  return { payment, paidAt: payment === 'unpaid' ? null : (paidAt ?? now) };
}

/** An order that became `refunded` without naming its refunds was refunded whole, once. */
function refundsAfter(
  before: ShopOrder,
  after: ShopOrder,
  change: ShopChange,
  now: number,
): ShopOrder['refunds'] {
  if (change.refunds !== undefined) return change.refunds;
  if (after.payment !== 'refunded' || before.refunds.length > 0) return before.refunds;
  return [{ id: `R${before.orderNo}`, amountFen: after.paidFen, at: now }];
}

export function changeShopOrder(before: ShopOrder, change: ShopChange, now: number): ShopOrder {
  const drafted: ShopOrder = {
    ...before,
    ...paymentAfter(before, change, now),
    version: before.version + 1,
    placedAt: change.placedAt ?? before.placedAt,
    updatedAt: change.updatedAt ?? Math.max(now, before.updatedAt + 1),
    fulfilment: change.fulfilment ?? before.fulfilment,
    items: change.items?.map(pricedItem) ?? before.items,
    payments: change.payments ?? before.payments ?? null,
    customer: change.customer === undefined ? before.customer : change.customer,
  };
  const wasPaid = before.payment !== 'unpaid';
  const amountsStand = !touchesAmounts(change) && wasPaid === (drafted.payment !== 'unpaid');
  const after = amountsStand ? drafted : { ...drafted, ...amountsAfter(before, drafted, change) };
  return { ...after, refunds: refundsAfter(before, after, change, now) };
}

/** The open order document, exactly as a webhook carries it: times ISO 8601, `updatedAt` epoch ms. */
export function shopDocument(order: ShopOrder): string {
  return writeOwnJson({
    orderNo: order.orderNo,
    storeCode: order.storeCode,
    placedAt: chinaIso(order.placedAt),
    ...(order.paidAt === null ? {} : { paidAt: chinaIso(order.paidAt) }),
    updatedAt: order.updatedAt,
    payment: order.payment,
    fulfilment: order.fulfilment,
    totalFen: order.totalFen,
    paidFen: order.paidFen,
    discountFen: order.discountFen,
    freightFen: order.freightFen,
    packagingFen: order.packagingFen,
    ...(order.serviceFen == null ? {} : { serviceFen: order.serviceFen }),
    ...(order.roundingFen == null ? {} : { roundingFen: order.roundingFen }),
    ...(order.payments == null ? {} : { payments: order.payments }),
    refunds: order.refunds.map(({ id, amountFen, at }) => ({ id, amountFen, at: chinaIso(at) })),
    items: order.items.map(({ itemSpec, ...item }) => ({
      ...item,
      ...(itemSpec === null ? {} : { itemSpec }),
    })),
    ...(order.customer === null ? {} : { customer: writtenCustomer(order.customer) }),
  });
}

/** A part of the customer that is not known is left out. */
const writtenCustomer = (customer: ShopCustomer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(customer).filter((entry): entry is [string, string] => entry[1] !== null),
  );
