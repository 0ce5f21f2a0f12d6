import type { BaseParts } from '../base-parts.js';
import { suningControl } from '../control/suning.control.js';
import type { SandboxVendor } from '../sandbox-vendor.js';
import { suningApi } from './suning-api.js';
import { SuningCalls } from './suning-calls.js';
import { SuningCouriers } from './suning-couriers.js';
import { suningFaults } from './suning-faults.js';
import { SuningFollows } from './suning-follows.js';
import { SuningGate } from './suning-gate.js';
import { SuningListing } from './suning-listing.js';
import { SuningMerchants } from './suning-merchants.js';
import { SuningOrderDesk } from './suning-order-desk.js';
import { SuningOrders } from './suning-orders.js';
import type { StorefrontParts } from './suning-storefronts.js';

function buildSuning({ journal, now }: BaseParts, storefronts: StorefrontParts) {
  const merchants = new SuningMerchants(journal, now);
  const orders = new SuningOrders();
  const desk = new SuningOrderDesk({ merchants, orders, journal });
  return {
    ...{ merchants, orders, desk },
    gate: new SuningGate(merchants, journal, now),
    listing: new SuningListing(merchants, orders, now),
    calls: new SuningCalls(),
    couriers: new SuningCouriers({ merchants, orders, desk, journal }),
    follows: new SuningFollows({ merchants, orders, desk, storefronts, journal }),
  };
}

/** @param storefronts whose orders Suning may be told of */
export function openSuning(base: BaseParts, storefronts: StorefrontParts) {
  const parts = buildSuning(base, storefronts);
  const { merchants, orders, desk, gate, couriers, follows } = parts;
  return {
    ...{ name: 'suning', orders, desk },
    remembered: [merchants, orders, gate.days],
    state: () => ({ merchants: merchants.list().length, orders: orders.size }),
    control: (scope) => {
      suningControl(scope, parts);
    },
    api: {
      routes: (scope, callDesk) => {
        suningApi(scope, { ...parts, callDesk });
      },
      faults: suningFaults,
    },
    // First who hears of orders, then who delivers them.
    acting: { follows, couriers },
  } satisfies SandboxVendor & Record<'orders' | 'desk', unknown>;
}
