import type { Sql } from '#database/sql.js';
import type { ClaimedSubmission } from './claim.store.js';
import type { Attempt } from './settle.store.js';

interface StandingRow {
  readonly ours: boolean;
  readonly over: boolean;
  readonly followed: boolean;
}

/**
 * Why an attempt that was noted is not to be sent any more; undefined where it is. For the gate, right before the
 * first byte: a hub that was frozen since it noted the attempt may have lost it to another one, and a later revision
 * that has been derived since is sent in its place. Locks nothing.
 * @param now by the later of the host's clocks
 */
export async function whyNotSent(
  sql: Sql,
  claimed: ClaimedSubmission,
  attempt: Attempt,
  now: Date,
): Promise<string | undefined> {
  const [row] = await sql.rows<StandingRow>({
    name: 'reporting_still_wanted',
    text: `SELECT s.lease_until <= $4 AS over,
             s.settled_at IS NULL AND s.lease_holder IS NOT DISTINCT FROM $2 AND s.attempts = $3 AS ours,
             EXISTS (SELECT FROM submissions later
               WHERE later.store_id = s.store_id AND later.hour_start = s.hour_start AND later.settled_at IS NULL
                 AND (later.revision, later.created_at, later.id) > (s.revision, s.created_at, s.id)) AS followed
           FROM submissions s WHERE s.id = $1`,
    values: [claimed.id, claimed.lease_holder, attempt.number, now],
  });
  if (row?.ours !== true) return 'another hub has taken the report over';
  if (row.over) return 'the lease of the report has ended';
  return row.followed ? 'a later revision of the hour is sent in its place' : undefined;
}
