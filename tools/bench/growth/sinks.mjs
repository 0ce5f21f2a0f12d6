const STORES = 20;
/** Of the last ones nobody has derived the sales. */
export const UNDERIVED_HOURS = 48;

const BEGIN = `date_trunc('hour', now()) - INTERVAL '${UNDERIVED_HOURS} hours'`;

const SINKS = (sink) => `
  WITH bound AS (
    INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at, bound_at)
    SELECT gen_random_uuid(), '${sink}', id, code, ${BEGIN}, ${BEGIN}
    FROM (SELECT id, code FROM stores WHERE code LIKE 'G-%' ORDER BY id LIMIT ${STORES}) AS chosen RETURNING id, store_id)
  INSERT INTO sales_sinks (binding_id, store_id, account_id, starts_at, reported_through)
  SELECT id, store_id, '${sink}', ${BEGIN}, ${BEGIN} FROM bound`;

/**
 * Has the hours that nobody has derived be told to this account, of some stores.
 *
 * @param {import('pg').Client} client
 * @param {string} sink
 */
export const tellHoursTo = (client, sink) => client.query(SINKS(sink));

/**
 * How many hours of these stores have been derived.
 *
 * @param {import('pg').Client} client
 * @returns {Promise<number>}
 */
export async function derivedHours(client) {
  const { rows } = await client.query(`
    SELECT count(*)::int AS hours FROM sales_hours JOIN sales_sinks USING (store_id)
    WHERE hour_start >= starts_at AND hour_start < reported_through`);
  return rows[0].hours;
}
