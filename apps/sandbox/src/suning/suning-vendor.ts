import type { BaseParts } from '../base-parts.js';
import { SuningCalls } from './suning-calls.js';
import { SuningCouriers } from './suning-couriers.js';
import { SuningFollows } from './suning-follows.js';
import { SuningGate } from './suning-gate.js';
import { SuningListing } from './suning-listing.js';
import { SuningMerchants } from './suning-merchants.js';
import { SuningOrderDesk } from './suning-order-desk.js';
import { SuningOrders } from './suning-orders.js';
import type { StorefrontParts } from './suning-storefronts.js';

/** @param storefronts whose orders Suning may be told of */
export function buildSuning({ journal, now }: BaseParts, storefronts: StorefrontParts) {
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
