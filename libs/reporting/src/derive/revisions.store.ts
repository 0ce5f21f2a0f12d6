import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { DerivedHour, StoreHour } from '../figures/hours.store.js';

const REVISION = {
  id: 'uuid',
  store_id: 'uuid',
  hour_start: 'timestamptz',
  hour_end: 'timestamptz',
  revision: 'int',
  total_fen: 'bigint',
  orders: 'int',
  items: 'bigint',
  lines: 'bigint',
} as const;

/** Appends the revisions and makes each its hour's latest. */
export async function insertRevisions(sql: Sql, hours: readonly DerivedHour[], now: Date): Promise<void> {
  if (hours.length === 0) return;
  const input = inputRows(hours.map(revisionRow), REVISION, 2);
  await sql.rows({
    name: 'reporting_insert_revisions',
    text: `WITH appended AS (
             INSERT INTO hourly_revisions (id, store_id, hour_start, hour_end, revision, total_fen, orders, items,
                                           lines, derived_at)
             SELECT input.*, $1 FROM ${input.from} RETURNING store_id, hour_start, hour_end, revision)
           INSERT INTO sales_hours (store_id, hour_start, hour_end, revision)
           SELECT * FROM appended
           ON CONFLICT (store_id, hour_start) DO UPDATE SET revision = excluded.revision, changed_at = NULL`,
    values: [now, ...input.values],
  });
}

const revisionRow = (hour: DerivedHour) => ({
  id: hour.revisionId,
  store_id: hour.storeId,
  hour_start: hour.start,
  hour_end: hour.end,
  revision: hour.revision,
  total_fen: hour.figures.totalFen.toString(),
  orders: hour.figures.orders,
  items: hour.figures.items,
  lines: hour.figures.lines,
});

export interface Mark extends Pick<StoreHour, 'storeId' | 'start'> {
  /** Null takes the mark away. */
  readonly changedAt: Date | null;
}

/** Says of derived hours whether the ledger has moved away from their latest revision. */
export async function markHours(sql: Sql, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const input = inputRows(
    marks.map(({ storeId, start, changedAt }) => ({
      store_id: storeId,
      hour_start: start,
      changed_at: changedAt,
    })),
    { store_id: 'uuid', hour_start: 'timestamptz', changed_at: 'timestamptz' },
  );
  await sql.rows({
    name: 'reporting_mark_hours',
    text: `UPDATE sales_hours SET changed_at = input.changed_at FROM ${input.from}
           WHERE sales_hours.store_id = input.store_id AND sales_hours.hour_start = input.hour_start`,
    values: input.values,
  });
}
