import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import type { Nothing, Wait } from './repair-whys.js';
import type { Shown } from './sides.js';
import type { Verification } from './verify-rule.js';

/** Why something waits or was not done, in a word of ours, and what belongs to it. */
export interface Why {
  readonly why: Wait | Nothing;
  readonly detail?: unknown;
  /** In the words of whoever does it. */
  readonly code?: string;
  readonly message?: string;
}

const NO_WHY = 'why = NULL, detail = NULL, error_code = NULL, error_message = NULL';

const whyValues = ({ why, detail, code, message }: Why): unknown[] => [
  ...[why, detail === undefined ? null : jsonText(detail), code ?? null, message ?? null],
];

/** Its order's vendors are asked anew: what was planned before is over. @param findRef of a listing that looks for it */
export async function writeFetching(
  sql: Sql,
  id: string,
  findRef: string | null,
  askedAt: Date,
  dueAt: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_fetching',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET state = 'fetching', find_ref = $2, fetch_asked_at = $3, due_at = $4, ${NO_WHY} WHERE id = $1`,
    values: [id, findRef, askedAt, dueAt],
  });
}

/** It stays as it is for now. */
export async function writeWaiting(sql: Sql, id: string, why: Why, dueAt: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_waiting',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET why = $2, detail = $3::jsonb, error_code = $4, error_message = $5, due_at = $6 WHERE id = $1`,
    values: [id, ...whyValues(why), dueAt],
  });
}

export async function writePlan(
  sql: Sql,
  id: string,
  { before, after }: { readonly before: Shown; readonly after: Shown | null },
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_planned',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET state = 'planned', before = $2::jsonb, after = $3::jsonb, planned_at = $4, due_at = $4,
             ${NO_WHY} WHERE id = $1`,
    values: [id, jsonText(before), after === null ? null : jsonText(after), now],
  });
}

/** The account's policy is no longer to do it: it waits for a person. */
export async function leaveToPerson(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_to_person',
    tells: [hintOf('repair', id)],
    text: 'UPDATE repairs SET by_policy = false WHERE id = $1',
    values: [id],
  });
}

export async function writeBegun(sql: Sql, id: string, ref: string, now: Date, dueAt: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_begun',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET state = 'begun', begun_at = $2, ref = $3, due_at = $4, ${NO_WHY} WHERE id = $1`,
    values: [id, now, ref, dueAt],
  });
}

export async function writeDone(sql: Sql, id: string, now: Date, verifyAt: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_done',
    tells: [hintOf('repair', id)],
    text: `UPDATE repairs SET state = 'done', ended_at = $2, verify_at = $3, ${NO_WHY} WHERE id = $1`,
    values: [id, now, verifyAt],
  });
}

/** They come to nothing. */
export async function writeEnd(
  sql: Sql,
  ids: readonly string[],
  state: 'failed' | 'not_done' | 'dismissed',
  why: Why,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repairs_end',
    tells: ['repair'],
    text: `UPDATE repairs SET state = $2, why = $3, detail = $4::jsonb, error_code = $5, error_message = $6, ended_at = $7
           WHERE id = ANY($1::uuid[])`,
    values: [ids, state, ...whyValues(why), now],
  });
}

export async function writeVerified(sql: Sql, id: string, verified: Verification, now: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_verified',
    tells: [hintOf('repair', id)],
    text: 'UPDATE repairs SET verified = $2, verified_at = $3, verify_at = NULL WHERE id = $1',
    values: [id, verified, now],
  });
}

/** Its order's vendors are asked once more, as what it was to mend is still there. */
export async function writeVerifyAsked(sql: Sql, id: string, askedAt: Date): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_verify_asked',
    tells: [hintOf('repair', id)],
    text: 'UPDATE repairs SET fetch_asked_at = $2 WHERE id = $1',
    values: [id, askedAt],
  });
}

/** @param at when it is next looked at whether it has mended anything; null: no more */
export async function verifyLater(sql: Sql, id: string, at: Date | null): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repair_verify_later',
    text: 'UPDATE repairs SET verify_at = $2 WHERE id = $1',
    values: [id, at],
  });
}

/** They could not be looked at: it is tried again. */
export async function noteRepairFailures(
  sql: Sql,
  ids: readonly string[],
  message: string,
  dueAt: Date,
): Promise<void> {
  await sql.rows({
    name: 'reconciliation_repairs_failing',
    tells: hintsOfIds('repair', ids),
    text: `UPDATE repairs SET failures = failures + 1, why = 'failing', error_message = $2, due_at = $3,
             verify_at = CASE WHEN verify_at IS NOT NULL THEN $3::timestamptz END
           WHERE id = ANY($1::uuid[]) AND (ended_at IS NULL OR verify_at IS NOT NULL)`,
    values: [ids, message, dueAt],
  });
}
