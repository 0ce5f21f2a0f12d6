/** An id that begins with this time, as ours do; of one time and number always the same. */
const id = (at, number) => `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7'
  || substr(md5(${number}::text), 1, 3) || '8' || substr(md5(${number}::text), 4, 15))::uuid`;

/** When an order was recorded: a minute after it was paid. */
const RECORDED = `o.paid_at + INTERVAL '1 minute'`;
const ORDER_ID = id('o.paid_at', 'o.n');

const STORES = (sink) => `
  WITH stores AS (
    INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
    SELECT s.id, s.code, s.code, s.zone, from_at, from_at FROM facts.stores s, facts.stretch),
  bound AS (
    INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at, bound_at)
    SELECT s.binding_id, '${sink}', s.id, s.number::text, from_at, from_at FROM facts.stores s, facts.stretch)
  INSERT INTO sales_sinks (binding_id, store_id, account_id, starts_at, reported_through)
  SELECT s.binding_id, s.id, '${sink}', from_at, from_at FROM facts.stores s, facts.stretch`;

const SELLS = `o.fate IN ('sold', 'refunded', 'corrected')`;

const ORDERS = `
  INSERT INTO orders (id, store_id, status, payment, fulfilment, after_sale, placed_at, total_fen, sale_at, sale_fen,
    sale_items, sale_lines, created_at, updated_at, postings, posting_key)
  SELECT ${ORDER_ID}, s.id, CASE o.fate WHEN 'unpaid' THEN 'unpaid' WHEN 'cancelled' THEN 'cancelled' ELSE 'completed' END,
    CASE o.fate WHEN 'unpaid' THEN 'unpaid' ELSE 'paid' END,
    CASE o.fate WHEN 'unpaid' THEN 'created' WHEN 'cancelled' THEN 'cancelled' ELSE 'completed' END,
    CASE o.fate WHEN 'refunded' THEN 'partly_refunded' ELSE 'none' END, o.paid_at, o.total_fen,
    CASE WHEN ${SELLS} THEN o.paid_at END, CASE WHEN ${SELLS} THEN o.total_fen END, CASE WHEN ${SELLS} THEN o.items END,
    CASE WHEN ${SELLS} THEN o.lines END, ${RECORDED}, ${RECORDED},
    CASE o.fate WHEN 'unpaid' THEN 0 WHEN 'cancelled' THEN 2 WHEN 'corrected' THEN 3 ELSE 1 END,
    CASE WHEN ${SELLS} THEN md5(o.n::text) ELSE '' END
  FROM facts.orders o JOIN facts.stores s ON s.number = o.store ORDER BY o.paid_at`;

/** Each order has a shop's leg, found by its number: what is recorded beside them goes through indexes of that size. */
const LEGS = (shop) => `
  INSERT INTO legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, vendor_store_id, store_id,
    order_at, state, confirmed_at, created_at, updated_at)
  SELECT ${ORDER_ID}, ${ORDER_ID}, '${shop}', 'storefront', 'F-' || o.n, 0, true, s.code, s.id, o.paid_at, '{}', ${RECORDED},
    ${RECORDED}, ${RECORDED}
  FROM facts.orders o JOIN facts.stores s ON s.number = o.store ORDER BY o.paid_at;
  INSERT INTO leg_numbers (number, leg_id) SELECT vendor_no, id FROM legs`;

const FIGURES = ['gross_fen', 'discount_fen', 'freight_fen', 'packaging_fen', 'service_fen', 'rounding_fen'];

/** One row that an order adds; a first statement was of half the amount, all of it gross. */
const posting = ({ seq, of, first = false, taken = false }) => {
  const sign = taken ? '-' : '';
  const figure = (name) => (first ? (name === 'gross_fen' ? 'o.total_fen / 2' : '0') : `o.${name}`);
  return `
  SELECT o.n, ${ORDER_ID} AS order_id, ${seq} AS seq, ${first ? 'o.first_store' : 'o.store'} AS store,
    ${first ? 'o.first_at' : 'o.paid_at'} AS at, ${sign}1 AS orders, ${sign}o.items AS items, ${sign}o.lines AS lines,
    ${sign}(${first ? 'o.total_fen / 2' : 'o.total_fen'}) AS total_fen,
    ${FIGURES.map((name) => `${sign}(${figure(name)}) AS ${name}`).join(', ')}, o.method,
    ${taken ? '1' : 'NULL::int'} AS reverses, ${RECORDED} + ${seq} * INTERVAL '1 second' AS posted_at
  FROM facts.orders o WHERE o.fate IN (${of})`;
};

/** As the ledger would have written them, one recording after the other. */
const POSTINGS = `
  INSERT INTO sale_postings (order_id, seq, store_id, at, posted_at, kind, orders, items, lines, total_fen,
    ${FIGURES.join(', ')}, refund_fen, payment_method, cause, rule_version, reverses)
  SELECT p.order_id, p.seq, s.id, p.at, p.posted_at, 'sale', p.orders, p.items, p.lines, p.total_fen,
    ${FIGURES.map((name) => `p.${name}`).join(', ')}, 0, p.method, 'record', 0, p.reverses
  FROM (${[
    posting({ seq: 1, of: `'sold', 'refunded', 'cancelled'` }),
    posting({ seq: 1, of: `'corrected'`, first: true }),
    posting({ seq: 2, of: `'cancelled'`, taken: true }),
    posting({ seq: 2, of: `'corrected'`, first: true, taken: true }),
    posting({ seq: 3, of: `'corrected'` }),
  ].join(' UNION ALL ')}) p JOIN facts.stores s ON s.number = p.store ORDER BY p.posted_at`;

/**
 * The hub's tables as it would have left them had it recorded the facts, and derived nothing yet.
 *
 * @param {import('pg').Client} client
 * @param {{ shop: string, sink: string }} accounts ids of who told the orders, and who is told the hours
 */
export async function growSales(client, { shop, sink }) {
  await client.query(`SELECT ensure_partitions(now() - INTERVAL '2 months', 4)`);
  for (const step of [STORES(sink), ORDERS, LEGS(shop), POSTINGS]) await client.query(step);
  await client.query('VACUUM ANALYZE');
}
