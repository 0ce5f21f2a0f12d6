import type { RetriedRows } from '#jobs/leased-rows.store.js';

/**
 * Commands that are tried again once their till works, those that it granted no call too; one whose write may still
 * arrive is not looked for earlier.
 */
export const FAILED_DISPATCHES: RetriedRows = {
  table: 'dispatches',
  name: 'dispatch',
  key: 'id',
  waits: `(r.state = 'waiting' OR (r.state = 'unknown' AND r.write_before <= $3))
            AND r.state IN ('waiting', 'unknown')`,
};
