import type { BaseParts } from '../base-parts.js';
import { pospalControl } from '../control/pospal.control.js';
import { IDLE_SENDER, Outbox } from '../outbound/outbox.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { eachSale } from '../sales.js';
import { pospalApi } from './pospal-api.js';
import { PospalCalls } from './pospal-calls.js';
import { pospalFaults } from './pospal-faults.js';
import { PospalGate } from './pospal-gate.js';
import { PospalOrderDesk } from './pospal-order-desk.js';
import { PospalOrders } from './pospal-orders.js';
import { PageRepeats } from './pospal-page-repeats.js';
import { PospalPusher } from './pospal-pusher.js';
import { PospalQuota } from './pospal-quota.js';
import { saleOfPospal } from './pospal-sale.js';
import { PospalStaff } from './pospal-staff.js';
import { PospalTickets } from './pospal-tickets.js';
import { PospalTills } from './pospal-tills.js';

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
    ...{ tills, orders, outbox, desk, quota, now, repeats: new PageRepeats() },
    gate: new PospalGate(tills, quota),
    tickets: new PospalTickets(outbox, now),
    calls: new PospalCalls(),
    staff: new PospalStaff({ tills, orders, desk, journal, now }),
  };
}

export function openPospal(base: BaseParts) {
  const parts = buildPospal(base);
  const { tills, orders, desk, outbox, tickets, quota, staff } = parts;
  return {
    ...{ name: 'pospal', tills, orders, desk, outbox },
    remembered: [tills, orders, tickets, quota],
    state: () => ({ tills: tills.list().length, orders: orders.size, tickets: tickets.size }),
    control: (scope) => {
      pospalControl(scope, parts);
    },
    api: {
      routes: (scope, callDesk) => {
        pospalApi(scope, { ...parts, callDesk });
      },
      faults: pospalFaults,
    },
    acting: { staff },
    sales: (without) => eachSale(orders.all(), (order) => saleOfPospal(order, without)),
  } satisfies SandboxVendor & Record<'tills' | 'orders' | 'desk', unknown>;
}
