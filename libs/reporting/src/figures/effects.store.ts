/** total = gross − discount + freight + packaging + service + rounding − refund */
export const PARTS = [
  'gross_fen',
  'discount_fen',
  'freight_fen',
  'packaging_fen',
  'service_fen',
  'rounding_fen',
  'refund_fen',
] as const;
const COUNTS = ['orders', 'items', 'lines'] as const;

/**
 * In SQL: everything that orders have added to an hour, what was taken back and what takes it back among it. An order
 * that was not posted yet counts by what it sells, as its first posting since the order is known; of its parts
 * nothing is known.
 * @param hour what has its store_id, hour_start and hour_end
 */
export const effectsIn = (hour: string): string => `
  SELECT order_id, seq, posted_at, kind, cause, rule_version, CASE WHEN reverses IS NULL THEN 1 ELSE -1 END AS held,
    ${COUNTS.join(', ')}, total_fen, ${PARTS.join(', ')} FROM sale_postings
  WHERE store_id = ${hour}.store_id AND at >= ${hour}.hour_start AND at < ${hour}.hour_end
  UNION ALL SELECT id, 1, created_at, 'sale', 'upgrade', 0, 1, 1, sale_items, sale_lines, sale_fen,
    ${PARTS.map(() => 'NULL').join(', ')} FROM orders
  WHERE posting_key IS NULL AND sale_at IS NOT NULL
    AND store_id = ${hour}.store_id AND sale_at >= ${hour}.hour_start AND sale_at < ${hour}.hour_end`;

/** In SQL: the figures that effects add up to. */
export const figuresOf = (effect: string): string =>
  [
    `coalesce(sum(${effect}.total_fen), 0)::bigint AS total_fen`,
    `coalesce(sum(${effect}.orders), 0)::int AS orders`,
    ...['items', 'lines'].map((count) => `coalesce(sum(${effect}.${count}), 0)::bigint AS ${count}`),
  ].join(',\n  ');

/** In SQL: what effects add up to. Parts are null where those of one of them are not known. */
export const sumsOf = (effect: string): string =>
  [
    figuresOf(effect),
    ...PARTS.map(
      (part) =>
        `CASE WHEN count(${effect}.${part}) = count(*) THEN coalesce(sum(${effect}.${part}), 0)::bigint END AS ${part}`,
    ),
  ].join(',\n  ');

/**
 * In SQL: effects, and whether a revision saw each.
 * @param revision what has its seen_through, seen_orders and seen_seqs; null saw nothing
 */
export const withSeen = (effects: string, revision: string, seen: string): string => `
  SELECT e.*, (e.posted_at <= ${revision}.seen_through OR named.order_id IS NOT NULL) IS TRUE AS ${seen}
  FROM (${effects}) e LEFT JOIN unnest(${revision}.seen_orders, ${revision}.seen_seqs) AS named (order_id, seq)
    ON named.order_id = e.order_id AND named.seq = e.seq`;

/** In SQL: why an effect is there, as a revision says it. */
export const whyOf = (effect: string): string => `CASE WHEN ${effect}.cause <> 'record' THEN ${effect}.cause
  WHEN ${effect}.kind = 'refund' THEN 'refund' ELSE 'late' END`;

const ALL = [...COUNTS, 'total_fen', ...PARTS];
/** In SQL, of a group of effects: whether they change anything taken together. */
export const changesSomething = (effect: string): string =>
  `(${ALL.map((column) => `coalesce(sum(${effect}.${column}), 0)`).join(', ')})
  <> (${ALL.map(() => '0').join(', ')})`;
