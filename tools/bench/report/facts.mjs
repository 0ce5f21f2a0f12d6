/**
 * The raw facts of many orders, as nobody's code has read them: what was paid where and when, and what became of it. A
 * schema of its own keeps them apart from the hub's tables, which are made of them, and from what the hub makes of those.
 *
 * @typedef {{ orders: number, stores: number, days: number, seed: number }} Size
 */

/** Evenly spread, and of one order, seed and purpose always the same. */
const dice = (purpose, sides) =>
  `((hashint8extended(n, seed * 100 + ${purpose}) & 9223372036854775807) % (${sides}))`;

/** Three in four hours begin on the hour; of the others at a quarter past. */
const ZONES = `(ARRAY['Asia/Shanghai', 'Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu'])[1 + number % 4]`;

const STORES = `CREATE TABLE facts.stores AS
  SELECT number, gen_random_uuid() AS id, gen_random_uuid() AS binding_id, 'F-' || number AS code, ${ZONES} AS zone
  FROM generate_series(1, :stores) AS number`;

/** Whole hours, the last of which has been over for an hour. */
const STRETCH = `CREATE TABLE facts.stretch AS
  SELECT to_at - INTERVAL ':days days' AS from_at, to_at FROM date_trunc('hour', now() - INTERVAL '1 hour') AS to_at`;

/**
 * One day in twenty a store is closed, and what would have been sold then is never paid. Three orders in a hundred are
 * cancelled, two have money back, one was first said to be of another hour, store and amount.
 */
const ORDERS = `CREATE TABLE facts.orders AS
  WITH drawn AS (
    SELECT n, seed, 1 + ${dice(1, ':stores')} AS store, 1 + ${dice(2, ':stores')} AS first_store,
      from_at + ${dice(3, 'span')} * INTERVAL '1 millisecond' AS paid_at,
      from_at + ${dice(4, 'span')} * INTERVAL '1 millisecond' AS first_at,
      100 + ${dice(5, 30_000)} AS gross_fen, ${dice(6, 90)} AS discount_fen, ${dice(7, 4)} * 150 AS freight_fen,
      ${dice(8, 3)} * 50 AS packaging_fen, ${dice(9, 2)} * 88 AS service_fen, ${dice(10, 9)} - 4 AS rounding_fen,
      1 + ${dice(11, 12)} AS items, 1 + ${dice(12, 4)} AS lines, ${dice(13, 100)} AS fate,
      (ARRAY['wechat', 'alipay', 'cash', 'card'])[1 + ${dice(14, 4)}] AS method
    FROM generate_series(1::bigint, :orders) AS n, (SELECT :seed::bigint AS seed) AS seeds,
      (SELECT from_at, (extract(epoch FROM to_at - from_at) * 1000)::bigint AS span FROM facts.stretch) AS stretch)
  SELECT n, store, first_store, paid_at, first_at, gross_fen, discount_fen, freight_fen, packaging_fen, service_fen,
    rounding_fen, items, lines, method,
    gross_fen - discount_fen + freight_fen + packaging_fen + service_fen + rounding_fen AS total_fen,
    CASE WHEN hashint8extended(store * 1000 + floor(extract(epoch FROM paid_at) / 86400)::bigint, seed) % 20 = 0 THEN 'unpaid'
         WHEN fate < 3 THEN 'cancelled' WHEN fate < 5 THEN 'refunded' WHEN fate < 6 THEN 'corrected' ELSE 'sold' END AS fate
  FROM drawn ORDER BY paid_at`;

/**
 * @param {import('pg').Client} client
 * @param {Size} size
 */
export async function drawFacts(client, size) {
  const filled = (text) => text.replace(/:(orders|stores|days|seed)\b/g, (_, name) => String(size[name]));
  for (const step of ['CREATE SCHEMA facts', STORES, STRETCH, ORDERS]) await client.query(filled(step));
  await client.query('VACUUM ANALYZE facts.orders, facts.stores');
}
