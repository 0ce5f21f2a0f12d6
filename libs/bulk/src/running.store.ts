import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Refusal } from '#domain/refusal.js';
import { holdRow, isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { Lease } from '#jobs/lease.js';
import type { BulkItemState } from './bulk.js';
import type { BulkTarget } from './bulk-act.js';

/** One in hand. */
export interface RunningBulk {
  readonly id: string;
  readonly act: string;
  readonly asked: unknown;
  readonly total: number;
  readonly reason: string;
  readonly actorKind: string;
  readonly actorId: string;
  /** The name of who began it. */
  readonly startedBy: string | null;
  readonly failures: number;
  readonly leaseHolder: string;
}

export interface WaitingItem extends BulkTarget {
  readonly ordinal: number;
}

/** Whichever has waited longest, of those that nobody has in hand. @param acts those that this hub knows */
export async function claimBulk(
  sql: Sql,
  acts: readonly string[],
  lease: Lease,
  now: Date,
): Promise<RunningBulk | undefined> {
  const [row] = await sql.rows<RunningBulk>({
    name: 'bulk_claim',
    text: `UPDATE bulks SET ${holdRow('$3', '$4')} WHERE id = (
             SELECT b.id FROM bulks b
             WHERE b.state = 'running' AND b.act = ANY($1::text[]) AND b.due_at <= $2 AND ${isFree('b', '$2')}
             ORDER BY b.due_at, b.id LIMIT 1 FOR UPDATE SKIP LOCKED)
           RETURNING id, act, asked, total, reason, actor_kind AS "actorKind", actor_id AS "actorId",
             started_by AS "startedBy", failures, lease_holder AS "leaseHolder"`,
    values: [acts, now, lease.holder, lease.until],
  });
  return row;
}

export const waitingItems = (sql: Sql, bulkId: string, most: number): Promise<WaitingItem[]> =>
  sql.rows({
    name: 'bulk_waiting_items',
    text: `SELECT ordinal, target, was FROM bulk_items WHERE bulk_id = $1 AND state = 'waiting'
           ORDER BY ordinal LIMIT $2`,
    values: [bulkId, most],
  });

/** Until the transaction ends nobody else does anything of it, nor stops it. @returns whether it is still ours */
export async function holdBulk(sql: Sql, { id, leaseHolder }: RunningBulk): Promise<boolean> {
  const rows = await sql.rows({
    name: 'bulk_hold',
    text: `SELECT FROM bulks WHERE id = $1 AND lease_holder = $2 AND state = 'running' FOR UPDATE`,
    values: [id, leaseHolder],
  });
  return rows.length === 1;
}

export interface SettledItem {
  readonly ordinal: number;
  readonly state: Exclude<BulkItemState, 'waiting'>;
  /** Null: nothing came in its way. */
  readonly why: Refusal | null;
}

/** Once each. In the transaction that holds it. @returns whether it waited until then */
export async function settleItem(
  sql: Sql,
  { id, leaseHolder }: RunningBulk,
  { ordinal, state, why }: SettledItem,
  { now, leaseUntil }: { readonly now: Date; readonly leaseUntil: Date },
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'bulk_settle_item',
    tells: [hintOf('bulk', id)],
    text: `WITH item AS (
             UPDATE bulk_items SET state = $4, why = $5, code = $8, params = $9::jsonb, settled_at = $6
             WHERE bulk_id = $1 AND ordinal = $3 AND state = 'waiting' RETURNING state)
           UPDATE bulks SET done = done + (item.state = 'done')::int, failed = failed + (item.state = 'failed')::int,
             skipped = skipped + (item.state = 'skipped')::int, failures = 0, error_message = NULL, lease_until = $7
           FROM item WHERE id = $1 AND lease_holder = $2 RETURNING id`,
    values: [
      ...[id, leaseHolder, ordinal, state, why?.message ?? null, now, leaseUntil],
      ...[why?.code ?? null, jsonText(why?.params ?? {})],
    ],
  });
  return rows.length > 0;
}

/** How it stands once a batch is done. */
export interface BulkStanding {
  readonly state: string;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Lets it rest until then; where nothing waits it is done. @returns undefined where it is not ours any more */
export async function restBulk(
  sql: Sql,
  { id, leaseHolder }: RunningBulk,
  { now, dueAt }: { readonly now: Date; readonly dueAt: Date },
): Promise<BulkStanding | undefined> {
  const waits = `EXISTS (SELECT FROM bulk_items i WHERE i.bulk_id = b.id AND i.state = 'waiting')`;
  const [row] = await sql.rows<BulkStanding>({
    name: 'bulk_rest',
    tells: [hintOf('bulk', id), hintOf('job', id)],
    text: `UPDATE bulks b SET ${LET_GO}, due_at = $3, state = CASE WHEN ${waits} THEN state ELSE 'done' END,
             finished_at = CASE WHEN NOT ${waits} THEN $4::timestamptz END
           WHERE id = $1 AND lease_holder = $2 AND state = 'running' RETURNING state, done, failed, skipped`,
    values: [id, leaseHolder, dueAt, now],
  });
  return row;
}

/** The item in hand came to nothing, and it is tried again then. */
export async function noteBulkFailure(
  sql: Sql,
  { id, leaseHolder }: RunningBulk,
  { message, dueAt }: { readonly message: string; readonly dueAt: Date },
): Promise<void> {
  await sql.rows({
    name: 'bulk_note_failure',
    tells: [hintOf('bulk', id), hintOf('job', id)],
    text: `UPDATE bulks SET ${LET_GO}, due_at = $4, error_message = $3, failures = failures + 1
           WHERE id = $1 AND lease_holder = $2 AND state = 'running'`,
    values: [id, leaseHolder, message, dueAt],
  });
}

/** When one can be gone on with next; what is in hand, when its lease ends. Undefined: none runs. */
export async function nextBulkDue(sql: Sql, acts: readonly string[]): Promise<Date | undefined> {
  const [row] = await sql.rows<{ at: Date | null }>({
    name: 'bulk_next_due',
    text: `SELECT min(greatest(due_at, lease_until)) AS at FROM bulks
           WHERE state = 'running' AND act = ANY($1::text[])`,
    values: [acts],
  });
  return row?.at ?? undefined;
}
