import { chinaIso, hourStart } from './china-time.js';
import { PAY_STATUS } from './zhimai/zhimai-fields.js';
import type { ZhimaiOrder } from './zhimai/zhimai-order.js';
import { type PospalOrder, STATE } from './pospal/pospal-order.js';
import type { ShopOrder } from './shop/shop-order.js';

/** One order that counts: paid (of a till: made) and not cancelled. */
export interface Sale {
  readonly store: string;
  readonly paidAt: number;
  readonly fen: bigint;
  readonly items: bigint;
}

interface HourOfSales {
  readonly hourStart: string;
  readonly orders: number;
  readonly items: bigint;
  readonly totalFen: bigint;
}

interface SalesSum {
  readonly hours: readonly HourOfSales[];
  readonly orders: number;
  readonly items: bigint;
  readonly totalFen: bigint;
}

/** Pieces sold; a line with a fraction was weighed and is one item. */
const itemCount = (quantities: readonly string[]): bigint =>
  quantities.reduce(
    (sum, quantity) => sum + (/\.0*[1-9]/.test(quantity) ? 1n : BigInt(quantity.split('.')[0] ?? '0')),
    0n,
  );

/**
 * Zhimai's sale is actualAmount (实付金额), else payAmount. The sandbox's own `cancelled` flag decides, not
 * the vendor's `status`, whose enumeration is unknown.
 */
export function saleOfZhimai(order: ZhimaiOrder): Sale | null {
  const { payAt, payStatus, actualAmount, payAmount } = order.header;
  if (order.cancelled || payStatus !== PAY_STATUS.paid || typeof payAt !== 'number') return null;
  return {
    store: order.storeId,
    paidAt: payAt,
    fen: BigInt(actualAmount ?? payAmount ?? 0),
    items: itemCount(order.items.map((item) => item.num)),
  };
}

export function saleOfShop(order: ShopOrder): Sale | null {
  if (order.fulfilment === 'cancelled' || order.payment !== 'paid' || order.paidAt === null) return null;
  return {
    store: order.storeCode,
    paidAt: order.paidAt,
    fen: BigInt(order.paidFen),
    items: itemCount(order.items.map((item) => item.quantity)),
  };
}

/**
 * A till's sale is the order's total at its orderDateTime, in every state but cancelled.
 * @param without leaves out orders whose remark contains this text, such as those that the hub placed
 */
export function saleOfPospal(order: PospalOrder, without?: string): Sale | null {
  if (order.state === STATE.cancelled) return null;
  if (without !== undefined && order.orderRemark?.includes(without) === true) return null;
  return {
    store: order.appId,
    paidAt: order.orderAt,
    fen: BigInt(order.totalFen),
    items: itemCount(order.items.map((item) => item.quantity)),
  };
}

interface SalesFilter {
  readonly store?: string | undefined;
  /** Pay time in [from, to), epoch ms. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Sums per store-local hour of the pay time; an hour without a sale is not listed. */
export function sumSales(
  sales: Iterable<Sale>,
  { store, from = -Infinity, to = Infinity }: SalesFilter,
): SalesSum {
  const hours = new Map<number, { orders: number; items: bigint; totalFen: bigint }>();
  const all = { orders: 0, items: 0n, totalFen: 0n };
  for (const sale of sales) {
    if ((store !== undefined && sale.store !== store) || sale.paidAt < from || sale.paidAt >= to) continue;
    const start = hourStart(sale.paidAt);
    const hour = hours.get(start) ?? { orders: 0, items: 0n, totalFen: 0n };
    hours.set(start, hour);
    for (const sum of [hour, all]) {
      sum.orders += 1;
      sum.items += sale.items;
      sum.totalFen += sale.fen;
    }
  }
  const sorted = [...hours].sort(([a], [b]) => a - b);
  return { hours: sorted.map(([start, sum]) => ({ hourStart: chinaIso(start), ...sum })), ...all };
}
