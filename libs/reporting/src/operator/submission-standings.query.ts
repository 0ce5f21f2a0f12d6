import type { Sql } from '#database/sql.js';
import type { SubmissionState } from '../derive/submission-rule.js';

/** The last that was made of an hour for an account. */
export async function latestSubmission(
  sql: Sql,
  hour: { readonly storeId: string; readonly start: Date },
  accountId: string,
): Promise<string | undefined> {
  const [row] = await sql.rows<{ id: string }>({
    name: 'reporting_latest_submission',
    text: `SELECT id FROM submissions WHERE store_id = $1 AND hour_start = $2 AND account_id = $3
           ORDER BY revision DESC, created_at DESC, id DESC LIMIT 1`,
    values: [hour.storeId, hour.start, accountId],
  });
  return row?.id;
}

/** Where a submission stands, for whoever asked for it. */
export interface SubmissionStanding {
  readonly id: string;
  readonly state: SubmissionState;
  readonly isSettled: boolean;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export const submissionStandings = (sql: Sql, ids: readonly string[]): Promise<SubmissionStanding[]> =>
  sql.rows({
    name: 'reporting_submission_standings',
    text: `SELECT id, state, settled_at IS NOT NULL AS "isSettled", error_code AS "errorCode", error_message AS "errorMessage"
           FROM submissions WHERE id = ANY($1::uuid[])`,
    values: [ids],
  });
