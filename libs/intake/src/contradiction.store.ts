import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintsOfIds } from '#domain/hint.js';
import type { ClaimedPlace, Contradiction, NumberClaim } from '#domain/number-claim.js';
import { PLACED_WITHIN_MS } from '#domain/number-claim.js';
import type { ComparedOrder } from './contradiction.js';
import { DUE_NOW } from './due-now.js';

/** How a contradiction ended: three ways that a person chooses, and a delivery that is worked off once more. */
export const RESOLUTIONS = ['same', 'another', 'discard'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
export type ResolvedAs = Resolution | 'replay';

export interface NewContradiction {
  readonly deliveryId: string;
  readonly receivedAt: Date;
  /** The leg that has the number. */
  readonly legId: string;
  readonly claim: NumberClaim;
  readonly differs: readonly Contradiction[];
  readonly stated: ComparedOrder;
}

const CONTRADICTION = {
  delivery_id: 'uuid',
  received_at: 'timestamptz',
  leg_id: 'uuid',
  order_no: 'text',
  store_code: 'text',
  placed_at: 'timestamptz',
  differs: 'text',
  stated: 'text',
} as const;

/** A delivery that was worked off once more and still contradicts waits anew. */
export async function noteContradictions(
  sql: Sql,
  found: readonly NewContradiction[],
  now: Date,
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ deliveryId, receivedAt, legId, claim, differs, stated }) => ({
    delivery_id: deliveryId,
    received_at: receivedAt,
    leg_id: legId,
    order_no: claim.orderNo,
    store_code: claim.storeCode,
    placed_at: claim.placedAt,
    differs: differs.join(','),
    stated: jsonText(stated),
  }));
  const input = inputRows(rows, CONTRADICTION, 2);
  await sql.rows({
    name: 'inbox_note_contradictions',
    text: `INSERT INTO contradictions (delivery_id, received_at, leg_id, order_no, store_code, placed_at, differs, stated,
                                       noted_at)
           SELECT delivery_id, received_at, leg_id, order_no, store_code, placed_at, string_to_array(differs, ','),
             stated::jsonb, $1 FROM ${input.from}
           ON CONFLICT (delivery_id) DO UPDATE SET leg_id = excluded.leg_id, order_no = excluded.order_no,
             store_code = excluded.store_code, placed_at = excluded.placed_at, differs = excluded.differs,
             stated = excluded.stated, noted_at = excluded.noted_at, resolved_as = NULL, resolved_by = NULL,
             resolved_at = NULL`,
    values: [now, ...input.values],
  });
}

export interface ContradictionRow {
  readonly delivery_id: string;
  readonly received_at: Date;
  readonly leg_id: string;
  readonly order_no: string;
  readonly store_code: string;
  readonly placed_at: Date;
  readonly differs: readonly Contradiction[];
  readonly stated: unknown;
  readonly resolved_as: ResolvedAs | null;
  readonly resolved_by: string | null;
  readonly resolved_at: Date | null;
}

export async function readContradiction(sql: Sql, deliveryId: string): Promise<ContradictionRow | undefined> {
  const [row] = await sql.rows<ContradictionRow>({
    name: 'inbox_contradiction',
    text: `SELECT delivery_id, received_at, leg_id, order_no, store_code, placed_at, differs, stated, resolved_as,
             resolved_by, resolved_at FROM contradictions WHERE delivery_id = $1`,
    values: [deliveryId],
  });
  return row;
}

/** Those that wait of documents of this place, under the number's lock: they are of the same order. */
export async function waitingAlike(sql: Sql, legId: string, place: ClaimedPlace): Promise<string[]> {
  const rows = await sql.rows<{ delivery_id: string }>({
    name: 'inbox_contradictions_alike',
    text: `SELECT delivery_id FROM contradictions
           WHERE leg_id = $1 AND resolved_at IS NULL AND store_code = $2
             AND abs(extract(epoch FROM placed_at - $3)) <= ${String(PLACED_WITHIN_MS / 1000)}`,
    values: [legId, place.storeCode, place.placedAt],
  });
  return rows.map((row) => row.delivery_id);
}

/** @returns how many of this leg's number still wait */
export async function markResolved(
  sql: Sql,
  legId: string,
  { deliveryIds, as, by, at }: { deliveryIds: readonly string[]; as: ResolvedAs; by: string; at: Date },
): Promise<number> {
  await sql.rows({
    name: 'inbox_resolve_contradictions',
    text: `UPDATE contradictions SET resolved_as = $2, resolved_at = $4,
             resolved_by = coalesce((SELECT name FROM actor_names WHERE id::text = $3), nullif($3, ''))
           WHERE delivery_id = ANY($1::uuid[]) AND resolved_at IS NULL`,
    values: [deliveryIds, as, by, at],
  });
  const [left] = await sql.rows<{ count: number }>({
    name: 'inbox_contradictions_left',
    text: 'SELECT count(*)::int AS count FROM contradictions WHERE leg_id = $1 AND resolved_at IS NULL',
    values: [legId],
  });
  return left?.count ?? 0;
}

/** Deliveries that contradicted are worked off now, as the news that they were; or are done with. */
export async function letGo(
  sql: Sql,
  deliveryIds: readonly string[],
  state: 'pending' | 'discarded',
): Promise<void> {
  await sql.rows({
    name: 'inbox_let_go',
    tells: hintsOfIds('delivery', deliveryIds),
    text: `UPDATE deliveries d SET state = $2, due_at = ${DUE_NOW}, attempts = 0,
             settled_at = CASE WHEN $2 = 'pending' THEN NULL ELSE clock_timestamp() END,
             error_code = CASE WHEN $2 = 'pending' THEN NULL ELSE d.error_code END,
             error_message = CASE WHEN $2 = 'pending' THEN NULL ELSE d.error_message END
           FROM contradictions c
           WHERE c.delivery_id = ANY($1::uuid[]) AND d.id = c.delivery_id AND d.received_at = c.received_at
             AND d.state = 'contradicts'`,
    values: [deliveryIds, state],
  });
}
