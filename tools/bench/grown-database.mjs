/** An id that begins with this time, as ours do; of one time and number always the same. */
const id = (at, number) => `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7'
  || substr(md5(${number}::text), 1, 3) || '8' || substr(md5(${number}::text), 4, 15))::uuid`;

/** In a year's time, one after the other; `n` counts from the newest. */
const past = (count) => `generate_series(1, ${count}) AS n,
  LATERAL (SELECT date_trunc('milliseconds', now() - n * INTERVAL '365 days' / ${count}) AS at) AS time`;

const STORES = 50;
const store = (number) => `(SELECT ids[1 + ${number} % cardinality(ids)] FROM chain)`;

const newStores = (stores) => `
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'G-' || n, 'Grown ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, ${stores}) AS n`;
const CHAIN = `WITH chain AS MATERIALIZED (SELECT array_agg(id ORDER BY substr(code, 3)::int) AS ids FROM stores WHERE code LIKE 'G-%')`;

/** One in a thousand orders belongs to no store, one in a hundred is open, three in a hundred are cancelled. */
const orders = (count) => `
  CREATE TEMP TABLE grown AS SELECT ${id('at', 'n')} AS id, n, at FROM ${past(count)};
  ${CHAIN} INSERT INTO orders (id, store_id, status, payment, fulfilment, after_sale, placed_at, total_fen, sale_at, sale_fen,
    sale_items, sale_lines, created_at, updated_at)
  SELECT id, CASE WHEN n % 1000 <> 0 THEN ${store('n')} END,
    CASE WHEN n % 33 = 0 THEN 'cancelled' WHEN n % 100 = 1 THEN 'paid' ELSE 'completed' END, 'paid', 'completed', 'none',
    at, 2500, at, 2500, 1, 1, at, at FROM grown`;

const STATE = (
  at,
  method,
) => `jsonb_build_object('placement', jsonb_build_object('asOf', ${at}, 'digest', md5(n::text),
  'precedence', 0, 'value', jsonb_build_object('vendorStoreId', 'G-' || (1 + n % ${STORES}), 'placedAt', ${at}, 'numbers', '[]'::jsonb,
  'origin', '{}'::jsonb)), 'payment', jsonb_build_object('asOf', ${at}, 'digest', md5(n::text), 'precedence', 0, 'value',
  jsonb_build_object('state', 'paid', 'raw', 'paid', 'paidAt', ${at}, 'method', '${method}')))`;

const LEG_COLUMNS = `id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, vendor_store_id, store_id,
  order_at, state, confirmed_at, created_at, updated_at`;

/** Each order has a shop's leg, of two accounts and a rare third one; three in ten have one at a till. */
const legs = ([shop, other, rare, till]) => `
  ${CHAIN} INSERT INTO legs (${LEG_COLUMNS})
  SELECT id, id, CASE WHEN n % 5000 = 0 THEN '${rare}'::uuid WHEN n % 3 = 0 THEN '${other}'::uuid ELSE '${shop}'::uuid END,
    'storefront', 'SF' || to_char(at, 'YYYYMMDD') || '-' || n, 0, true, 'G-' || (1 + n % ${STORES}),
    CASE WHEN n % 1000 <> 0 THEN ${store('n')} END, at, ${STATE('at', 'wechat')}, at, at, at FROM grown;
  ${CHAIN} INSERT INTO legs (${LEG_COLUMNS})
  SELECT ${id('at', "'till ' || n")}, id, '${till}'::uuid, 'pospal', (880000000000 + n)::text, 1, false, NULL, ${store('n')}, at,
    ${STATE('at', 'cash')}, at, at, at FROM grown WHERE n % 10 < 3;
  INSERT INTO leg_numbers (number, leg_id) SELECT vendor_no, id FROM legs ON CONFLICT DO NOTHING;
  INSERT INTO leg_numbers (number, leg_id) SELECT '4200' || lpad(n::text, 16, '0'), id FROM grown;
  INSERT INTO contacts (leg_id, name, phone, address, phone_hash)
  SELECT id, '林小雨', '138' || lpad((n::bigint * 7919 % 100000000)::text, 8, '0'), '虚构路1号',
    decode(md5((n::bigint * 7919 % 100000000)::text), 'hex') FROM grown`;

/** Two in three have been seen to. */
const FLAGS = `
  INSERT INTO order_flags (order_id, source, code, param, since, dismissed_at)
  SELECT id, 'ledger', (ARRAY['totals_do_not_add_up', 'same_instant', 'paid_without_pay_time'])[1 + n / 33 % 3], '', at,
    CASE WHEN n % 99 <> 0 THEN at END FROM grown WHERE n % 33 = 0;
  INSERT INTO order_flags (order_id, source, code, param, since)
  SELECT id, 'ledger', 'unknown_store', 'G-1', at FROM grown WHERE n % 1000 = 0`;

