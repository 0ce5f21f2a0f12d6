import type { SalesPayload } from '#connectors-core/connector.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf, hourHint } from '#domain/hint.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import { SUPERSEDED, UNCONFIRMED } from '../derive/submission-rule.js';
import { unknownSince } from '../derive/submissions.store.js';
import type { ClaimedSubmission } from './claim.store.js';
import type { SubmissionOutcome, SubmissionSettlement } from './settlement.js';

/** One attempt, from before it is sent. */
export interface Attempt {
  readonly id: string;
  /** Equals the millisecond inside the id: the partition to look in. */
  readonly startedAt: Date;
  /** 1 for the first. */
  readonly number: number;
}

/**
 * Notes an attempt before it is sent. Under `holdHour`.
 * @returns false when the claim is no longer ours
 */
export async function beginAttempt(
  sql: Sql,
  claimed: ClaimedSubmission,
  attempt: Attempt,
  sent: { readonly payload: SalesPayload | null; readonly sentTo?: string | null },
  leaseUntil: Date,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_begin_attempt',
    tells: [hintOf('submission', claimed.id, claimed.store_id)],
    text: `WITH begun AS (
             UPDATE submissions SET attempts = $2, payload = coalesce($3::jsonb, payload),
               vendor_store_id = coalesce($8, vendor_store_id), lease_until = $4, due_at = $4
             WHERE id = $1 AND lease_holder = $5 AND attempts = $2 - 1 AND settled_at IS NULL RETURNING id)
           INSERT INTO submission_attempts (id, started_at, submission_id)
           SELECT $6, $7, begun.id FROM begun RETURNING id`,
    values: [
      claimed.id,
      attempt.number,
      sent.payload === null ? null : jsonText(sent.payload),
      leaseUntil,
      claimed.lease_holder,
      attempt.id,
      attempt.startedAt,
      sent.sentTo ?? null,
    ],
  });
  return rows.length > 0;
}

/** Whether the attempt is still the submission's last, and ours. Under `holdHour`. */
export async function isOurs(sql: Sql, claimed: ClaimedSubmission, attempt: Attempt): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_is_ours',
    text: `SELECT FROM submissions
           WHERE id = $1 AND lease_holder = $2 AND attempts = $3 AND settled_at IS NULL`,
    values: [claimed.id, claimed.lease_holder, attempt.number],
  });
  return rows.length > 0;
}

/**
 * Whether an earlier attempt with the same payload, of this submission or another of its hour and account, may have got
 * there. What may have is never sent with another payload by the same submission.
 */
export async function wasSentBefore(sql: Sql, claimed: ClaimedSubmission): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reporting_sent_before',
    text: `SELECT FROM submissions own
           JOIN submissions s ON s.store_id = own.store_id AND s.hour_start = own.hour_start
             AND s.account_id = own.account_id AND s.payload = own.payload
           WHERE own.id = $1 AND s.unknown_at IS NOT NULL LIMIT 1`,
    values: [claimed.id],
  });
  return rows.length > 0;
}

export async function endAttempt(
  sql: Sql,
  attempt: Attempt,
  outcome: SubmissionOutcome,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reporting_end_attempt',
    text: `UPDATE submission_attempts SET finished_at = $3, outcome = $4, vendor_code = $5, message = $6
           WHERE started_at = $2 AND id = $1`,
    values: [attempt.id, attempt.startedAt, now, outcome.code, outcome.vendorCode, outcome.message],
  });
}

/**
 * Writes where the submission stands, gives it back, and lets a later revision that waited for it go. What was accepted
 * ends the doubt that an earlier one had left.
 */
export async function settleSubmission(
  sql: Sql,
  claimed: ClaimedSubmission,
  settlement: SubmissionSettlement,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reporting_settle',
    tells: [
      hintOf('submission', claimed.id, claimed.store_id),
      hourHint({ storeId: claimed.store_id, start: claimed.hour_start }),
    ],
    text: `UPDATE submissions SET state = $2, due_at = coalesce($3, due_at), error_code = $4, error_message = $5,
             receipt = $6::jsonb, ${LET_GO}, 
             settled_at = CASE WHEN $3::timestamptz IS NULL THEN $7::timestamptz END
           WHERE id = $1`,
    values: [
      claimed.id,
      settlement.state,
      settlement.dueAt,
      settlement.errorCode,
      settlement.errorMessage,
      settlement.receipt === null ? null : jsonText(settlement.receipt),
      now,
    ],
  });
  if (settlement.mayHaveLanded) await noteUnknown(sql, claimed.id, now);
  await sql.rows({
    name: 'reporting_release_later',
    tells: ['submission'],
    text: `UPDATE submissions SET due_at = least(due_at, $4),
             error_code = CASE WHEN error_code = '${UNCONFIRMED}' THEN '${SUPERSEDED}' ELSE error_code END
           WHERE store_id = $1 AND hour_start = $2 AND id <> $3
             AND (settled_at IS NULL OR $5 AND account_id = $6 AND error_code = '${UNCONFIRMED}')`,
    values: [
      claimed.store_id,
      claimed.hour_start,
      claimed.id,
      now,
      settlement.state === 'accepted',
      claimed.account_id,
    ],
  });
}

async function noteUnknown(sql: Sql, id: string, ended: Date): Promise<void> {
  await sql.rows({
    name: 'reporting_note_unknown',
    tells: [hintOf('submission', id)],
    text: `UPDATE submissions SET ${unknownSince('$2')} WHERE id = $1`,
    values: [id, ended],
  });
}

/** How often a report was sent and nobody knows whether it got there. */
export async function sentInVain(sql: Sql, { id }: Pick<ClaimedSubmission, 'id'>): Promise<number> {
  const [row] = await sql.rows<{ times: number }>({
    name: 'reporting_sent_in_vain',
    text: `SELECT count(*)::int AS times FROM submissions s JOIN submission_attempts a
             ON a.submission_id = s.id AND a.started_at >= s.created_at - INTERVAL '1 minute'
           WHERE s.id = $1 AND a.outcome = 'outcome_unknown'`,
    values: [id],
  });
  return row?.times ?? 0;
}
