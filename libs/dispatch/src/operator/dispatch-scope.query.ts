import { Conditions } from '#database/conditions.js';
import { ofEachStore } from '#database/of-each-store.js';
import type { Sql } from '#database/sql.js';
import { storesOf } from '#domain/access.js';
import { isOrderOf, isShownLeg, isWholeOrderOf } from '#ledger/order-scope.query.js';
import { type DispatchFilter, idsFrom, idsUntil } from './dispatch-filter.js';

/** SQL: the command is of one of these stores, and its order is theirs now with all its legs. */
export const isDispatchOf = (row: string, stores: string): string =>
  `(${row}.store_id = ANY(${stores}::uuid[]) AND EXISTS (
     SELECT FROM legs about WHERE about.id = ${row}.leg_id AND ${isWholeOrderOf('about.order_id', stores)}))`;

interface ScopedFilter extends DispatchFilter {
  readonly ids?: readonly string[] | undefined;
}

/**
 * The ids of a part of the list for whoever sees single stores, the newest first.
 * @returns undefined where all stores are seen: then nothing is asked
 */
export async function dispatchesOfStores(sql: Sql, filter: ScopedFilter): Promise<string[] | undefined> {
  const stores = storesOf(filter.stores, filter.storeId);
  if (stores === undefined) return undefined;
  const wanted = new Conditions()
    .where((given) => isDispatchOf('d', given), stores)
    .where((given) => `d.id = ANY(${given}::uuid[])`, filter.ids)
    .where((given) => `d.state = ${given}`, filter.state)
    .where((given) => `d.kind = ${given}`, filter.kind)
    .where((given) => `d.error_code = ${given}`, filter.errorCode)
    .where((given) => `d.account_id = ${given}::uuid`, filter.accountId)
    .where((given) => `l.order_id = ${given}::uuid`, filter.orderId)
    .where((given) => `d.created_at >= ${given}::timestamptz`, filter.from)
    .where((given) => `d.id >= ${given}::uuid`, filter.from && idsFrom(filter.from))
    .where((given) => `d.created_at < ${given}::timestamptz`, filter.to)
    .where((given) => `d.id < ${given}::uuid`, filter.to && idsUntil(filter.to))
    .where((given) => `d.id < ${given}::uuid`, filter.before);
  const cut = `ORDER BY id DESC LIMIT $${String(wanted.values.length + 1)}`;
  const rows = await sql.rows<{ id: string }>({
    text: `SELECT id FROM ${ofEachStore(
      '$1',
      (storeId) =>
        `SELECT d.id FROM dispatches d JOIN legs l ON l.id = d.leg_id WHERE d.store_id = ${storeId} AND ${wanted.text} ${cut}`,
    )} AS d ${cut}`,
    values: [...wanted.values, filter.limit],
  });
  return rows.map(({ id }) => id);
}

/** Whether the number at the command's till is an order's that is not seen by whoever sees these stores. */
export async function isOthersNumber(
  sql: Sql,
  { id, orderNo }: { readonly id: string; readonly orderNo: string },
  stores: readonly string[],
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'dispatch_others_number',
    text: `SELECT FROM dispatches d JOIN legs t ON t.account_id = d.account_id AND t.vendor_no = $2
           WHERE d.id = $1 AND NOT (${isShownLeg('t', '$3')} AND ${isOrderOf('t.order_id', '$3')})`,
    values: [id, orderNo, stores],
  });
  return rows.length > 0;
}
