import type { RetriedRows } from '#jobs/leased-rows.store.js';

/** Reports that are sent again once their account works. */
export const FAILED_SUBMISSIONS: RetriedRows = {
  table: 'submissions',
  name: 'reporting',
  key: 'id',
  waits: 'r.settled_at IS NULL AND r.attempts > 0',
};
