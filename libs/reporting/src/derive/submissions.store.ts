import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { StoreHour } from '../figures/hours.store.js';
import {
  CONFIRM_AFTER_MS,
  type Earlier,
  type SubmissionCause,
  type SubmissionState,
  SUPERSEDED,
} from './submission-rule.js';

/**
 * Attempts and submissions are stamped by different instances' views of one clock; it is also a bound for partitions.
 */
const CLOCK_SLACK = `INTERVAL '1 minute'`;

/** SQL: of a submission that nobody has in hand, whether the vendor may have what it reports from us. */
export const mayHaveLanded = (submission: string): string =>
  `(${submission}.state IN ('accepted', 'unknown') OR ${submission}.unknown_at IS NOT NULL)`;

interface EarlierRow {
  readonly id: string;
  readonly store_id: string;
  readonly hour_start: Date;
  readonly account_id: string;
  readonly revision_id: string;
  readonly state: SubmissionState;
  readonly settled: boolean;
  readonly held: boolean;
  readonly superseded: boolean;
  readonly cover: boolean;
  readonly cause: SubmissionCause;
  readonly created_at: Date;
  readonly revision_at: Date;
  readonly may_have_landed: boolean;
}

export interface EarlierOfHour extends Earlier, Pick<StoreHour, 'storeId' | 'start'> {}

/** All submissions of these hours, the oldest revision first. Under `lockHours`. */
export async function earlierSubmissions(
  sql: Sql,
  hours: readonly Pick<StoreHour, 'storeId' | 'start'>[],
  now: Date,
): Promise<EarlierOfHour[]> {
  const input = inputRows(
    hours.map(({ storeId, start }) => ({ store_id: storeId, hour_start: start })),
    { store_id: 'uuid', hour_start: 'timestamptz' },
    3,
  );
  const rows = await sql.rows<EarlierRow>({
    name: 'reporting_earlier',
    text: `SELECT s.id, s.store_id, s.hour_start, s.account_id, s.revision_id, s.revision_at, s.state, s.cause,
             s.created_at,
             s.settled_at IS NOT NULL AS settled, coalesce(s.lease_until > $1, false) AS held,
             s.error_code IS NOT DISTINCT FROM $2 AS superseded,
             s.cover, ${mayHaveLanded('s')} OR s.lease_holder IS NOT NULL AS may_have_landed
           FROM ${input.from} JOIN submissions s USING (store_id, hour_start)
           ORDER BY s.revision, s.created_at, s.id`,
    values: [now, SUPERSEDED, ...input.values],
  });
  return rows.map((row) => ({
    id: row.id,
    storeId: row.store_id,
    start: row.hour_start,
    accountId: row.account_id,
    revisionId: row.revision_id,
    state: row.state,
    settled: row.settled,
    held: row.held,
    superseded: row.superseded,
    cover: row.cover,
    cause: row.cause,
    createdAt: row.created_at,
    revisionAt: row.revision_at,
    mayHaveLanded: row.may_have_landed,
  }));
}

export interface NewSubmission extends Pick<StoreHour, 'storeId' | 'start'> {
  readonly id: string;
  readonly accountId: string;
  readonly revisionId: string;
  readonly revision: number;
  readonly derivedAt: Date;
  readonly cover: boolean;
  readonly cause: SubmissionCause;
  /** The store at the vendor that alone it may be sent to; without it, that of the binding when it is sent. */
  readonly vendorStoreId?: string | null;
}

const SUBMISSION = {
  id: 'uuid',
  store_id: 'uuid',
  account_id: 'uuid',
  revision_id: 'uuid',
  revision: 'int',
  revision_at: 'timestamptz',
  hour_start: 'timestamptz',
  cover: 'boolean',
  cause: 'text',
  vendor_store_id: 'text',
} as const;

