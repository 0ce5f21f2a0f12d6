import type { Sql } from '#database/sql.js';
import { REPAIR } from './repairs.store.js';
import type { Repair } from './repair.js';

/**
 * Plans that wait for a person come to nothing where their discrepancy stands in other numbers by now, or would not be
 * mended by them any more.
 */
export const endOutdatedPlans = (sql: Sql, now: Date): Promise<Repair[]> =>
  sql.rows({
    name: 'reconciliation_end_outdated_plans',
    tells: ['repair'],
    text: `WITH held AS (
             SELECT r.id, d.fingerprint FROM repairs r JOIN discrepancies d ON d.id = r.discrepancy_id
             WHERE r.state = 'planned' AND (d.fingerprint <> r.fingerprint OR NOT d.repairs @> jsonb_build_array(
               jsonb_build_object('kind', r.kind, 'accountId', r.account_id::text, 'legId', r.leg_id::text)))
             ORDER BY r.discrepancy_id FOR UPDATE OF r SKIP LOCKED)
           UPDATE repairs r SET state = 'not_done',
             why = CASE WHEN held.fingerprint <> r.fingerprint THEN 'facts_changed' ELSE 'not_offered' END,
             detail = NULL, error_code = NULL, error_message = NULL, ended_at = $1
           FROM held WHERE r.id = held.id RETURNING ${REPAIR}`,
    values: [now],
  });
