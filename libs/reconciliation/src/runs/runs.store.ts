import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { holdRow, isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { Lease } from '#jobs/lease.js';
import { type OpenRun, type RunCause, type RunPlace, type RunScope, scopeText } from './run.js';

export interface NewRun extends RunScope {
  readonly id: string;
  readonly cause: RunCause;
  readonly scheduledFor: Date | null;
  readonly from: Date;
  readonly to: Date;
}

/** Due at once. One that was made for the same time of the schedule stays alone. */
export async function insertRun(sql: Sql, run: NewRun, now: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_insert_run',
    tells: [hintOf('run', run.id)],
    text: `INSERT INTO reconciliation_runs
             (id, cause, scheduled_for, scope, from_at, to_at, store_id, account_id, rule, due_at, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT (scheduled_for) DO NOTHING`,
    values: [
      ...[run.id, run.cause, run.scheduledFor, scopeText(run), run.from, run.to],
      ...[run.storeId, run.accountId, run.rule, now],
    ],
  });
}

export interface RunUnderWay {
  readonly id: string;
  readonly from: Date;
  readonly to: Date;
}

/** The oldest of the scope that has not ended. Until the transaction ends nobody else asks this of the scope. */
export async function runUnderWay(sql: Sql, scope: RunScope): Promise<RunUnderWay | undefined> {
  const text = scopeText(scope);
  await sql.rows({
    name: 'reconciliation_lock_scope',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('run ' || $1, 0))`,
    values: [text],
  });
  const [row] = await sql.rows<RunUnderWay>({
    name: 'reconciliation_run_under_way',
    text: `SELECT id, from_at AS "from", to_at AS "to" FROM reconciliation_runs
           WHERE scope = $1 AND finished_at IS NULL ORDER BY id LIMIT 1`,
    values: [text],
  });
  return row;
}

/** Whether a run of the schedule has not ended; one that a person has paused keeps no other from being made. */
export async function scheduledUnderWay(sql: Sql): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reconciliation_scheduled_under_way',
    text: `SELECT FROM reconciliation_runs WHERE finished_at IS NULL AND paused_at IS NULL AND cause = 'schedule' LIMIT 1`,
  });
  return rows.length > 0;
}

const RUN = `id, from_at AS "from", to_at AS "to", store_id AS "storeId", account_id AS "accountId", rule,
  is_unplaced AS "isUnplaced", after_at AS "afterAt", after_id AS "afterId", failures, error_message AS "errorMessage",
  lease_holder AS "leaseHolder"`;

/**
 * The oldest that is due and that nobody has in hand. Of one scope the first comes first, and the next after it; one that is
 * paused is passed by, and once it is resumed waits for the one that goes on.
 */
export async function claimRun(sql: Sql, lease: Lease, now: Date): Promise<OpenRun | undefined> {
  const [row] = await sql.rows<OpenRun>({
    name: 'reconciliation_claim_run',
    text: `UPDATE reconciliation_runs SET ${holdRow('$2', '$3')} WHERE id = (
             SELECT r.id FROM reconciliation_runs r
             WHERE r.finished_at IS NULL AND r.paused_at IS NULL AND r.due_at <= $1 AND ${isFree('r', '$1')}
               AND NOT EXISTS (SELECT FROM reconciliation_runs b
                 WHERE b.scope = r.scope AND b.finished_at IS NULL AND b.paused_at IS NULL
                   AND (b.id < r.id OR (b.id > r.id AND NOT ${isFree('b', '$1')})))
             ORDER BY r.id LIMIT 1 FOR UPDATE SKIP LOCKED)
           RETURNING ${RUN}`,
    values: [now, lease.holder, lease.until],
  });
  return row;
}

/** Until the transaction ends. @returns whether it is still ours, and where we take it to be */
export async function holdRun(sql: Sql, { id, leaseHolder }: OpenRun, place: RunPlace): Promise<boolean> {
  const rows = await sql.rows({
    name: 'reconciliation_hold_run',
    text: `SELECT FROM reconciliation_runs WHERE id = $1 AND lease_holder = $2 AND finished_at IS NULL
             AND paused_at IS NULL AND is_unplaced = $3 AND after_id IS NOT DISTINCT FROM $4::uuid FOR UPDATE`,
    values: [id, leaseHolder, place.isUnplaced, place.afterId],
  });
  return rows.length === 1;
}

/** The slice in hand comes to nothing, or was never begun: whoever comes next goes on. */
export async function letRunGo(sql: Sql, { id, leaseHolder }: OpenRun): Promise<void> {
  await sql.rows({
    name: 'reconciliation_let_run_go',
    text: `UPDATE reconciliation_runs SET ${LET_GO} WHERE id = $1 AND lease_holder = $2`,
    values: [id, leaseHolder],
  });
}

export interface RunFailure {
  readonly message: string;
  readonly dueAt: Date;
  /** Whether it is the slice's own. */
  readonly counts: boolean;
}

export async function noteRunFailure(sql: Sql, run: OpenRun, failure: RunFailure): Promise<void> {
  await sql.rows({
    name: 'reconciliation_note_run_failure',
    tells: [hintOf('run', run.id)],
    text: `UPDATE reconciliation_runs SET ${LET_GO}, error_message = $3, due_at = $4, failures = failures + $5
           WHERE id = $1 AND lease_holder = $2 AND finished_at IS NULL`,
    values: [run.id, run.leaseHolder, failure.message, failure.dueAt, failure.counts ? 1 : 0],
  });
}