const deliveries = ([shop]) => `
  INSERT INTO deliveries (id, received_at, account_id, connector, key, body_hash, body_size, order_references, state,
    attempts, due_at, error_code, settled_at)
  SELECT id, at, '${shop}'::uuid, 'storefront', 'msg_' || n, decode(md5(n::text), 'hex'), 600, '[]',
    CASE WHEN n % 1000 = 7 THEN 'pending' WHEN n % 100 = 8 THEN 'failed' WHEN n % 100 = 9 THEN 'conflict' ELSE 'done' END, 1,
    at, CASE WHEN n % 100 = 8 THEN 'internal' END, CASE WHEN n % 1000 <> 7 THEN at END FROM grown`;

/** Two in five orders' worth of hours. */
const hours = (count, [, , , till], stores, underived) => `
  CREATE TEMP TABLE grown_hours AS SELECT DISTINCT ON (store, hour) ${id('hour', "'revision ' || n")} AS revision_id, n, store, hour FROM (
    ${CHAIN} SELECT n, ${store('n')} AS store, date_trunc('hour', now()) - (${underived} + n / ${stores}) * INTERVAL '1 hour' AS hour
    FROM generate_series(1, ${Math.round(count * 0.4)}) AS n) AS all_hours;
  INSERT INTO hourly_revisions (id, store_id, hour_start, hour_end, revision, total_fen, orders, items, lines, derived_at,
    seen_through)
  SELECT revision_id, store, hour, hour + INTERVAL '1 hour', 1, 2500, 1, 1, 1, hour, hour FROM grown_hours;
  INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders, items, lines)
  SELECT store, hour, hour + INTERVAL '1 hour', 1, revision_id, hour, 2500, 1, 1, 1 FROM grown_hours;
  INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, payload, state, attempts,
    due_at, error_code, created_at, settled_at)
  SELECT ${id('hour', "'submission ' || n")}, store, '${till}'::uuid, revision_id, 1, hour, hour, false, '{}',
    CASE WHEN n % 200 = 0 THEN 'failed' WHEN n < 50 THEN 'waiting' ELSE 'accepted' END, 1, hour,
    CASE WHEN n % 200 = 0 THEN 'rejected' END, hour, CASE WHEN n >= 50 THEN hour END FROM grown_hours`;

const dispatches = ([, , , till]) => `
  INSERT INTO dispatches (id, account_id, kind, leg_id, store_id, cause, state, attempts, due_at, created_at, updated_at,
    settled_at, marker)
  SELECT ${id('grown.at', "'dispatch ' || n")}, '${till}'::uuid, 'place', grown.id, orders.store_id, 'rule',
    CASE WHEN n % 2000 = 0 THEN 'held' WHEN n % 4000 = 1 THEN 'waiting' WHEN n % 9000 = 2 THEN 'unknown'
         WHEN n % 900 = 2 THEN 'failed' ELSE 'done' END,
    1, grown.at, grown.at, grown.at, CASE WHEN n % 4000 <> 1 AND n % 2000 <> 0 THEN grown.at END, 'm' || n
  FROM grown JOIN orders USING (id) WHERE n % 10 < 3`;

const polling = (count, [, , , till]) => `
  INSERT INTO windows (id, account_id, stream, from_at, to_at, state, due_at, created_at)
  SELECT ${id('at', "'window ' || n")}, '${till}'::uuid, 'orders', at, at + INTERVAL '5 minutes',
    CASE WHEN n % 3000 = 0 THEN 'failed' WHEN n < 4 THEN 'open' ELSE 'closed' END, at, at
  FROM ${past(Math.round(count * 0.1))};
  INSERT INTO refreshes (leg_id, account_id, first_at, due_at)
  SELECT id, account_id, created_at, created_at + INTERVAL '1 day' FROM legs WHERE sell_rank = 1 AND abs(hashtext(id::text)) % 100 = 0`;

/** What the filling job and the recording of orders would have written of them. */
export const POSTINGS = `
  INSERT INTO sale_postings (order_id, seq, store_id, at, posted_at, kind, orders, items, lines, total_fen, gross_fen, discount_fen,
    freight_fen, packaging_fen, service_fen, rounding_fen, refund_fen, cause, rule_version)
  SELECT id, 1, store_id, sale_at, created_at, 'sale', 1, sale_items, sale_lines, sale_fen, sale_fen, 0, 0, 0, 0, 0, 0, 'record', 0
  FROM orders WHERE store_id IS NOT NULL AND sale_at IS NOT NULL;
  UPDATE orders SET postings = 1, posting_key = 'grown' WHERE store_id IS NOT NULL AND sale_at IS NOT NULL`;

/**
 * So many orders over a year, with what belongs to them, as the hub would have left them.
 *
 * @param {import('pg').Client} client
 * @param {number} count
 * @param {string[]} accounts the ids of two shops, a rare one and a till
 * @param {number} stores
 * @param {number} underived of so many last hours nobody has derived the sales
 */
export async function grow(client, count, accounts, stores = STORES, underived = 0) {
  await client.query(`SELECT ensure_partitions(now() - INTERVAL '13 months', 16)`);
  const steps = [
    newStores(stores),
    orders(count),
    legs(accounts),
    FLAGS,
    deliveries(accounts),
    hours(count, accounts, stores, underived),
  ];
  for (const step of [...steps, dispatches(accounts), polling(count, accounts)]) await client.query(step);
  await client.query('DROP TABLE grown, grown_hours');
  await client.query('VACUUM ANALYZE');
}
