import type { Sql } from '#database/sql.js';
import { REPAIR } from './repairs.store.js';
import type { Repair } from './repair.js';

/** Plans that wait for a person, and whose discrepancy stands in other numbers by now, come to nothing. */
export const endOutdatedPlans = (sql: Sql, now: Date): Promise<Repair[]> =>
  sql.rows({
    name: 'reconciliation_end_outdated_plans',
    text: `WITH held AS (
             SELECT r.id FROM repairs r JOIN discrepancies d ON d.id = r.discrepancy_id
             WHERE r.state = 'planned' AND d.fingerprint <> r.fingerprint
             ORDER BY r.discrepancy_id FOR UPDATE OF r SKIP LOCKED)
           UPDATE repairs r SET state = 'not_done', why = 'facts_changed', detail = NULL, error_code = NULL,
             error_message = NULL, ended_at = $1
           FROM held WHERE r.id = held.id RETURNING ${REPAIR}`,
    values: [now],
  });
