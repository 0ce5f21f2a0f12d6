import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import { LET_GO } from '#jobs/leased-rows.store.js';
import type { Difference } from '../placed-facts.js';
import type { KnownDispatch, TurnStep } from './scene.js';

/** The commands about these legs. */
export const readDispatches = (sql: Sql, legIds: readonly string[]): Promise<KnownDispatch[]> =>
  sql.rows({
    name: 'dispatch_of_legs',
    text: `SELECT id, kind, account_id AS "accountId", leg_id AS "legId", generation, marker, state, cause, vendor_no AS "vendorNo",
             error_code AS "errorCode", store_id AS "storeId", detail->>'judged' AS judged, write_before AS "sentBy", over_at AS "overAt", placed_facts AS facts, differs
           FROM dispatches WHERE leg_id = ANY($1::uuid[]) ORDER BY id`,
    values: [legIds],
  });

export interface NewDispatch {
  readonly id: string;
  readonly account_id: string;
  readonly kind: string;
  readonly leg_id: string;
  readonly generation: number;
  readonly store_id: string | null;
  readonly vendor_no: string | null;
  readonly marker: string | null;
  readonly cause: string;
  readonly state: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

const NEW_DISPATCH = {
  id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  leg_id: 'uuid',
  generation: 'int',
  store_id: 'uuid',
  vendor_no: 'text',
  marker: 'text',
  cause: 'text',
  state: 'text',
  error_code: 'text',
  error_message: 'text',
} as const;

/** A leg gets each kind of command once at an account, and each placing of it once; the database decides. */
export async function insertDispatches(
  sql: Sql,
  dispatches: readonly NewDispatch[],
  now: Date,
): Promise<void> {
  if (dispatches.length === 0) return;
  const input = inputRows(dispatches, NEW_DISPATCH, 2);
  await sql.rows({
    name: 'dispatch_insert',
    tells: dispatches.map(({ id, store_id }) => hintOf('dispatch', id, store_id)),
    text: `INSERT INTO dispatches (id, account_id, kind, leg_id, generation, store_id, vendor_no, marker, cause, state,
                                   error_code, error_message, due_at, created_at, updated_at)
           SELECT input.*, $1, $1, $1 FROM ${input.from}
           ON CONFLICT (leg_id, account_id, kind, generation) DO NOTHING`,
    values: [now, ...input.values],
  });
}

export interface Differing {
  readonly id: string;
  readonly differs: readonly Difference[];
}

/** Keeps what of placed orders is another now. Under the orders' locks. */
export async function writeDifferences(sql: Sql, differing: readonly Differing[]): Promise<void> {
  if (differing.length === 0) return;
  const rows = differing.map(({ id, differs }) => ({
    id,
    differs: differs.length === 0 ? null : jsonText(differs),
  }));
  const input = inputRows(rows, { id: 'uuid', differs: 'text' });
  await sql.rows({
    name: 'dispatch_differences',
    tells: hintsOfIds(
      'dispatch',
      differing.map(({ id }) => id),
    ),
    text: `WITH input AS (SELECT * FROM ${input.from}),
      locked AS (SELECT id FROM dispatches WHERE id IN (SELECT id FROM input) ORDER BY id FOR UPDATE)
      UPDATE dispatches d SET differs = input.differs::jsonb FROM input JOIN locked USING (id) WHERE d.id = input.id`,
    values: input.values,
  });
}

const TURN = {
  id: 'uuid',
  was: 'text',
  state: 'text',
  vendor_no: 'text',
  error_code: 'text',
  error_message: 'text',
} as const;

/**
 * Lets commands stand as planned, and whoever is at work on them lose their claim. Under the orders' locks.
 * What went on meanwhile is left alone, unless it is known to be done.
 * @returns the ids of those that were turned
 */
export async function turnDispatches(sql: Sql, turns: readonly TurnStep[], now: Date): Promise<Set<string>> {
  if (turns.length === 0) return new Set();
  const input = inputRows(turns.map(turnRow), TURN, 2);
  const rows = await sql.rows<{ id: string }>({
    name: 'dispatch_turn',
    tells: ['dispatch'],
    text: `WITH input AS (SELECT * FROM ${input.from}),
      locked AS (SELECT id FROM dispatches WHERE id IN (SELECT id FROM input) ORDER BY id FOR UPDATE)
      UPDATE dispatches d SET state = input.state, vendor_no = coalesce(input.vendor_no, d.vendor_no),
        error_code = input.error_code, error_message = input.error_message, due_at = $1, failures = 0,
        ${LET_GO}, updated_at = $1,
        settled_at = CASE WHEN input.state IN ('done', 'withdrawn') THEN $1::timestamptz END
      FROM input JOIN locked USING (id)
      WHERE d.id = input.id AND (d.state = input.was OR (input.state = 'done' AND d.state <> 'done'))
      RETURNING d.id`,
    values: [now, ...input.values],
  });
  return new Set(rows.map((row) => row.id));
}

const turnRow = ({ id, was, to, vendorNo, shown }: TurnStep) => ({
  id,
  was,
  state: to,
  vendor_no: vendorNo,
  error_code: shown?.code ?? null,
  error_message: shown?.message ?? null,
});
