import type { Sql } from '#database/sql.js';
import type { SubmissionCause, SubmissionState } from '../derive/submission-rule.js';

/** How a revision was reported. */
export interface RevisionSubmissionView {
  readonly id: string;
  readonly accountId: string;
  readonly revision: number;
  readonly state: SubmissionState;
  readonly cause: SubmissionCause;
  readonly cover: boolean;
  readonly errorCode: string | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

/** Reads how revisions of one hour were reported. */
export class RevisionSubmissionsQuery {
  constructor(private readonly sql: Sql) {}

  /** In the order of their making. */
  ofHour(storeId: string, hourStart: Date, revisions: readonly number[]): Promise<RevisionSubmissionView[]> {
    return this.sql.rows({
      name: 'reporting_submissions_of_revisions',
      text: `SELECT id, account_id AS "accountId", revision, state, cause, cover, error_code AS "errorCode",
               created_at AS "createdAt", settled_at AS "settledAt"
             FROM submissions WHERE store_id = $1 AND hour_start = $2 AND revision = ANY($3::int[])
             ORDER BY created_at, id`,
      values: [storeId, hourStart, revisions],
    });
  }
}
