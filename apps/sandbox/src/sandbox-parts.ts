import type { BaseParts } from './base-parts.js';
import { CallLog } from './call-log.js';
import { Customers } from './customers.js';
import { FaultBook } from './faults.js';
import { Journal } from './journal.js';
import { Outbox } from './outbound/outbox.js';
import { Poster } from './outbound/post.js';
import { buildOvopark } from './ovopark/ovopark-parts.js';
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
import { buildSuning } from './suning/suning-parts.js';
import { ZhimaiChecks } from './zhimai/zhimai-checks.js';
import { ZhimaiMerchants } from './zhimai/zhimai-merchants.js';
import { ZhimaiNotifier } from './zhimai/zhimai-notifier.js';
import { ZhimaiOrderDesk } from './zhimai/zhimai-order-desk.js';
import { ZhimaiOrders } from './zhimai/zhimai-orders.js';
import type { ControlParts } from './control/control-api.js';

function buildZhimai(base: BaseParts) {
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

function buildShop(base: BaseParts) {
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

function buildPospal(base: BaseParts) {
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
  const base: BaseParts = {
    journal: new Journal(statePath),
    poster: new Poster(),
    faults: new FaultBook(),
    calls: new CallLog(now),
    now,
    random: Math.random,
  };
  const zhimai = buildZhimai(base);
  const shop = buildShop(base);
  const pospal = buildPospal(base);
  const ovopark = buildOvopark(base, pospal.orders);
  const suning = buildSuning(base, { zhimai, shop });
  const customers = new Customers({
    zhimai: zhimai.desk,
    shop: shop.desk,
    journal: base.journal,
    now,
    ordersSoFar: () => zhimai.orders.size + shop.orders.size,
  });
  return { base, zhimai, shop, ovopark, pospal, suning, customers };
}

export type SandboxParts = ReturnType<typeof buildParts>;

export function controlParts(parts: SandboxParts): ControlParts {
  const { base, zhimai, shop, ovopark, pospal, suning, customers } = parts;
  const { faults, calls, now } = base;
  return {
    zhimai,
    ovopark,
    pospal,
    suning,
    shop,
    play: { faults, calls, customers, zhimai: zhimai.desk, shop: shop.desk, now },
    state: {
      merchants: zhimai.merchants,
      zhimaiOrders: zhimai.orders,
      zhimaiOutbox: zhimai.outbox,
      enterprises: ovopark.enterprises,
      reports: ovopark.reports,
      ovoparkTickets: ovopark.tickets,
      shops: shop.shops,
      shopOrders: shop.orders,
      shopOutbox: shop.outbox,
      tills: pospal.tills,
      tillOrders: pospal.orders,
      tickets: pospal.tickets,
      pospalOutbox: pospal.outbox,
      staff: pospal.staff,
      suning,
      customers,
      faults,
      calls,
    },
  };
}

/** Brings back what an earlier run journalled. */
export async function loadState(parts: SandboxParts): Promise<void> {
  const { base, zhimai, shop, ovopark, pospal, suning, customers } = parts;
  await base.journal.load([
    ...[zhimai.merchants, zhimai.orders, zhimai.outbox],
    ...[ovopark.enterprises, ovopark.reports, ovopark.tickets, ovopark.search.days],
    ...[shop.shops, shop.orders, shop.outbox],
    ...[pospal.tills, pospal.orders, pospal.outbox, pospal.tickets, pospal.quota, pospal.staff],
    ...[suning.merchants, suning.orders, suning.gate.days, suning.couriers, suning.follows],
    customers,
  ]);
}

/** Goes on with what an earlier run left: what was not sent yet, and whoever acted by himself. */
export function resumeAll({ zhimai, shop, pospal, suning, customers }: SandboxParts): void {
  for (const { outbox } of [zhimai, shop, pospal]) outbox.resume();
  suning.follows.resume();
  for (const groups of [customers, pospal.staff, suning.couriers]) groups.resume();
}

/** Nothing acts by itself or is sent any more. */
export function haltAll({ zhimai, shop, pospal, suning, customers }: SandboxParts): void {
  for (const groups of [customers, pospal.staff, suning.couriers, suning.follows]) groups.close();
  for (const { outbox } of [zhimai, shop, pospal]) outbox.close();
}
