import type { RetriedRows } from '#jobs/leased-rows.store.js';

/** Windows that are tried again once their account works. */
export const FAILED_WINDOWS: RetriedRows = {
  table: 'windows',
  name: 'polling_windows',
  key: 'id',
  waits: `r.state = 'failed'`,
};
