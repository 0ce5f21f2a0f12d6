import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { effectsIn } from '../figures/effects.store.js';
import { ROW_BY_ROW } from '../figures/hours.store.js';
import { type ClockedStore, comparedSpans, type SpanName, SPANS, type StoreSpans } from './compared-spans.js';

/** What a store sold in a stretch of time. */
export interface Sold {
  readonly orders: number;
  readonly totalFen: bigint;
  /** A source of its store was not read to the end of an hour of it when that was derived. */
  readonly provisional: boolean;
}

export interface ComparedSales extends Omit<StoreSpans, 'spans'> {
  readonly sold: Readonly<Record<SpanName, Sold>>;
}

/**
 * A derived hour counts as its latest revision says it, as everywhere that people see hours; what of a stretch is not
 * derived is summed over the postings.
 */
const soldIn = (asked: string): string => `
  WITH derived AS (
    SELECT input.store_id, input.span, coalesce(sum(h.total_fen), 0) AS total_fen, coalesce(sum(h.orders), 0) AS orders,
      coalesce(bool_or(h.provisional), false) AS provisional,
      tstzmultirange(tstzrange(input.from_at, input.to_at)) - coalesce(
        range_agg(tstzrange(h.hour_start, h.hour_end)) FILTER (WHERE h.hour_start IS NOT NULL), '{}') AS rest
    FROM ${asked} LEFT JOIN LATERAL (
      SELECT s.hour_start, s.hour_end, s.total_fen, s.orders, s.provisional FROM sales_hours s
      WHERE s.store_id = input.store_id AND s.hour_start >= input.from_at AND s.hour_start < input.to_at
        AND s.hour_end <= input.to_at ${ROW_BY_ROW}) h ON true
    GROUP BY input.store_id, input.span, input.from_at, input.to_at)
  SELECT d.store_id, d.span, d.provisional, (d.total_fen + coalesce(p.total_fen, 0))::bigint AS total_fen,
    (d.orders + coalesce(p.orders, 0))::int AS orders
  FROM derived d LEFT JOIN LATERAL (
    SELECT sum(e.total_fen) AS total_fen, sum(e.orders) AS orders
    FROM (SELECT d.store_id, lower(r) AS hour_start, upper(r) AS hour_end FROM unnest(d.rest) r) part
    CROSS JOIN LATERAL (${effectsIn('part')}) e) p ON true`;

interface SoldRow {
  readonly store_id: string;
  readonly span: SpanName;
  readonly provisional: boolean;
  readonly total_fen: string;
  readonly orders: number;
}

/** What stores sell at present, beside the day and the week before. One statement, whatever their number. */
export async function readComparedSales(
  sql: Sql,
  stores: readonly ClockedStore[],
  now: Date,
): Promise<ComparedSales[]> {
  const all = stores.map((store) => comparedSpans(store, now));
  const asked = all.flatMap(({ storeId, spans }) =>
    SPANS.map((span) => ({
      store_id: storeId,
      span,
      from_at: spans[span].from,
      to_at: spans[span].to,
    })),
  );
  const types = { store_id: 'uuid', span: 'text', from_at: 'timestamptz', to_at: 'timestamptz' } as const;
  const input = inputRows(asked, types);
  const rows = await sql.rows<SoldRow>({
    name: 'reporting_compared_sales',
    text: soldIn(input.from),
    values: input.values,
  });
  const sold = new Map(rows.map((row) => [`${row.store_id} ${row.span}`, toSold(row)]));
  return all.map(({ spans: _spans, ...store }) => ({
    ...store,
    sold: Object.fromEntries(
      SPANS.map((span) => [span, sold.get(`${store.storeId} ${span}`) ?? NOTHING]),
    ) as Record<SpanName, Sold>,
  }));
}

const NOTHING: Sold = { orders: 0, totalFen: 0n, provisional: false };

const toSold = ({ orders, total_fen, provisional }: SoldRow): Sold => ({
  orders,
  totalFen: BigInt(total_fen),
  provisional,
});
