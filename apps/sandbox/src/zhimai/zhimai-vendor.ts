import type { BaseParts } from '../base-parts.js';
import { zhimaiControl } from '../control/zhimai.control.js';
import { answerFaults } from '../fault-input.js';
import { digits } from '../input.js';
import { IDLE_SENDER, Outbox } from '../outbound/outbox.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { eachSale } from '../sales.js';
import { zhimaiApi } from './zhimai-api.js';
import { ZhimaiChecks } from './zhimai-checks.js';
import { ZhimaiMerchants } from './zhimai-merchants.js';
import { ZhimaiNotifier } from './zhimai-notifier.js';
import { ZhimaiOrderDesk } from './zhimai-order-desk.js';
import { ZhimaiOrders } from './zhimai-orders.js';
import { saleOfZhimai } from './zhimai-sale.js';
import { ZhimaiStorefront } from './zhimai-storefront.js';

export function openZhimai(base: BaseParts) {
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
  const checks = new ZhimaiChecks(merchants, now);
  return {
    ...{ name: 'zhimai', desk, orders, outbox },
    remembered: [merchants, orders],
    state: () => ({ merchants: merchants.list().length, orders: orders.size }),
    control: (scope) => {
      zhimaiControl(scope, { merchants, orders, desk, outbox, now });
    },
    api: {
      routes: (scope, callDesk) => {
        zhimaiApi(scope, { checks, orders, callDesk });
      },
      faults: answerFaults('zhimai'),
    },
    sales: () => eachSale(orders.all(), saleOfZhimai),
    storefronts: {
      ...{ list: 'merchants', id: 'openId', stores: 'storeIds', store: digits },
      storesOf: (openId) => desk.merchantOf(openId).storeIds,
      open: (openId) => new ZhimaiStorefront(desk, openId),
      ordersSoFar: () => orders.size,
    },
  } satisfies SandboxVendor & Record<'desk' | 'orders', unknown>;
}
