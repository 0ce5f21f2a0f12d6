/**
 * What each hour of each store sold, told by the facts alone: one plain statement, that shares nothing with the hub's code.
 * Hours are those in which something was sold; whoever compares holds the others to be nothing.
 */
const SAID = `
  SELECT s.id AS store_id, date_trunc('hour', o.paid_at, s.zone) AS hour_start, count(*) AS orders,
    sum(o.total_fen) AS total_fen, sum(o.items) AS items, sum(o.lines) AS lines
  FROM facts.orders o JOIN facts.stores s ON s.number = o.store
  WHERE o.fate IN ('sold', 'refunded', 'corrected') GROUP BY 1, 2`;

/** Every hour that begins in the stretch. */
const EXPECTED = `
  SELECT s.id AS store_id, hour_start FROM facts.stores s, facts.stretch t,
    LATERAL (SELECT date_trunc('hour', t.from_at + INTERVAL '59 minutes 59.999 seconds', s.zone) AS first) AS begins,
    LATERAL generate_series(first, t.to_at - INTERVAL '1 millisecond', INTERVAL '1 hour') AS hour_start`;

const COMPARED = (derived) => `
  SELECT count(*)::int AS hours, count(*) FILTER (WHERE said.orders IS NULL)::int AS empty,
    count(*) FILTER (WHERE h.store_id IS NULL)::int AS missing,
    count(*) FILTER (WHERE (h.total_fen, h.orders, h.items, h.lines) IS DISTINCT FROM (coalesce(said.total_fen, 0),
      coalesce(said.orders, 0), coalesce(said.items, 0), coalesce(said.lines, 0)))::int AS wrong
  FROM (${EXPECTED}) e LEFT JOIN (${SAID}) said USING (store_id, hour_start) LEFT JOIN (${derived}) h USING (store_id, hour_start)`;

/**
 * Holds what was derived against the facts, to the fen.
 *
 * @param {import('pg').Client} client
 * @param {string} derived SQL: store_id, hour_start and the figures of every derived hour
 * @returns {Promise<{ hours: number, empty: number, missing: number, wrong: number }>} empty: without a sale
 */
export async function compareHours(client, derived) {
  const { rows } = await client.query(COMPARED(derived));
  return rows[0];
}