/** The payload is made when it is sent: by then a wrong setting may have been corrected. */
export async function insertSubmissions(
  sql: Sql,
  submissions: readonly NewSubmission[],
  now: Date,
): Promise<void> {
  if (submissions.length === 0) return;
  const input = inputRows(submissions.map(submissionRow), SUBMISSION, 2);
  await sql.rows({
    name: 'reporting_insert_submissions',
    tells: submissions.map(({ id, storeId }) => hintOf('submission', id, storeId)),
    text: `INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, cause,
                                    vendor_store_id, payload, state, due_at, created_at)
           SELECT input.*, '{}', 'waiting', $1, $1 FROM ${input.from}`,
    values: [now, ...input.values],
  });
}

const submissionRow = (one: NewSubmission) => ({
  id: one.id,
  store_id: one.storeId,
  account_id: one.accountId,
  revision_id: one.revisionId,
  revision: one.revision,
  revision_at: one.derivedAt,
  hour_start: one.start,
  cover: one.cover,
  cause: one.cause,
  vendor_store_id: one.vendorStoreId ?? null,
});

/** Lets submissions that rest be sent at once. */
export async function hastenSubmissions(sql: Sql, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql.rows({
    ...{ name: 'reporting_hasten', tells: ids.map((id) => hintOf('submission', id)) },
    text: `UPDATE submissions SET due_at = least(due_at, $2)
           WHERE id = ANY($1::uuid[]) AND settled_at IS NULL AND ${isFree('submissions', '$2')}`,
    values: [ids, now],
  });
}

/** SQL of a SET: the last attempt may have got there, and ended then. What covers may come after what follows it. */
export const unknownSince = (ended: string): string =>
  `unknown_at = ${ended}, confirm_at = CASE WHEN cover
     THEN ${ended}::timestamptz + make_interval(secs => ${CONFIRM_AFTER_MS / 1000}) END`;

/**
 * An attempt whose sender is gone, and who never said how it ended: it may have got there.
 * @returns the submissions that had such an attempt
 */
export async function closeOpenAttempts(
  sql: Sql,
  submissionIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'reporting_close_attempts',
    tells: ['submission'],
    text: `WITH closed AS (
             UPDATE submission_attempts a SET outcome = 'outcome_unknown', finished_at = $2,
               message = 'the hub ended before the answer was recorded'
             FROM submissions s
             WHERE s.id = ANY($1::uuid[]) AND a.submission_id = s.id AND a.outcome IS NULL
               AND a.started_at >= s.created_at - ${CLOCK_SLACK}
             RETURNING a.submission_id)
           UPDATE submissions SET ${unknownSince('$2')} WHERE id IN (SELECT submission_id FROM closed) RETURNING id`,
    values: [submissionIds, now],
  });
  return rows.map(({ id }) => id);
}

/** Said of a submission that gave way. */
const LATER = 'a later revision of the hour takes its place';
/** Said of one whose revision was dropped with its month: nobody knows what it would report. */
export const REVISION_GONE = 'the revision that it reports is not kept any more';

/**
 * Settles submissions that a later revision has made pointless, or that have none. Under `lockHours`.
 * @throws Error when one of them is being sent after all; the transaction then starts anew
 */
export async function supersede(sql: Sql, ids: readonly string[], now: Date, message = LATER): Promise<void> {
  if (ids.length === 0) return;
  const landed = await closeOpenAttempts(sql, ids, now);
  const rows = await sql.rows({
    name: 'reporting_supersede',
    tells: ['submission'],
    text: `UPDATE submissions SET error_code = $3, error_message = $5,
             state = CASE WHEN state = 'unknown' OR id = ANY($2::uuid[]) THEN 'unknown' ELSE 'failed' END,
             ${LET_GO}, settled_at = $4
           WHERE id = ANY($1::uuid[]) AND settled_at IS NULL AND ${isFree('submissions', '$4')}
           RETURNING id`,
    values: [ids, landed, SUPERSEDED, now, message],
  });
  if (rows.length !== ids.length)
    throw new Error('a submission that was to give way is being sent: once more');
}
