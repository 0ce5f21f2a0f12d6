import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import type { Clock } from '#domain/clock.js';
import { hintsOfIds } from '#domain/hint.js';
import { storableJson, storableName } from '#domain/storable.js';
import type { ClaimedDispatch } from './claim.store.js';
import { isLongUnknown } from '../long-unknown.js';
import type { DispatchDetail } from '../dispatch-detail.js';
import type { PlacedFacts } from '../placed-facts.js';
import type { SentOrder } from '../sent-order.js';
import type { DispatchState, Shown } from '../dispatch-words.js';

/** What is noted before something is sent. */
export interface Intent {
  readonly claimed: ClaimedDispatch;
  readonly attemptId: string;
  /** Equals the millisecond inside the attempt's id. */
  readonly startedAt: Date;
  /** JSON; what is sent, without personal fields. */
  readonly request: string;
  /** Nothing is written after it. */
  readonly writeBefore: Date;
  /** Nothing of it can be under way any more. */
  readonly overAt: Date;
  /** Only `place`: the order time that the document names. */
  readonly statedAt: Date | null;
  /** Only `place`: what the document says of the order. */
  readonly facts: PlacedFacts | null;
  /** Only `place`: what the till is to show of it. */
  readonly sent: SentOrder | null;
  /** When somebody else may look into it. */
  readonly dueAt: Date;
}

const INTENT = {
  id: 'uuid',
  lease_holder: 'text',
  attempt_id: 'uuid',
  started_at: 'timestamptz',
  step: 'text',
  request: 'text',
  write_before: 'timestamptz',
  over_at: 'timestamptz',
  stated_at: 'timestamptz',
  facts: 'text',
  sent_fen: 'bigint',
  sent_products: 'text',
  due_at: 'timestamptz',
} as const;

/**
 * Notes that something is about to be sent: from here on its outcome is unknown, whoever dies.
 * @param leaseUntil until when the sender has it
 * @param clock by its later reading a claim that ended is not believed in any more
 * @returns the ids of those whose claim still held
 */
export async function beginAttempts(
  sql: Sql,
  intents: readonly Intent[],
  leaseUntil: Date,
  clock: Clock,
): Promise<Set<string>> {
  if (intents.length === 0) return new Set();
  const input = inputRows(intents.map(intentRow), INTENT, 4);
  const rows = await sql.rows<{ dispatch_id: string }>({
    name: 'dispatch_begin_attempts',
    tells: hintsOfIds(
      'dispatch',
      intents.map(({ claimed }) => claimed.id),
    ),
    text: `WITH input AS (SELECT * FROM ${input.from}),
      locked AS (SELECT id FROM dispatches WHERE id IN (SELECT id FROM input) ORDER BY id FOR UPDATE),
      begun AS (
        UPDATE dispatches d SET state = 'unknown', attempts = d.attempts + 1, write_before = input.write_before,
          over_at = input.over_at, stated_at = input.stated_at, placed_facts = input.facts::jsonb, differs = NULL,
          sent_fen = input.sent_fen, sent_products = input.sent_products, finds = 0, found_at = NULL, lease_until = $1, due_at = input.due_at,
          error_code = NULL, error_message = NULL, updated_at = $2
        FROM input JOIN locked USING (id)
        WHERE d.id = input.id AND d.lease_holder = input.lease_holder AND d.lease_until > $3
          AND (d.state = 'waiting' OR (d.state = 'unknown' AND d.kind <> 'place'))
        RETURNING d.id)
      INSERT INTO dispatch_attempts (id, started_at, dispatch_id, step, request)
      SELECT attempt_id, started_at, id, step, request::jsonb FROM input JOIN begun USING (id)
      RETURNING dispatch_id`,
    values: [leaseUntil, clock.now(), clock.latest(), ...input.values],
  });
  return new Set(rows.map((row) => row.dispatch_id));
}

const intentRow = ({ claimed, attemptId, startedAt, request, ...more }: Intent) => ({
  id: claimed.id,
  lease_holder: claimed.lease_holder,
  attempt_id: attemptId,
  started_at: startedAt,
  step: claimed.kind,
  request: storableJson(request),
  write_before: more.writeBefore,
  over_at: more.overAt,
  stated_at: more.statedAt,
  facts: more.facts === null ? null : jsonText(more.facts),
  sent_fen: more.sent?.totalFen?.toString() ?? null,
  sent_products: more.sent?.products ?? null,
  due_at: more.dueAt,
});

