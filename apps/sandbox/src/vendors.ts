import type { BaseParts } from './base-parts.js';
import { openOvopark } from './ovopark/ovopark-vendor.js';
import { openPospal } from './pospal/pospal-vendor.js';
import type { SandboxVendor } from './sandbox-vendor.js';
import { openRobots } from './robots/robots-vendor.js';
import { openShop } from './shop/shop-vendor.js';
import { openSuning } from './suning/suning-vendor.js';
import { openZhimai } from './zhimai/zhimai-vendor.js';

/** The one list of vendors that the sandbox plays. One that hears of another's orders is opened after it. */
export function openVendors(base: BaseParts) {
  const zhimai = openZhimai(base);
  const shop = openShop(base);
  const pospal = openPospal(base);
  const suning = openSuning(base, { zhimai, shop });
  const vendors: readonly SandboxVendor[] = [
    zhimai,
    openOvopark(base, pospal.orders),
    pospal,
    suning,
    shop,
    openRobots(base),
  ];
  return { vendors, pospal, suning };
}
