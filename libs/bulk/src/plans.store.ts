import { jsonText } from '#database/json-text.js';
import type { Sql, Statement } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { BothLanguages, BulkActor } from './bulk.js';

export interface NewBulk {
  readonly id: string;
  readonly act: string;
  readonly asked: unknown;
  readonly words: BothLanguages;
  /**
   * Selects what is meant, in the order in which it is to be done: rows of `target` (text), `name` and `was` (text or
   * null).
   */
  readonly selection: Statement;
}

/** SQL: the name of a key or a user; its id where it is gone. */
const nameOf = (id: string): string =>
  `coalesce((SELECT name FROM actor_names WHERE id = ${id}::uuid), ${id})`;

export async function insertPlan(
  sql: Sql,
  { id, act, asked, words }: Omit<NewBulk, 'selection'>,
  by: BulkActor,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await sql.rows({
    name: 'bulk_insert_plan',
    tells: [hintOf('bulk', id)],
    text: `INSERT INTO bulks (id, act, asked, words, state, planned_by, due_at, created_at, expires_at)
           VALUES ($1, $2, $3::jsonb, $4::jsonb, 'planned', ${nameOf('$5::text')}, $6, $6, $7)`,
    values: [id, act, jsonText(asked), jsonText(words), by.id, now, expiresAt],
  });
}

/** Fixes what is meant, so many at most. @returns how many */
export async function insertItems(
  sql: Sql,
  id: string,
  { text, values = [] }: Statement,
  most: number,
): Promise<number> {
  const [own, limit] = [`$${String(values.length + 1)}`, `$${String(values.length + 2)}`];
  const [row] = await sql.rows<{ total: number }>({
    text: `WITH items AS (
             INSERT INTO bulk_items (bulk_id, ordinal, target, name, was)
             SELECT ${own}::uuid, row_number() OVER (), target, name, was FROM (${text} LIMIT ${limit}) AS chosen
             RETURNING 1)
           UPDATE bulks SET total = (SELECT count(*) FROM items) WHERE id = ${own}::uuid RETURNING total`,
    values: [...values, id, most],
  });
  return row?.total ?? 0;
}

export interface LockedBulk {
  readonly act: string;
  readonly state: string;
  readonly asked: unknown;
  readonly total: number;
  readonly expiresAt: Date;
}

/** Nobody else changes it, or does any of it, until the transaction ends. */
export async function lockBulk(sql: Sql, id: string): Promise<LockedBulk | undefined> {
  const [row] = await sql.rows<LockedBulk>({
    name: 'bulk_lock',
    text: `SELECT act, state, asked, total, expires_at AS "expiresAt" FROM bulks WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  return row;
}

const tells = (id: string) => [hintOf('bulk', id), hintOf('job', id)];

export async function writeStart(
  sql: Sql,
  id: string,
  { reason, by, now }: { readonly reason: string; readonly by: BulkActor; readonly now: Date },
): Promise<void> {
  await sql.rows({
    name: 'bulk_start',
    tells: tells(id),
    text: `UPDATE bulks SET state = 'running', reason = $2, actor_kind = $3, actor_id = $4::uuid,
             started_by = ${nameOf('$4::text')}, started_at = $5, due_at = $5 WHERE id = $1`,
    values: [id, reason, by.kind, by.id, now],
  });
}

/** @returns how many were done before */
export async function writeCancel(sql: Sql, id: string, by: BulkActor, now: Date): Promise<number> {
  const [row] = await sql.rows<{ done: number }>({
    name: 'bulk_cancel',
    tells: tells(id),
    text: `UPDATE bulks SET state = 'cancelled', cancelled_by = ${nameOf('$2::text')}, finished_at = $3,
             lease_holder = NULL, lease_until = NULL WHERE id = $1 RETURNING done`,
    values: [id, by.id, now],
  });
  return row?.done ?? 0;
}