/** Where a command stands after a step. */
export interface DispatchSettlement {
  readonly state: DispatchState;
  /** When it is looked at again; only for waiting and unknown. */
  readonly dueAt: Date;
  readonly shown: Shown | null;
  readonly failures: number;
  /** Absent leaves it as it was. */
  readonly rounds?: number;
  readonly finds: number;
  readonly foundAt: Date | null;
  /** Once known; null leaves it as it is. */
  readonly vendorNo: string | null;
  readonly detail: DispatchDetail | null;
  /** The attempt that was noted was not made: it counts for nothing. */
  readonly notSent?: boolean;
}

const SETTLEMENT = {
  id: 'uuid',
  lease_holder: 'text',
  state: 'text',
  due_at: 'timestamptz',
  error_code: 'text',
  error_message: 'text',
  failures: 'int',
  rounds: 'int',
  finds: 'int',
  found_at: 'timestamptz',
  vendor_no: 'text',
  detail: 'text',
  unsent: 'int',
  write_before: 'timestamptz',
  over_at: 'timestamptz',
  stated_at: 'timestamptz',
} as const;

export type SettledDispatch = readonly [ClaimedDispatch, DispatchSettlement];

/** The orders that planning is to look at again, so that a person is shown what became of their commands. */
export const ordersToFlag = (settled: readonly SettledDispatch[], now: Date): string[] =>
  settled.flatMap(([{ state, write_before, order_id }, to]) =>
    to.state === 'held' || to.state === 'failed' || isLongUnknown(state, write_before, now) ? [order_id] : [],
  );

/**
 * Says where claimed commands stand and gives them back.
 * @returns the ids of those whose claim still held; the others stand as somebody else found out
 */
export async function settleDispatches(
  sql: Sql,
  settled: readonly SettledDispatch[],
  now: Date,
): Promise<Set<string>> {
  if (settled.length === 0) return new Set();
  const input = inputRows(settled.map(settledRow), SETTLEMENT, 2);
  const rows = await sql.rows<{ id: string }>({
    name: 'dispatch_settle',
    tells: ['dispatch'],
    text: `WITH input AS (SELECT * FROM ${input.from}),
      locked AS (SELECT id FROM dispatches WHERE id IN (SELECT id FROM input) ORDER BY id FOR UPDATE)
      UPDATE dispatches d SET state = input.state, due_at = input.due_at, error_code = input.error_code,
        error_message = input.error_message, failures = input.failures, rounds = input.rounds, finds = input.finds,
        found_at = input.found_at, vendor_no = coalesce(input.vendor_no, d.vendor_no), detail = input.detail::jsonb,
        attempts = d.attempts - input.unsent,
        write_before = CASE input.unsent WHEN 0 THEN d.write_before ELSE input.write_before END,
        over_at = CASE input.unsent WHEN 0 THEN d.over_at ELSE input.over_at END,
        stated_at = CASE input.unsent WHEN 0 THEN d.stated_at ELSE input.stated_at END, ${LET_GO}, updated_at = $1,
        settled_at = CASE WHEN input.state IN ('done', 'failed', 'withdrawn') THEN $1::timestamptz END
      FROM input JOIN locked USING (id)
      WHERE d.id = input.id AND d.lease_holder = input.lease_holder AND d.state IN ('waiting', 'unknown')
      RETURNING d.id`,
    values: [now, ...input.values],
  });
  return new Set(rows.map((row) => row.id));
}

const settledRow = ([claimed, settlement]: SettledDispatch) => ({
  id: claimed.id,
  lease_holder: claimed.lease_holder,
  state: settlement.state,
  due_at: settlement.dueAt,
  error_code: settlement.shown?.code ?? null,
  error_message: settlement.shown?.message ?? null,
  failures: settlement.failures,
  rounds: settlement.rounds ?? claimed.rounds,
  finds: settlement.finds,
  found_at: settlement.foundAt,
  vendor_no: settlement.vendorNo === null ? null : storableName(settlement.vendorNo),
  detail: settlement.detail === null ? null : jsonText(settlement.detail),
  unsent: settlement.notSent === true ? 1 : 0,
  // As they were when it was claimed: of what was sent before that.
  write_before: claimed.write_before ?? null,
  over_at: claimed.over_at ?? null,
  stated_at: claimed.stated_at ?? null,
});
