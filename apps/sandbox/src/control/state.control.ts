import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CallLog } from '../call-log.js';
import type { Customers } from '../customers.js';
import type { FaultBook } from '../faults.js';
import { instant, readInput } from '../input.js';
import type { Outbox } from '../outbound/outbox.js';
import type { OvoparkEnterprises } from '../ovopark/ovopark-enterprises.js';
import type { OvoparkReports } from '../ovopark/ovopark-reports.js';
import type { OvoparkTickets } from '../ovopark/ovopark-tickets.js';
import type { PospalOrders } from '../pospal/pospal-orders.js';
import type { PospalStaff } from '../pospal/pospal-staff.js';
import type { PospalTickets } from '../pospal/pospal-tickets.js';
import type { PospalTills } from '../pospal/pospal-tills.js';
import { type Sale, saleOfPospal, saleOfShop, saleOfZhimai, sumSales } from '../sales.js';
import type { ShopOrders } from '../shop/shop-orders.js';
import type { Shops } from '../shop/shops.js';
import type { SuningCouriers } from '../suning/suning-couriers.js';
import type { SuningMerchants } from '../suning/suning-merchants.js';
import type { SuningOrders } from '../suning/suning-orders.js';
import type { ZhimaiMerchants } from '../zhimai/zhimai-merchants.js';
import type { ZhimaiOrders } from '../zhimai/zhimai-orders.js';

export interface StateControlParts {
  readonly merchants: ZhimaiMerchants;
  readonly zhimaiOrders: ZhimaiOrders;
  readonly zhimaiOutbox: Outbox;
  readonly enterprises: OvoparkEnterprises;
  readonly reports: OvoparkReports;
  readonly ovoparkTickets: OvoparkTickets;
  readonly shops: Shops;
  readonly shopOrders: ShopOrders;
  readonly shopOutbox: Outbox;
  readonly tills: PospalTills;
  readonly tillOrders: PospalOrders;
  readonly tickets: PospalTickets;
  readonly pospalOutbox: Outbox;
  readonly staff: PospalStaff;
  readonly suning: {
    readonly merchants: SuningMerchants;
    readonly orders: SuningOrders;
    readonly couriers: SuningCouriers;
  };
  readonly customers: Customers;
  readonly faults: FaultBook;
  readonly calls: CallLog;
}

const salesQuery = z.object({
  vendor: z.enum(['zhimai', 'shop', 'pospal']),
  store: z.string().min(1).optional(),
  from: instant.optional(),
  to: instant.optional(),
  /** Pospal: leaves out orders whose remark contains it. */
  without: z.string().min(1).optional(),
});
type SalesQuery = z.output<typeof salesQuery>;
const idleQuery = z.object({ timeoutMs: z.coerce.number().int().min(0).max(600_000).default(30_000) });

const pendingOf = (outbox: Outbox): Record<string, number> =>
  Object.fromEntries(outbox.targets().map((target) => [target, outbox.pending(target)]));

function salesOf({ vendor, without }: SalesQuery, parts: StateControlParts): Iterable<Sale> {
  switch (vendor) {
    case 'zhimai':
      return eachSale(parts.zhimaiOrders.all(), saleOfZhimai);
    case 'shop':
      return eachSale(parts.shopOrders.all(), saleOfShop);
    case 'pospal':
      return eachSale(parts.tillOrders.all(), (order) => saleOfPospal(order, without));
  }
}

function* eachSale<T>(orders: Iterable<T>, saleOf: (order: T) => Sale | null): Iterable<Sale> {
  for (const order of orders) {
    const sale = saleOf(order);
    if (sale !== null) yield sale;
  }
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
    pospal: pendingOf(parts.pospalOutbox),
  });
  scope.get('/sales', ({ query }) => {
    const filter = readInput(salesQuery, query);
    const { vendor, store = null } = filter;
    return { vendor, store, ...sumSales(salesOf(filter, parts), filter) };
  });
  scope.get('/notifications', () => notifications());
  scope.get('/notifications/idle', async ({ query }) => {
    const { timeoutMs } = readInput(idleQuery, query);
    const outboxes = [parts.zhimaiOutbox, parts.shopOutbox, parts.pospalOutbox];
    const idle = await becomesIdle(outboxes, timeoutMs);
    return { idle, ...notifications() };
  });
  scope.get('/state', () => ({
    zhimai: { merchants: parts.merchants.list().length, orders: parts.zhimaiOrders.size },
    ovopark: {
      enterprises: parts.enterprises.list().length,
      reportedHours: parts.reports.size,
      tickets: parts.ovoparkTickets.size,
    },
    shop: { shops: parts.shops.list().length, orders: parts.shopOrders.size },
    pospal: {
      tills: parts.tills.list().length,
      orders: parts.tillOrders.size,
      tickets: parts.tickets.size,
    },
    suning: { merchants: parts.suning.merchants.list().length, orders: parts.suning.orders.size },
    customers: parts.customers.shown(),
    staff: parts.staff.shown(),
    couriers: parts.suning.couriers.shown(),
    faults: parts.faults.list().length,
    calls: parts.calls.totals(),
    unacknowledged: notifications(),
  }));
}
