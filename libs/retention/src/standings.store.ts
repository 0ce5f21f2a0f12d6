import type { Sql } from '#database/sql.js';
import type { RetentionKind } from '#domain/retention.js';

/** How it goes with a kind, as its last run has left it. */
export interface RetentionStanding {
  readonly kind: string;
  readonly lookedAt: Date;
  /** When a run last came to its end with it; null: none has. */
  readonly doneAt: Date | null;
  readonly failingSince: Date | null;
  readonly errorMessage: string | null;
  /** When the oldest month should have gone that is still there. */
  readonly overdueSince: Date | null;
  /** Months that something holds. */
  readonly held: number;
  /** Ever. */
  readonly monthsDropped: number;
  readonly rowsDeleted: number;
}

export const readStandings = (sql: Sql): Promise<RetentionStanding[]> =>
  sql.rows({
    name: 'retention_standings',
    text: `SELECT kind, looked_at AS "lookedAt", done_at AS "doneAt", failing_since AS "failingSince",
             error_message AS "errorMessage", overdue_since AS "overdueSince", held,
             months_dropped::float8 AS "monthsDropped", rows_deleted::float8 AS "rowsDeleted"
           FROM retention_standings ORDER BY kind`,
  });

/** What a run has done of a kind, whether or not it came to its end. */
export interface KindDone {
  readonly monthsDropped: number;
  readonly rowsDeleted: number;
  readonly held: number;
  readonly overdueSince: Date | null;
}

/** @param error why it did not come to its end; null: it did */
export async function noteStanding(
  sql: Sql,
  kind: RetentionKind,
  { monthsDropped, rowsDeleted, held, overdueSince }: KindDone,
  { at, error }: { readonly at: Date; readonly error: string | null },
): Promise<void> {
  await sql.rows({
    text: `INSERT INTO retention_standings AS s (kind, looked_at, done_at, failing_since, error_message, overdue_since,
             held, months_dropped, rows_deleted)
           VALUES ($1, $2::timestamptz, CASE WHEN $3::text IS NULL THEN $2::timestamptz END,
             CASE WHEN $3::text IS NOT NULL THEN $2::timestamptz END, $3::text, $4, $5, $6, $7)
           ON CONFLICT (kind) DO UPDATE SET looked_at = excluded.looked_at,
             done_at = coalesce(excluded.done_at, s.done_at),
             failing_since = CASE WHEN $3::text IS NOT NULL THEN coalesce(s.failing_since, $2::timestamptz) END,
             error_message = excluded.error_message,
             overdue_since = CASE WHEN $3::text IS NULL THEN excluded.overdue_since
               ELSE coalesce(excluded.overdue_since, s.overdue_since) END, held = excluded.held,
             months_dropped = s.months_dropped + excluded.months_dropped,
             rows_deleted = s.rows_deleted + excluded.rows_deleted`,
    values: [kind, at, error, overdueSince, held, monthsDropped, rowsDeleted],
  });
}

/** Of all hubs one at a time is at it; ends with the session. @returns whether it is this one */
export async function takeTurn(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ taken: boolean }>({
    text: `SELECT pg_try_advisory_lock(hashtext('retention')) AS taken`,
  });
  return row?.taken === true;
}
