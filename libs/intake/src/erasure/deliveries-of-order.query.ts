import type { Sql, Statement } from '#database/sql.js';
import { keyOf } from '../delivery.query.js';

/** A delivery whose bytes are kept, or were. */
export interface KeptDelivery {
  readonly id: string;
  readonly received_at: Date;
  readonly account_id: string;
  readonly connector: string;
  readonly numbers: readonly string[];
}

const NUMBERS = `ARRAY(SELECT jsonb_path_query(d.order_references, '$[*].vendorNo') #>> '{}') AS numbers`;
const COLUMNS = `d.id, d.received_at, d.account_id, d.connector, ${NUMBERS}`;

/** All that name an order, however they ended and whether or not anything changed by them. */
export const deliveriesOfOrder = (
  sql: Sql,
  { accountId, numbers }: { readonly accountId: string; readonly numbers: readonly string[] },
): Promise<KeptDelivery[]> =>
  sql.rows({
    name: 'inbox_deliveries_of_order',
    text: `SELECT ${COLUMNS} FROM unnest($2::text[]) AS asked(number)
           CROSS JOIN LATERAL (
             SELECT * FROM deliveries WHERE account_id = $1
               AND order_references @> jsonb_build_array(jsonb_build_object('vendorNo', asked.number)) OFFSET 0) AS d
           ORDER BY d.id`,
    values: [accountId, numbers],
  });

/** The body of a delivery has its id. */
export const deliveriesOfPayloads = (sql: Sql, ids: readonly string[]): Promise<KeptDelivery[]> =>
  sql.rows({
    name: 'inbox_deliveries_of_payloads',
    text: `SELECT ${COLUMNS} FROM unnest($1::uuid[], $2::timestamptz[]) AS asked(id, received_at)
           JOIN deliveries d ON d.received_at = asked.received_at AND d.id = asked.id ORDER BY d.id`,
    values: [ids, ids.map((id) => keyOf(id).receivedAt)],
  });

/** As a selection: these deliveries, under the number that each names. @param first number of the `$n` to use */
export const unrecordedDeliveries = (ids: readonly string[], first = 1): Statement => ({
  text: `SELECT d.id, d.account_id, d.order_references,
           coalesce(d.order_references -> 0 ->> 'vendorNo', d.key) AS name
         FROM unnest($${String(first)}::uuid[], $${String(first + 1)}::timestamptz[]) AS asked(id, received_at)
         JOIN deliveries d ON d.received_at = asked.received_at AND d.id = asked.id
         ORDER BY d.id`,
  values: [ids, ids.map((id) => keyOf(id).receivedAt)],
});
