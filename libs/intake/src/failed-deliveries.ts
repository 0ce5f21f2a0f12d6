import type { RetriedRows } from '#jobs/leased-rows.store.js';

/** Deliveries that are worked off again once their account works. */
export const FAILED_DELIVERIES: RetriedRows = {
  table: 'deliveries',
  name: 'inbox',
  key: 'received_at, id',
  waits: `r.state = 'pending' AND r.attempts > 0`,
};
