import type { RetainedMonths } from '#database/retained.js';

/** Bodies of deliveries, under the deliveries' ids, and of answers. An entry may name one that has gone. */
export const KEPT_PAYLOADS: RetainedMonths = { table: 'payloads', time: 'stored_at', holds: [] };

/** Which legs stand in which bytes: of no use without these. */
export const KEPT_SHOWN_LEGS: RetainedMonths = { table: 'shown_legs', time: 'stored_at', holds: [] };

/** Orders stay as they are folded: without its entries an order's history begins later. */
export const KEPT_ENTRIES: RetainedMonths = {
  table: 'ledger_entries',
  time: 'recorded_at',
  holds: [
    {
      code: 'refold',
      where: `EXISTS (SELECT FROM refolds WHERE finished_at IS NULL AND kind IN ('same_instant', 'first_stated'))`,
    },
  ],
};
