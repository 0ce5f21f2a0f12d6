import type { RetriedRows } from '#jobs/leased-rows.store.js';

/** Legs that are fetched again once their account works. */
export const FAILED_REFRESHES: RetriedRows = {
  table: 'refreshes',
  name: 'polling_refreshes',
  key: 'leg_id',
  waits: 'r.failures > 0',
};
