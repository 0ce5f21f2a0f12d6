const LEG_COLUMNS = `connector, sell_rank, own_store_ids, opened_by, confirmed_at, created_at, updated_at`;
const ORDER_COLUMNS = `status, payment, fulfilment, after_sale, sale_fen, sale_items, sale_lines, total_fen, created_at, updated_at`;

/**
 * So many more orders like the recorded one of this number, which name this store: one a minute back from now.
 *
 * @param {import('pg').Client} client
 * @param {{ like: string, count: number, code: string }} orders
 */
export async function addLegs(client, { like, count, code }) {
  await client.query(COPY, [like, count, code]);
  await client.query('VACUUM ANALYZE legs, orders');
}

/** What the ledger would have written; the state says when it was placed and paid, so that it can be folded anew. */
const COPY = `
  WITH past AS (
    SELECT gen_random_uuid() AS id, n, to_json(now() - n * INTERVAL '1 minute')::text::jsonb AS at,
      now() - n * INTERVAL '1 minute' AS order_at FROM generate_series(1, $2::int) AS n),
  like_it AS (SELECT * FROM legs WHERE vendor_no = $1),
  ordered AS (
    INSERT INTO orders (id, store_id, placed_at, sale_at, ${ORDER_COLUMNS})
    SELECT past.id, (SELECT store_id FROM store_bindings WHERE vendor_store_id = $3), order_at, order_at, ${ORDER_COLUMNS}
    FROM past, orders WHERE orders.id = (SELECT order_id FROM like_it))
  INSERT INTO legs (id, order_id, account_id, vendor_no, vendor_store_id, store_id, order_at, state, ${LEG_COLUMNS})
  SELECT past.id, past.id, account_id, $3 || '-' || n, $3, (SELECT store_id FROM store_bindings WHERE vendor_store_id = $3),
    past.order_at, jsonb_set(jsonb_set(state, '{placement,value,placedAt}', at), '{payment,value,paidAt}', at), ${LEG_COLUMNS}
  FROM past, like_it`;
