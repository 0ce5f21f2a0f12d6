import type { Storefronts } from '../invented/storefront.js';
import type { Journal } from '../journal.js';
import type { PospalOrderDesk } from '../pospal/pospal-order-desk.js';
import type { PospalOrders } from '../pospal/pospal-orders.js';
import type { PospalTills } from '../pospal/pospal-tills.js';
import type { SuningOrderDesk } from '../suning/suning-order-desk.js';
import type { SuningOrders } from '../suning/suning-orders.js';
import type { DistortionRecord } from './distortion-record.js';

/** Everything that stories are told by. */
export interface DistortionWorld {
  readonly storefronts: readonly Storefronts[];
  readonly pospal: {
    readonly tills: PospalTills;
    readonly orders: PospalOrders;
    readonly desk: PospalOrderDesk;
  };
  readonly suning: { readonly orders: SuningOrders; readonly desk: SuningOrderDesk };
  readonly record: DistortionRecord;
  readonly journal: Journal;
  readonly now: () => number;
}
