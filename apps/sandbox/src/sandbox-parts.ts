import { CallLog } from './call-log.js';
import { Customers } from './customers.js';
import { FaultBook } from './faults.js';
import { Journal } from './journal.js';
import { Outbox } from './outbound/outbox.js';
import { Poster } from './outbound/post.js';
import { OvoparkCalls } from './ovopark/ovopark-calls.js';
import { OvoparkEnterprises } from './ovopark/ovopark-enterprises.js';
import { OvoparkGateway } from './ovopark/ovopark-gateway.js';
import { OvoparkReports } from './ovopark/ovopark-reports.js';
import { PospalCalls } from './pospal/pospal-calls.js';
import { PospalGate } from './pospal/pospal-gate.js';
import { PospalOrderDesk } from './pospal/pospal-order-desk.js';
import { PospalOrders } from './pospal/pospal-orders.js';
import { PospalPusher } from './pospal/pospal-pusher.js';
import { PospalQuota } from './pospal/pospal-quota.js';
import { PospalStaff } from './pospal/pospal-staff.js';
import { PospalTickets } from './pospal/pospal-tickets.js';
import { PospalTills } from './pospal/pospal-tills.js';
import { ShopOrderDesk } from './shop/shop-order-desk.js';
import { ShopOrders } from './shop/shop-orders.js';
import { ShopSender } from './shop/shop-sender.js';
import { Shops } from './shop/shops.js';
import { ZhimaiChecks } from './zhimai/zhimai-checks.js';
import { ZhimaiMerchants } from './zhimai/zhimai-merchants.js';
import { ZhimaiNotifier } from './zhimai/zhimai-notifier.js';
import { ZhimaiOrderDesk } from './zhimai/zhimai-order-desk.js';
import { ZhimaiOrders } from './zhimai/zhimai-orders.js';
import type { ControlParts } from './control/control-api.js';

interface Base {
  readonly journal: Journal;
  readonly poster: Poster;
  readonly faults: FaultBook;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly random: () => number;
}

function buildZhimai(base: Base) {
  const { journal, now } = base;
  const merchants = new ZhimaiMerchants(journal);
  const orders = new ZhimaiOrders();
  const notifier = new ZhimaiNotifier({ ...base, merchants, orders });
  const outbox = new Outbox({
    ...base,
    name: 'zhimai',
    settings: (openId) => merchants.get(openId) ?? IDLE_SENDER,
    attempt: (message) => notifier.attempt(message),
  });
  const desk = new ZhimaiOrderDesk({ merchants, orders, outbox, journal, now });
  return { merchants, orders, outbox, desk, now, checks: new ZhimaiChecks(merchants, now) };
}

function buildShop(base: Base) {
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
  return { shops, orders, outbox, desk, now };
}

function buildOvopark({ journal, now }: Base) {
  const enterprises = new OvoparkEnterprises(journal);
  return {
    enterprises,
    gateway: new OvoparkGateway(enterprises, now),
    reports: new OvoparkReports(journal),
    calls: new OvoparkCalls(),
    now,
  };
}

function buildPospal(base: Base) {
  const { journal, now } = base;
  const tills = new PospalTills(journal);
  const orders = new PospalOrders();
  const pusher = new PospalPusher({ ...base, tills });
  const outbox = new Outbox({
    ...base,
    name: 'pospal',
    settings: (appId) => tills.get(appId) ?? IDLE_SENDER,
    attempt: (message) => pusher.attempt(message),
  });
  const desk = new PospalOrderDesk({ tills, orders, outbox, journal, now });
  const quota = new PospalQuota(journal, now);
  return {
    ...{ tills, orders, outbox, desk, quota, now },
    gate: new PospalGate(tills, quota),
    tickets: new PospalTickets(outbox, now),
    calls: new PospalCalls(),
    staff: new PospalStaff({ tills, orders, desk, journal, now }),
  };
}

/** For a receiver that is not known: nothing is ever sent to it. */
const IDLE_SENDER = { notifyConcurrency: 1, retryFirstMs: 1_000, retryMaxMs: 1_000, outOfOrderMs: 0 };

/** Everything that the sandbox is made of, before it listens. */
export function buildParts(statePath: string | null, now: () => number) {
  const base: Base = {
    journal: new Journal(statePath),
    poster: new Poster(),
    faults: new FaultBook(),
    calls: new CallLog(now),
    now,
    random: Math.random,
  };
  const zhimai = buildZhimai(base);
  const shop = buildShop(base);
  const ovopark = buildOvopark(base);
  const pospal = buildPospal(base);
  const customers = new Customers({
    zhimai: zhimai.desk,
    shop: shop.desk,
    journal: base.journal,
    now,
    ordersSoFar: () => zhimai.orders.size + shop.orders.size,
  });
  return { base, zhimai, shop, ovopark, pospal, customers };
}

export type SandboxParts = ReturnType<typeof buildParts>;

export function controlParts({ base, zhimai, shop, ovopark, pospal, customers }: SandboxParts): ControlParts {
  const { faults, calls, now } = base;
  return {
    zhimai,
    ovopark,
    pospal,
    shop,
    play: { faults, calls, customers, zhimai: zhimai.desk, shop: shop.desk, now },
    state: {
      merchants: zhimai.merchants,
      zhimaiOrders: zhimai.orders,
      zhimaiOutbox: zhimai.outbox,
      enterprises: ovopark.enterprises,
      reports: ovopark.reports,
      shops: shop.shops,
      shopOrders: shop.orders,
      shopOutbox: shop.outbox,
      tills: pospal.tills,
      tillOrders: pospal.orders,
      tickets: pospal.tickets,
      pospalOutbox: pospal.outbox,
      staff: pospal.staff,
      customers,
      faults,
      calls,
    },
  };
}

/** Brings back what an earlier run journalled. */
export async function loadState({
  base,
  zhimai,
  shop,
  ovopark,
  pospal,
  customers,
}: SandboxParts): Promise<void> {
  await base.journal.load([
    zhimai.merchants,
    zhimai.orders,
    zhimai.outbox,
    ovopark.enterprises,
    ovopark.reports,
    shop.shops,
    shop.orders,
    shop.outbox,
    pospal.tills,
    pospal.orders,
    pospal.outbox,
    pospal.tickets,
    pospal.quota,
    pospal.staff,
    customers,
  ]);
}
