import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { ERASURE_COUNTS, type ErasureCounts } from '#domain/erased-leg.js';

/** By what the person was named. */
export type AskedBy = 'phone' | 'order' | 'list';

/** What was done about a person, without the person. */
export interface PrivacyAct {
  readonly id: string;
  readonly kind: 'erasure' | 'export';
  readonly at: Date;
  /** `key`, or `list`. */
  readonly actorKind: string;
  readonly actorId: string;
  readonly askedBy: AskedBy;
  readonly reason: string;
  readonly legIds: readonly string[];
  readonly deliveryIds: readonly string[];
}

export async function insertAct(sql: Sql, act: PrivacyAct): Promise<void> {
  await sql.rows({
    name: 'privacy_insert_act',
    text: `INSERT INTO privacy_acts (id, kind, at, actor_kind, actor_id, asked_by, reason, leg_ids, delivery_ids)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[act.id, act.kind, act.at, act.actorKind, act.actorId, act.askedBy, act.reason],
      ...[act.legIds, act.deliveryIds],
    ],
  });
}

export async function addCounts(sql: Sql, actId: string, counts: ErasureCounts): Promise<void> {
  const rows = ERASURE_COUNTS.flatMap((what) => {
    const count = counts[what] ?? 0;
    return count === 0 ? [] : [{ what, count }];
  });
  if (rows.length === 0) return;
  const input = inputRows(rows, { what: 'text', count: 'int' }, 2);
  await sql.rows({
    name: 'privacy_add_counts',
    text: `INSERT INTO erasure_counts AS c (act_id, what, count) SELECT $1, what, count FROM ${input.from}
           ON CONFLICT (act_id, what) DO UPDATE SET count = c.count + excluded.count`,
    values: [actId, ...input.values],
  });
}

export async function readCounts(sql: Sql, actId: string): Promise<ErasureCounts> {
  const rows = await sql.rows<{ what: string; count: number }>({
    name: 'privacy_counts',
    text: 'SELECT what, count FROM erasure_counts WHERE act_id = $1',
    values: [actId],
  });
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
}

export interface ActsFilter {
  readonly kind?: 'erasure' | 'export' | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** The newest first. */
export const readActs = (sql: Sql, { kind, before, limit }: ActsFilter): Promise<PrivacyAct[]> =>
  sql.rows({
    name: 'privacy_acts',
    text: `SELECT id, kind, at, actor_kind AS "actorKind", actor_id AS "actorId", asked_by AS "askedBy", reason,
             leg_ids AS "legIds", delivery_ids AS "deliveryIds"
           FROM privacy_acts
           WHERE ($1::text IS NULL OR kind = $1) AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    values: [kind ?? null, before ?? null, limit],
  });
