import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CallLog } from '../call-log.js';
import type { Customers } from '../customers.js';
import type { FaultBook } from '../faults.js';
import { instant, readInput } from '../input.js';
import type { Outbox } from '../outbound/outbox.js';
import type { OvoparkEnterprises } from '../ovopark/ovopark-enterprises.js';
import type { OvoparkReports } from '../ovopark/ovopark-reports.js';
import { type Sale, saleOfShop, saleOfZhimai, sumSales } from '../sales.js';
import type { ShopOrders } from '../shop/shop-orders.js';
import type { Shops } from '../shop/shops.js';
import type { ZhimaiMerchants } from '../zhimai/zhimai-merchants.js';
import type { ZhimaiOrders } from '../zhimai/zhimai-orders.js';

export interface StateControlParts {
  readonly merchants: ZhimaiMerchants;
  readonly zhimaiOrders: ZhimaiOrders;
  readonly zhimaiOutbox: Outbox;
  readonly enterprises: OvoparkEnterprises;
  readonly reports: OvoparkReports;
  readonly shops: Shops;
  readonly shopOrders: ShopOrders;
  readonly shopOutbox: Outbox;
  readonly customers: Customers;
  readonly faults: FaultBook;
  readonly calls: CallLog;
}

const salesQuery = z.object({
  vendor: z.enum(['zhimai', 'shop']),
  store: z.string().min(1).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
const idleQuery = z.object({ timeoutMs: z.coerce.number().int().min(0).max(600_000).default(30_000) });

const pendingOf = (outbox: Outbox): Record<string, number> =>
  Object.fromEntries(outbox.targets().map((target) => [target, outbox.pending(target)]));

function* salesOf(vendor: 'zhimai' | 'shop', parts: StateControlParts): Iterable<Sale> {
  const sales =
    vendor === 'zhimai'
      ? map(parts.zhimaiOrders.all(), saleOfZhimai)
      : map(parts.shopOrders.all(), saleOfShop);
  for (const sale of sales) if (sale !== null) yield sale;
}

function* map<T, R>(all: Iterable<T>, change: (one: T) => R): Iterable<R> {
  for (const one of all) yield change(one);
}

/** Waits until every notification is acknowledged, at most `timeoutMs`. @returns whether it came to that */
async function becomesIdle(outboxes: readonly Outbox[], timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, false).unref();
  });
  const idle = Promise.all(outboxes.map((outbox) => outbox.idle())).then(() => true);
  return Promise.race([idle, timeout]).finally(() => {
    clearTimeout(timer);
  });
}

/** What the sandbox holds, its own sums, and what is still to be sent. */
export function stateControl(scope: FastifyInstance, parts: StateControlParts): void {
  const notifications = (): object => ({
    zhimai: pendingOf(parts.zhimaiOutbox),
    shop: pendingOf(parts.shopOutbox),
  });
  scope.get('/sales', ({ query }) => {
    const { vendor, ...filter } = readInput(salesQuery, query);
    return { vendor, store: filter.store ?? null, ...sumSales(salesOf(vendor, parts), filter) };
  });
  scope.get('/notifications', () => notifications());
  scope.get('/notifications/idle', async ({ query }) => {
    const { timeoutMs } = readInput(idleQuery, query);
    const idle = await becomesIdle([parts.zhimaiOutbox, parts.shopOutbox], timeoutMs);
    return { idle, ...notifications() };
  });
  scope.get('/state', () => ({
    zhimai: { merchants: parts.merchants.list().length, orders: parts.zhimaiOrders.size },
    ovopark: { enterprises: parts.enterprises.list().length, reportedHours: parts.reports.size },
    shop: { shops: parts.shops.list().length, orders: parts.shopOrders.size },
    customers: parts.customers.list(),
    faults: parts.faults.list().length,
    calls: parts.calls.totals(),
    unacknowledged: notifications(),
  }));
}
