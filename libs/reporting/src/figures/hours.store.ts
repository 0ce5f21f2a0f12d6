import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Hour } from '#domain/business-time.js';
import type { Figures } from './figures.js';

export interface StoreHour extends Hour {
  readonly storeId: string;
}

/** A derived hour and its latest revision. */
export interface DerivedHour extends StoreHour {
  readonly revisionId: string;
  readonly revision: number;
  readonly derivedAt: Date;
  readonly figures: Figures;
  /** A listed source of its store has not been read to its end. */
  readonly provisional: boolean;
}

/**
 * Keeps a subquery from being joined as a whole: of a range whose ends it does not know the planner
 * expects a ninth of the table, and would read all of it instead of each range through the index.
 */
export const ROW_BY_ROW = 'OFFSET 0';

const HOUR = { store_id: 'uuid', hour_start: 'timestamptz', hour_end: 'timestamptz' } as const;
const hourRow = ({ storeId, start, end }: StoreHour) => ({
  store_id: storeId,
  hour_start: start,
  hour_end: end,
});

/**
 * Until the transaction ends nobody else derives hours of these stores. Read orders only after it, in a
 * statement of its own: an order that was committed before somebody else derived its hour is then seen,
 * and one that is committed later has its hour derived later. Waits in the order of the ids, so that two
 * callers cannot wait for each other; foreign keys to the store do not wait.
 */
export async function lockStores(sql: Sql, storeIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'reporting_lock_stores',
    text: 'SELECT id FROM stores WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE',
    values: [storeIds],
  });
}

/**
 * Until the transaction ends nobody else touches the submissions of these derived hours: whoever does holds the
 * hour's row.
 * @returns each at its latest revision
 */
export async function lockHours(sql: Sql, hours: readonly StoreHour[]): Promise<DerivedHour[]> {
  const input = inputRows(hours.map(hourRow), HOUR);
  const rows = await sql.rows<DerivedRow>({
    name: 'reporting_lock_hours',
    text: `SELECT h.store_id, h.hour_start, h.hour_end, h.revision_id, h.revision, h.derived_at, h.total_fen, h.orders,
             h.items, h.lines, h.provisional
           FROM ${input.from} JOIN sales_hours h USING (store_id, hour_start)
           ORDER BY h.store_id, h.hour_start FOR UPDATE OF h`,
    values: input.values,
  });
  return rows.map(fromDbDerived);
}

/** The derived hours that hold these instants. No hour is longer than sixty minutes. */
export async function hoursAt(
  sql: Sql,
  places: readonly { readonly storeId: string; readonly at: Date }[],
): Promise<StoreHour[]> {
  const input = inputRows(
    places.map(({ storeId, at }) => ({ store_id: storeId, at })),
    { store_id: 'uuid', at: 'timestamptz' },
  );
  const rows = await sql.rows<{ store_id: string; hour_start: Date; hour_end: Date }>({
    name: 'reporting_hours_at',
    text: `SELECT DISTINCT h.store_id, h.hour_start, h.hour_end FROM ${input.from} CROSS JOIN LATERAL (
             SELECT * FROM sales_hours s WHERE s.store_id = input.store_id AND s.hour_end > input.at
               AND s.hour_start <= input.at AND s.hour_start > input.at - INTERVAL '1 hour' ${ROW_BY_ROW}) h
           ORDER BY h.store_id, h.hour_start`,
    values: input.values,
  });
  return rows.map((row) => ({ storeId: row.store_id, start: row.hour_start, end: row.hour_end }));
}

/** Names an hour among those of many stores. */
export const hourKey = ({ storeId, start }: Pick<StoreHour, 'storeId' | 'start'>): string =>
  `${storeId} ${start.getTime()}`;

/** For the log. */
export const hourName = ({ storeId, start }: Pick<StoreHour, 'storeId' | 'start'>): string =>
  `${storeId} ${start.toISOString()}`;

/** 64-bit integers come as text. */
export interface DbFigures {
  readonly total_fen: string;
  readonly orders: number;
  readonly items: string;
  readonly lines: string;
}

export interface DerivedRow extends DbFigures {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly hour_end: Date;
  readonly revision_id: string;
  readonly revision: number;
  readonly derived_at: Date;
  readonly provisional: boolean;
}

export const fromDbFigures = ({ total_fen, orders, items, lines }: DbFigures): Figures => ({
  totalFen: BigInt(total_fen),
  orders,
  items: Number(items),
  lines: Number(lines),
});

export const fromDbDerived = (row: DerivedRow): DerivedHour => ({
  storeId: row.store_id,
  start: row.hour_start,
  end: row.hour_end,
  revisionId: row.revision_id,
  revision: row.revision,
  derivedAt: row.derived_at,
  figures: fromDbFigures(row),
  provisional: row.provisional,
});
