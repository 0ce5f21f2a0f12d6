import type { Sql } from '#database/sql.js';
import { RESOLVED_STORE } from './legs.store.js';

/** Any number that no other advisory lock of ours uses. */
const ATTRIBUTION_LOCK = 7_303_014;

/**
 * Held while legs are recorded. Whoever changes bindings or stores takes the exclusive form, and so
 * sees every leg that was recorded under the old ones.
 */
export async function lockAttributionShared(sql: Sql): Promise<void> {
  await sql.rows({
    name: 'attribution_share',
    text: `SELECT pg_advisory_xact_lock_shared(${String(ATTRIBUTION_LOCK)})`,
  });
}

export async function lockAttribution(sql: Sql): Promise<void> {
  await sql.rows({ text: `SELECT pg_advisory_xact_lock(${String(ATTRIBUTION_LOCK)})` });
}

/** Legs whose store is another under today's bindings than the one written in their row. */
export const misplacedLegs = (
  sql: Sql,
  accountId: string | null,
): Promise<{ account_id: string; vendor_no: string; id: string }[]> =>
  sql.rows({
    text: `WITH resolved AS (${RESOLVED_STORE} WHERE $1::uuid IS NULL OR legs.account_id = $1::uuid)
           SELECT legs.id, legs.account_id, legs.vendor_no FROM legs JOIN resolved USING (id)
           WHERE legs.store_id IS DISTINCT FROM resolved.store_id`,
    values: [accountId],
  });
