/** What stands, however much was closed before. */
const LIVE = 4_000;
const STORES = 200;
/** Who is to see to one in a hundred. */
export const SOMEBODY = '王芳';
/** So many of one account, the newest, are one incident. */
const OF_INCIDENT = 500;

const uuidAt = (at, text) => `(lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || '7'
  || substr(md5(${text}), 1, 3) || '8' || substr(md5(${text}), 4, 15))::uuid`;

const CHAIN = `
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'D-' || n, '示范店 ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, ${STORES}) AS n;
  CREATE TEMP TABLE chain AS SELECT array_agg(id ORDER BY code) AS ids FROM stores`;

/** One in fifty is another account's; of one in a hundred thousand nothing is to be done. The first is the newest. */
const ROWS = (count, { till, other }, incidentId) => `
  INSERT INTO incidents (id, rule, account_id, since, begun_at, last_at)
  VALUES ('${incidentId}', 'alive_after_cancel', '${till}', now(), now(), now());
  INSERT INTO discrepancies (id, rule, subject, key, order_id, store_id, account_id, severity, state, evidence, fingerprint,
    repairs, since, opened_at, updated_at, closed_at, closed_by, assignee, incident_id)
  SELECT ${uuidAt('at', "'discrepancy ' || n")}, rule, 'order:' || order_id, '', order_id, ids[1 + n % ${STORES}],
    CASE WHEN n % 50 = 0 THEN '${other}' ELSE '${till}' END::uuid,
    CASE rule WHEN 'refunded_after_completion' THEN 'info' WHEN 'alive_after_cancel' THEN 'error' ELSE 'warn' END,
    CASE WHEN n > ${LIVE} THEN 'closed' WHEN n % 40 = 0 THEN 'dismissed' WHEN n % 20 = 0 THEN 'accepted' ELSE 'open' END,
    jsonb_build_object('till', 'T-' || n, 'tillFulfilment', 'accepted', 'storefront', 'S-' || n), md5(n::text), '[]',
    at, at, at, CASE WHEN n > ${LIVE} THEN at END, CASE WHEN n > ${LIVE} THEN 'stories_agree' END,
    CASE WHEN n % 100 = 1 THEN '${SOMEBODY}' END, CASE WHEN n <= ${OF_INCIDENT} AND rule = 'alive_after_cancel' THEN '${incidentId}'::uuid END
  FROM generate_series(1, ${count}) AS n, chain,
    LATERAL (SELECT date_trunc('milliseconds', now() - n * INTERVAL '400 days' / ${count}) AS at,
      CASE WHEN n % 100000 = 7 THEN 'refunded_after_completion' WHEN n % 3 = 0 THEN 'status_differs' ELSE 'alive_after_cancel' END
        AS rule, ${uuidAt('now()', "'order ' || n")} AS order_id) AS told`;

/**
 * So many discrepancies of 400 days, of which some thousands stand.
 *
 * @param {import('pg').Client} client
 * @param {number} count
 * @param {{ till: string, other: string }} accounts ids
 * @returns what lists can be narrowed to
 */
export async function addDiscrepancies(client, count, accounts) {
  const incidentId = '0198c0de-0000-7000-8000-000000000001';
  for (const step of [CHAIN, ROWS(count, accounts, incidentId), 'VACUUM ANALYZE']) await client.query(step);
  const { rows } = await client.query(
    `SELECT id, order_id, store_id, opened_at FROM discrepancies ORDER BY id LIMIT 1 OFFSET ${count / 2}`,
  );
  const [{ id, order_id, store_id, opened_at }] = rows;
  return {
    ...accounts,
    incidentId,
    id,
    orderId: order_id,
    storeId: store_id,
    openedAt: opened_at.toISOString(),
  };
}
