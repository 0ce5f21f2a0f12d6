import type { Sql } from '#database/sql.js';
import type { Candidate } from './claim.store.js';
import type { Report } from './confirm-rule.js';
import { boundStoreId } from './vendor-store.store.js';

/** A submission whose hour is to be looked at: it may have been overtaken at its vendor store. */
export interface Doubted extends Candidate {
  readonly account_id: string;
  readonly connector: string;
  readonly confirm_at: Date;
  /** Null where it was sent by a hub that did not note it. */
  readonly vendor_store_id: string | null;
  /** The store's id at the account's vendor now; null when this hour is not reported to the account any more. */
  readonly bound_store_id: string | null;
}

const DOUBTED = `SELECT s.id, s.store_id, s.hour_start, s.account_id, a.connector, s.confirm_at, s.vendor_store_id,
                   ${boundStoreId('s')} AS bound_store_id FROM submissions s JOIN accounts a ON a.id = s.account_id`;

/** The longest due first; holds nothing. @param after the last of the page before, which may be due still */
export const dueDoubts = (
  sql: Sql,
  now: Date,
  after: Pick<Doubted, 'id' | 'confirm_at'> | undefined,
  limit: number,
): Promise<Doubted[]> =>
  sql.rows({
    name: 'reporting_due_doubts',
    text: `${DOUBTED} WHERE s.confirm_at <= $1 AND (s.confirm_at, s.id) > ($2::timestamptz, $3::uuid)
           ORDER BY s.confirm_at, s.id LIMIT $4`,
    values: [now, after?.confirm_at ?? BEFORE_ALL, after?.id ?? NO_ID, limit],
  });

const BEFORE_ALL = '-infinity';
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Whether it is still to be looked at. Under `holdHour`. */
export async function isDoubted(sql: Sql, id: string, now: Date): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_is_doubted',
    text: 'SELECT FROM submissions WHERE id = $1 AND confirm_at <= $2',
    values: [id, now],
  });
  return rows.length > 0;
}

/** What one report said, and which revision that was. */
export interface ReportOfHour extends Report {
  readonly revisionId: string;
  readonly revision: number;
  readonly revisionAt: Date;
}

/** All of the hour at the same vendor store of the account, in the order in which they were sent. Under `holdHour`. */
export const reportsOf = (sql: Sql, doubted: Doubted): Promise<ReportOfHour[]> =>
  sql.rows({
    name: 'reporting_reports_of_hour',
    text: `SELECT s.id, s.cause, s.cover, s.settled_at IS NOT NULL AS settled, s.unknown_at AS "unknownAt",
             s.revision_id AS "revisionId", s.revision, s.revision_at AS "revisionAt",
             concat_ws('/', r.total_fen, r.orders, r.items, r.lines) AS figures,
             CASE WHEN s.state = 'accepted' THEN coalesce((
               SELECT max(a.started_at) FROM submission_attempts a
               WHERE a.submission_id = s.id AND a.started_at >= s.created_at - INTERVAL '1 minute'),
               s.settled_at) END AS "acceptedSentAt"
           FROM submissions s JOIN hourly_revisions r ON r.id = s.revision_id AND r.derived_at = s.revision_at
           WHERE s.store_id = $1 AND s.hour_start = $2 AND s.account_id = $3
             AND ($4::text IS NULL OR s.vendor_store_id IS NULL OR s.vendor_store_id = $4)
           ORDER BY s.revision, s.created_at, s.id`,
    values: [doubted.store_id, doubted.hour_start, doubted.account_id, doubted.vendor_store_id],
  });

/** @param at null: it need not be looked at any more */
export async function lookAgainAt(sql: Sql, id: string, at: Date | null): Promise<void> {
  await sql.rows({
    name: 'reporting_look_again',
    text: 'UPDATE submissions SET confirm_at = $2 WHERE id = $1',
    values: [id, at],
  });
}
