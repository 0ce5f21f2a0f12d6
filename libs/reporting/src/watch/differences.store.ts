import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { STORES_ON_THE_MOVE } from '#ledger/places.store.js';
import { effectsIn, figuresOf } from '../figures/effects.store.js';
import type { Figures } from '../figures/figures.js';
import { type DbFigures, fromDbFigures, type StoreHour } from '../figures/hours.store.js';
import { REPORTING_CONSUMER } from '../reporting.tasks.js';

/** An hour whose latest revision is not what the ledger says, though no change of it waits. */
export interface HourDifference extends Pick<StoreHour, 'storeId' | 'start'> {
  readonly revision: number;
  /** What the ledger says. */
  readonly figures: Figures;
}

export interface Stretch {
  /** Hours that begin at or after it. */
  readonly from: Date;
  /** Hours that begin before it. */
  readonly to: Date;
  /** Changes that came after it may still wait: the hours that they are about will be looked at. */
  readonly waitingSince: Date;
}

const inHour = (store: string, instant: string): string =>
  `(${store} = h.store_id AND ${instant} >= h.hour_start AND ${instant} < h.hour_end)`;

/** In SQL: all that orders of these weeks add to hours, whatever hour that is. */
const SOLD = `
  SELECT store_id, at, total_fen, orders, items, lines FROM sale_postings WHERE at >= $1 AND at < $2 + INTERVAL '1 hour'
  UNION ALL SELECT store_id, sale_at, sale_fen, 1, sale_items, sale_lines FROM orders
  WHERE posting_key IS NULL AND store_id IS NOT NULL AND sale_at >= $1 AND sale_at < $2 + INTERVAL '1 hour'`;

/**
 * Hours that may differ, by one pass over what was sold: full hours that begin as many minutes after the hour as the
 * store's last one are told apart by arithmetic alone. The others are few, as where a zone has moved by half an hour,
 * and each is summed up by itself.
 */
const SUSPECTS = `
  WITH beats AS MATERIALIZED (
    SELECT s.id AS store_id, (
      SELECT max(h.hour_start) FROM sales_hours h WHERE h.store_id = s.id AND h.hour_start < $2) AS beat FROM stores s),
  sums AS (
    SELECT store_id, date_bin('1 hour', at, beat) AS hour_start, ${figuresOf('sold')}
    FROM (${SOLD}) sold JOIN beats USING (store_id) GROUP BY 1, 2)
  SELECT h.* FROM sales_hours h JOIN beats b USING (store_id) LEFT JOIN sums s USING (store_id, hour_start)
  WHERE h.hour_start >= $1 AND h.hour_start < $2
    AND (h.hour_end <> h.hour_start + INTERVAL '1 hour' OR date_bin('1 hour', h.hour_start, b.beat) <> h.hour_start
      OR (h.total_fen, h.orders, h.items, h.lines) <> (
        coalesce(s.total_fen, 0), coalesce(s.orders, 0), coalesce(s.items, 0), coalesce(s.lines, 0)))`;

/**
 * Compares by one statement and so in one snapshot, in which the change or attribution that moved an hour waits,
 * or the two agree. Orders that are on the move are for the sweep after.
 */
const DIFFERENCES = `
  SELECT h.store_id, h.hour_start, h.revision, l.total_fen, l.orders, l.items, l.lines
  FROM (${SUSPECTS}) h CROSS JOIN LATERAL (SELECT ${figuresOf('effects')} FROM (${effectsIn('h')}) effects) l
  WHERE (h.total_fen, h.orders, h.items, h.lines) <> (l.total_fen, l.orders, l.items, l.lines)
    AND h.store_id <> ALL(${STORES_ON_THE_MOVE}) AND NOT EXISTS (
      SELECT FROM attribution_places p JOIN attributions a ON a.id = p.attribution_id
      WHERE ${inHour('p.store_id', 'p.quarter')} AND a.finished_at > $3)
    AND NOT EXISTS (
      SELECT FROM order_changes c JOIN sale_postings p ON p.order_id = c.order_id AND p.seq > c.since_posting
      WHERE c.consumer = '${REPORTING_CONSUMER}' AND c.changed_at > $3 AND ${inHour('p.store_id', 'p.at')})
  ORDER BY h.hour_start, h.store_id LIMIT $4`;

/** @param limit the most that are told */
export async function findDifferences(
  sql: Sql,
  { from, to, waitingSince }: Stretch,
  limit: number,
): Promise<HourDifference[]> {
  const rows = await sql.rows<DifferenceRow>({
    name: 'reporting_differences',
    text: DIFFERENCES,
    values: [from, to, waitingSince, limit],
  });
  return rows.map((row) => ({
    storeId: row.store_id,
    start: row.hour_start,
    revision: row.revision,
    figures: fromDbFigures(row),
  }));
}

interface DifferenceRow extends DbFigures {
  readonly store_id: string;
  readonly hour_start: Date;
  readonly revision: number;
}

/** What was found (d) has not been overtaken by a further revision of the hour (h). */
export const STILL_DIFFERS = 'd.revision = h.revision';

const DIFFERENCE = {
  store_id: 'uuid',
  hour_start: 'timestamptz',
  revision: 'int',
  total_fen: 'bigint',
  orders: 'int',
  items: 'bigint',
  lines: 'bigint',
} as const;

/** Takes the place of what the sweep before found; what it found, too, is known since then. */
export async function replaceDifferences(
  sql: Sql,
  found: readonly HourDifference[],
  now: Date,
): Promise<void> {
  const input = inputRows(found.map(differenceRow), DIFFERENCE, 2);
  await sql.rows({
    name: 'reporting_replace_differences',
    text: `INSERT INTO hour_differences AS d (store_id, hour_start, revision, total_fen, orders, items, lines, found_at)
           SELECT input.*, $1 FROM ${input.from}
           ON CONFLICT (store_id, hour_start) DO UPDATE SET revision = excluded.revision,
             total_fen = excluded.total_fen, orders = excluded.orders, items = excluded.items, lines = excluded.lines,
             found_at = CASE WHEN d.revision = excluded.revision THEN d.found_at ELSE $1 END`,
    values: [now, ...input.values],
  });
  const left = inputRows(found.map(differenceRow), { store_id: 'uuid', hour_start: 'timestamptz' });
  await sql.rows({
    name: 'reporting_end_differences',
    text: `DELETE FROM hour_differences WHERE (store_id, hour_start) NOT IN (SELECT * FROM ${left.from})`,
    values: left.values,
  });
}

const differenceRow = ({ storeId, start, revision, figures }: HourDifference) => ({
  store_id: storeId,
  hour_start: start,
  revision,
  total_fen: figures.totalFen.toString(),
  orders: figures.orders,
  items: figures.items,
  lines: figures.lines,
});

/** Notes that a sweep has ended; those of before `forgetBefore` are forgotten. */
export async function noteSweep(
  sql: Sql,
  sweep: { readonly differences: number; readonly finishedAt: Date; readonly forgetBefore: Date },
): Promise<void> {
  await sql.rows({
    name: 'reporting_note_sweep',
    text: `WITH forgotten AS (DELETE FROM hour_sweeps WHERE finished_at < $3)
           INSERT INTO hour_sweeps (finished_at, differences) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    values: [sweep.finishedAt, sweep.differences, sweep.forgetBefore],
  });
}
