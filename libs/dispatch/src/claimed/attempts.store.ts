import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { storableJson } from '#domain/storable.js';
import type { AttemptStep, STEP_OUTCOMES } from '../dispatch-words.js';

/** Attempts and dispatches are stamped by different instances' views of one clock; it is also a bound for partitions. */
const CLOCK_SLACK = `INTERVAL '1 minute'`;

export interface StepOutcome {
  readonly outcome: (typeof STEP_OUTCOMES)[number];
  readonly vendorCode: string | null;
  readonly message: string | null;
}

/** A step that is over. */
export interface TakenStep extends StepOutcome {
  readonly id: string;
  readonly startedAt: Date;
  readonly dispatchId: string;
  readonly step: AttemptStep;
  /** JSON; what was sent or said, without personal fields. */
  readonly request: string | null;
}

const TAKEN = {
  id: 'uuid',
  started_at: 'timestamptz',
  dispatch_id: 'uuid',
  step: 'text',
  request: 'text',
  outcome: 'text',
  vendor_code: 'text',
  message: 'text',
} as const;

/** Notes steps after they were taken: those that change nothing at the vendor. */
export async function insertSteps(sql: Sql, steps: readonly TakenStep[], now: Date): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map((one) => ({
    id: one.id,
    started_at: one.startedAt,
    dispatch_id: one.dispatchId,
    step: one.step,
    request: one.request === null ? null : storableJson(one.request),
    outcome: one.outcome,
    vendor_code: one.vendorCode,
    message: one.message,
  }));
  const input = inputRows(rows, TAKEN, 2);
  await sql.rows({
    name: 'dispatch_insert_steps',
    text: `INSERT INTO dispatch_attempts (id, started_at, dispatch_id, step, request, outcome, vendor_code, message,
                                          finished_at)
           SELECT id, started_at, dispatch_id, step, request::jsonb, outcome, vendor_code, message, $1
           FROM ${input.from}`,
    values: [now, ...input.values],
  });
}

/** An attempt that was noted before it was sent. */
export interface BegunAttempt {
  readonly id: string;
  /** Equals the millisecond inside the id: the partition to look in. */
  readonly startedAt: Date;
}

export interface EndedAttempt extends BegunAttempt, StepOutcome {}

/** Says how attempts ended; what really happened outweighs that somebody else gave them up. */
export async function endAttempts(sql: Sql, attempts: readonly EndedAttempt[], now: Date): Promise<void> {
  if (attempts.length === 0) return;
  const rows = attempts.map((one) => ({
    id: one.id,
    started_at: one.startedAt,
    outcome: one.outcome,
    vendor_code: one.vendorCode,
    message: one.message,
  }));
  const types = {
    id: 'uuid',
    started_at: 'timestamptz',
    outcome: 'text',
    vendor_code: 'text',
    message: 'text',
  } as const;
  const input = inputRows(rows, types, 2);
  await sql.rows({
    name: 'dispatch_end_attempts',
    text: `UPDATE dispatch_attempts a SET finished_at = $1, outcome = input.outcome, vendor_code = input.vendor_code,
             message = input.message
           FROM ${input.from} WHERE a.started_at = input.started_at AND a.id = input.id`,
    values: [now, ...input.values],
  });
}

/** Attempts whose sender is gone, and who never said how they ended. */
export async function giveUpAttempts(sql: Sql, dispatchIds: readonly string[], now: Date): Promise<void> {
  if (dispatchIds.length === 0) return;
  await sql.rows({
    name: 'dispatch_give_up_attempts',
    text: `UPDATE dispatch_attempts a SET outcome = 'outcome_unknown', finished_at = $2,
             message = 'the hub ended before the answer was recorded'
           FROM dispatches d
           WHERE d.id = ANY($1::uuid[]) AND a.dispatch_id = d.id AND a.outcome IS NULL
             AND a.started_at >= d.created_at - ${CLOCK_SLACK}`,
    values: [dispatchIds, now],
  });
}
