/** An id that begins with this time, as ours do; of one time and text always the same. */
const id = (at, text) => `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7'
  || substr(md5(${text}), 1, 3) || '8' || substr(md5(${text}), 4, 15))::uuid`;

const STORES = 500;
const DAYS = 35;

/** Accounts as rows alone: what rules see of them is asked of the directory, which reads these. */
const CHAIN = `
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'R-' || n, '示范店 ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, ${STORES}) AS n;
  CREATE TEMP TABLE chain AS SELECT array_agg(id ORDER BY code) AS ids FROM stores`;

/** One in two hundred was cancelled by the storefront alone, half an hour after it was placed: longer ago than its patience. */
const ORDERS = (count) => `
  CREATE TEMP TABLE compared AS
  SELECT n, at, ${id('at', "'order ' || n")} AS id, ids[1 + n % ${STORES}] AS store_id, n % 200 = 0 AS differs,
    1000 + n % 9000 AS fen
  FROM generate_series(1, ${count}) AS n, chain,
    LATERAL (SELECT date_trunc('milliseconds', now() - INTERVAL '1 hour' - n * INTERVAL '${DAYS} days' / (${count} + 1)) AS at) AS time;
  INSERT INTO orders (id, store_id, status, payment, fulfilment, after_sale, placed_at, total_fen, sale_at, sale_fen,
    sale_items, sale_lines, created_at, updated_at)
  SELECT id, store_id, 'completed', 'paid', 'completed', 'none', at, fen, at, fen, 2, 1, at, at FROM compared ORDER BY at`;

const STATE = `jsonb_build_object('payment', jsonb_build_object('asOf', at, 'digest', md5(n::text), 'precedence', 0, 'value',
  jsonb_build_object('state', 'paid', 'raw', 'paid', 'paidAt', at, 'method', 'wechat')))`;

/** Three legs of each order, as the ledger would have written them. */
const LEGS = (leg, account, connector, rank) => `
  INSERT INTO legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, vendor_store_id, store_id,
    order_at, state, confirmed_at, created_at, updated_at, is_comparable, payment, paid_at, payment_since, fulfilment,
    completed_at, fulfilment_since, after_sale, is_refunded, sale_fen, total_fen, lines_digest, products_digest, marker)
  SELECT ${id('at', `'${leg} ' || n`)}, id, '${account}', '${connector}', '${leg}-' || n, ${rank}, true, 'R', store_id, at,
    ${STATE}, at, at, at, true, 'paid', at, at,
    ${leg === 'S' ? `CASE WHEN differs THEN 'cancelled' ELSE 'completed' END` : `'completed'`},
    at + INTERVAL '30 minutes', at + INTERVAL '30 minutes', 'none', false, fen, fen, md5(fen::text),
    ${rank === 1 ? 'md5(fen::text)' : 'NULL'}, ${rank === 1 ? 'md5(n::text)' : 'NULL'}
  FROM compared ORDER BY at`;

/** Each was placed at the till. */
const COMMANDS = (till) => `
  INSERT INTO dispatches (id, account_id, kind, leg_id, store_id, cause, state, attempts, due_at, created_at, updated_at,
    settled_at, marker, vendor_no)
  SELECT ${id('at', "'command ' || n")}, '${till}', 'place', ${id('at', "'S ' || n")}, store_id, 'rule', 'done', 1, at, at, at,
    at, md5(n::text), 'T-' || n FROM compared ORDER BY at`;

/**
 * So many orders of three legs and a command each, over the last five weeks.
 *
 * @param {import('pg').Client} client
 * @param {number} count
 * @param {{ shop: string, till: string, shipper: string }} accounts ids
 */
export async function addComparedOrders(client, count, { shop, till, shipper }) {
  const steps = [
    ...[CHAIN, ORDERS(count), LEGS('S', shop, 'storefront', 0), LEGS('T', till, 'pospal', 1)],
    ...[LEGS('W', shipper, 'suning', 'NULL'), COMMANDS(till), 'DROP TABLE compared, chain', 'VACUUM ANALYZE'],
  ];
  for (const step of steps) await client.query(step);
}
