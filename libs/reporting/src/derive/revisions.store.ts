import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { DERIVED, type DerivedHour, type DerivedRow, fromDbDerived } from '../figures/hours.store.js';

const REVISION = {
  store_id: 'uuid',
  hour_start: 'timestamptz',
  hour_end: 'timestamptz',
  revision: 'int',
  total_fen: 'bigint',
  orders: 'int',
  items: 'bigint',
  lines: 'bigint',
  provisional: 'boolean',
} as const;

/** What is to be an hour's latest revision. */
export type NewRevision = Omit<DerivedHour, 'revisionId' | 'derivedAt'>;

/** Postings of so long ago are known to be in a revision: nothing that wrote one is under way for longer. */
const SURELY_SEEN = `INTERVAL '10 minutes'`;

/** Appends the revisions and makes each its hour's latest; in any order. */
export async function insertRevisions(sql: Sql, hours: readonly NewRevision[]): Promise<DerivedHour[]> {
  if (hours.length === 0) return [];
  const input = inputRows(hours.map(revisionRow), REVISION);
  const rows = await sql.rows<DerivedRow>({
    name: 'reporting_insert_revisions',
    text: `WITH now AS (SELECT date_trunc('milliseconds', statement_timestamp()) AS at), appended AS (
             INSERT INTO hourly_revisions (id, derived_at, seen_through, store_id, hour_start, hour_end, revision,
                                           total_fen, orders, items, lines, provisional, why)
             SELECT uuid_v7(now.at), now.at, now.at - ${SURELY_SEEN}, input.*,
               ARRAY[CASE WHEN input.revision = 1 THEN 'first' ELSE 'late' END] FROM now, ${input.from} RETURNING *)
           INSERT INTO sales_hours AS h (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders,
                                         items, lines, provisional)
           SELECT store_id, hour_start, hour_end, revision, id, derived_at, total_fen, orders, items, lines, provisional
           FROM appended
           ON CONFLICT (store_id, hour_start) DO UPDATE SET revision = excluded.revision,
             revision_id = excluded.revision_id, derived_at = excluded.derived_at, total_fen = excluded.total_fen,
             orders = excluded.orders, items = excluded.items, lines = excluded.lines, provisional = excluded.provisional
           RETURNING ${DERIVED}`,
    values: input.values,
  });
  return rows.map(fromDbDerived);
}

const revisionRow = (hour: NewRevision) => ({
  store_id: hour.storeId,
  hour_start: hour.start,
  hour_end: hour.end,
  revision: hour.revision,
  total_fen: hour.figures.totalFen.toString(),
  orders: hour.figures.orders,
  items: hour.figures.items,
  lines: hour.figures.lines,
  provisional: hour.provisional,
});
