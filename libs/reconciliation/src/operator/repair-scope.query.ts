import { Conditions } from '#database/conditions.js';
import { ofEachStore } from '#database/of-each-store.js';
import type { Sql } from '#database/sql.js';
import { storesOf } from '#domain/access.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';
import type { RepairPart } from './repair-filter.js';

interface ScopedPart extends RepairPart {
  readonly ids?: readonly string[] | undefined;
}

/**
 * The ids of a part of the list for whoever sees single stores, the newest first.
 * @returns undefined where all stores are seen: then nothing is asked
 */
export async function repairsOfStores(sql: Sql, part: ScopedPart): Promise<string[] | undefined> {
  const stores = storesOf(part.stores, part.storeId);
  if (stores === undefined) return undefined;
  const wanted = new Conditions()
    .where((given) => isSubjectOf('r', given), stores)
    .where((given) => `r.id = ANY(${given}::uuid[])`, part.ids)
    .where((given) => `r.state = ${given}`, part.state)
    .where((given) => `r.rule = ${given}`, part.rule)
    .where((given) => `r.kind = ${given}`, part.kind)
    .where((given) => `r.account_id = ${given}::uuid`, part.accountId)
    .where((given) => `r.order_id = ${given}::uuid`, part.orderId)
    .where((given) => `r.discrepancy_id = ${given}::uuid`, part.discrepancyId)
    .where((given) => `r.id < ${given}::uuid`, part.before);
  const cut = `ORDER BY id DESC LIMIT $${String(wanted.values.length + 1)}`;
  const ofStore = (storeId: string): string =>
    `SELECT r.id FROM repairs r WHERE r.store_id = ${storeId} AND ${wanted.text} ${cut}`;
  const rows = await sql.rows<{ id: string }>({
    text: `SELECT id FROM ${ofEachStore('$1', ofStore)} AS r ${cut}`,
    values: [...wanted.values, part.limit],
  });
  return rows.map(({ id }) => id);
}
