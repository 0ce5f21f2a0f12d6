import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

/** What became of each thing is in its own history: nobody asks after three months which bulk act it was. */
const KEPT_FOR = "INTERVAL '90 days'";
/** A plan that nobody has begun says nothing the day after. */
const PLAN_KEPT_FOR = "INTERVAL '1 day'";
/** Items that one statement deletes: of one there may be a hundred thousand. */
const ROWS_AT_ONCE = 10_000;

/** With their items. */
export async function deleteOldBulks(sql: Sql, now: Date): Promise<void> {
  const old = await sql.rows<{ id: string }>({
    name: 'bulk_old',
    text: `SELECT id FROM bulks WHERE finished_at < $1::timestamptz - ${KEPT_FOR}
             OR (state = 'planned' AND expires_at < $1::timestamptz - ${PLAN_KEPT_FOR}) ORDER BY id`,
    values: [now],
  });
  for (const { id } of old) {
    while ((await deleteItems(sql, id)) === ROWS_AT_ONCE);
    await sql.rows({
      name: 'bulk_delete',
      tells: [hintOf('bulk', id)],
      text: 'DELETE FROM bulks WHERE id = $1',
      values: [id],
    });
  }
}

async function deleteItems(sql: Sql, bulkId: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>({
    name: 'bulk_delete_items',
    text: `WITH part AS (SELECT ordinal FROM bulk_items WHERE bulk_id = $1 ORDER BY ordinal LIMIT $2),
           gone AS (DELETE FROM bulk_items i USING part WHERE i.bulk_id = $1 AND i.ordinal = part.ordinal RETURNING 1)
           SELECT count(*)::int AS count FROM gone`,
    values: [bulkId, ROWS_AT_ONCE],
  });
  return row?.count ?? 0;
}
