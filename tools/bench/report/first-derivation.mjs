import { statementsPer } from '../statements.mjs';
import { compareHours } from './oracle.mjs';
import { timed } from './sales-world.mjs';

const MOST = 3;
/** Of a store that is far behind; a batch of many stores takes fewer. */
const MOST_STATEMENTS = 1;

/**
 * Derives all hours for the first time, beside one plain statement that writes the same rows into the same tables; and
 * holds every hour against the facts.
 *
 * @param {import('./sales-world.mjs').Sales} sales
 * @param {import('./bounds.mjs').Bounds} bounds
 * @param {{ isLarge: boolean }} how of few hours, what is written once for any number of them would break the bound
 */
export async function measureFirstDerivation({ hub, client, size }, bounds, { isLarge }) {
  const before = await hub.metrics();
  const derivedMs = await timed(() => deriveAll(hub, client));
  const after = await hub.metrics();
  const { rows } = await client.query('SELECT count(*)::int AS hours FROM sales_hours');
  const [{ hours }] = rows;
  await client.query('VACUUM ANALYZE');
  const plainMs = await timed(() => client.query(PLAIN));
  await client.query('DROP TABLE plain_revisions, plain_hours, plain_submissions');
  const { total } = statementsPer(hours, before, after);
  console.log(`\nfirst derivation: ${hours} hours of ${size.stores} stores from ${size.orders} orders`);
  console.log(
    `  derived in ${seconds(derivedMs)}, one INSERT … SELECT of the same rows in ${seconds(plainMs)}`,
  );
  const ratio = derivedMs / plainMs;
  console.log(`  ratio ${isLarge ? bounds.atMost('first derivation', ratio, MOST) : ratio.toFixed(2)}`);
  console.log(`  statements an hour ${bounds.atMost('statements an hour', total, MOST_STATEMENTS)}`);
  await tellExact(client, bounds, 'first derivation');
}

/** @param {import('pg').Client} client @param {import('./bounds.mjs').Bounds} bounds */
export async function tellExact(client, bounds, when) {
  const { hours, empty, missing, wrong } = await compareHours(client, DERIVED);
  const holds = bounds.isTrue(`${when}: every hour is what the facts say`, missing + wrong === 0);
  console.log(
    `  ${hours} hours (${empty} of nothing) held against the facts: ${missing} missing, ${wrong} wrong`,
  );
  console.log(`  every one is what was sold, to the fen: ${holds}`);
}

/**
 * Has the vendor know all that was derived, as if it had been sent.
 *
 * @param {import('pg').Client} client
 */
export async function reportAll(client) {
  await client.query(
    `UPDATE submissions SET state = 'accepted', attempts = 1, settled_at = now() WHERE state = 'waiting'`,
  );
  await client.query('VACUUM ANALYZE submissions');
}

const DERIVED = 'SELECT store_id, hour_start, total_fen, orders, items, lines FROM sales_hours';

/** A run takes each store forward by some hours alone. */
async function deriveAll(hub, client) {
  for (let behind = true; behind;) {
    await hub.run('reporting.derive');
    behind = (await client.query(BEHIND)).rows.length > 0;
  }
}

const BEHIND = 'SELECT FROM sales_sinks, facts.stretch WHERE reported_through < to_at LIMIT 1';

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const PARTS = 'gross_fen, discount_fen, freight_fen, packaging_fen, service_fen, rounding_fen, refund_fen';

/** Tables with the same columns, rules and indexes, and the same rows but for their ids. */
const PLAIN = `
  CREATE TABLE plain_revisions (LIKE hourly_revisions INCLUDING ALL);
  CREATE TABLE plain_hours (LIKE sales_hours INCLUDING ALL);
  CREATE TABLE plain_submissions (LIKE submissions INCLUDING ALL);
  WITH sums AS (
    SELECT p.store_id, date_trunc('hour', p.at, s.time_zone) AS hour_start, sum(p.orders) AS orders, sum(p.items) AS items,
      sum(p.lines) AS lines, sum(p.total_fen) AS total_fen, sum(p.gross_fen) AS gross_fen,
      sum(p.discount_fen) AS discount_fen, sum(p.freight_fen) AS freight_fen, sum(p.packaging_fen) AS packaging_fen,
      sum(p.service_fen) AS service_fen, sum(p.rounding_fen) AS rounding_fen, sum(p.refund_fen) AS refund_fen
    FROM sale_postings p JOIN stores s ON s.id = p.store_id GROUP BY 1, 2),
  hours AS (
    SELECT h.store_id, h.hour_start, h.hour_end, gen_random_uuid() AS id, coalesce(orders, 0)::int AS orders,
      ${['items', 'lines', 'total_fen', ...PARTS.split(', ')].map((name) => `coalesce(sums.${name}, 0)::bigint AS ${name}`).join(', ')}
    FROM (SELECT store_id, hour_start, hour_end FROM sales_hours) h LEFT JOIN sums USING (store_id, hour_start)),
  revisions AS (
    INSERT INTO plain_revisions (id, derived_at, store_id, hour_start, hour_end, revision, total_fen, orders, items, lines,
      ${PARTS}, why, rule_versions, seen_through, seen_orders, seen_seqs)
    SELECT id, now(), store_id, hour_start, hour_end, 1, total_fen, orders, items, lines, ${PARTS}, '{first}', '{0}', now(),
      '{}', '{}' FROM hours),
  latest AS (
    INSERT INTO plain_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders, items,
      lines, ${PARTS})
    SELECT store_id, hour_start, hour_end, 1, id, now(), total_fen, orders, items, lines, ${PARTS} FROM hours)
  INSERT INTO plain_submissions (id, store_id, account_id, revision_id, revision, revision_at,
    hour_start, cover, payload, state, due_at, created_at)
  SELECT gen_random_uuid(), store_id, (SELECT account_id FROM sales_sinks LIMIT 1), id, 1, now(), hour_start, false, '{}', 'waiting',
    now(), now() FROM hours`;
