import { Conditions } from '#database/conditions.js';
import { ofEachStore } from '#database/of-each-store.js';
import type { Sql } from '#database/sql.js';
import { storesOf } from '#domain/access.js';
import { isSubjectOf } from '../keep/subject-scope.query.js';
import { type DiscrepancyPart, firstIdAt } from './discrepancy-filter.js';

interface ScopedPart extends DiscrepancyPart {
  readonly ids?: readonly string[] | undefined;
}

/**
 * The ids of a part of the list for whoever sees single stores, the newest first.
 * @returns undefined where all stores are seen: then nothing is asked
 */
export async function discrepanciesOfStores(sql: Sql, part: ScopedPart): Promise<string[] | undefined> {
  const stores = storesOf(part.stores, part.storeId);
  if (stores === undefined) return undefined;
  const wanted = new Conditions()
    .where((given) => isSubjectOf('d', given), stores)
    .where((given) => `d.id = ANY(${given}::uuid[])`, part.ids)
    .where((given) => `d.state = ${given}`, part.state)
    .where((given) => `d.rule = ${given}`, part.rule)
    .where((given) => `d.severity = ${given}`, part.severity)
    .where((given) => `d.account_id = ${given}::uuid`, part.accountId)
    .where((given) => `d.order_id = ${given}::uuid`, part.orderId)
    .where((given) => `d.incident_id IS NOT DISTINCT FROM ${given}::uuid`, part.incidentId)
    .where((given) => `d.assignee IS NOT DISTINCT FROM ${given}::text`, part.assignee)
    .where((given) => `d.id < ${given}::uuid`, part.openedBefore && firstIdAt(part.openedBefore))
    .where((given) => `d.id >= ${given}::uuid`, part.openedAfter && firstIdAt(part.openedAfter))
    .where((given) => `d.id < ${given}::uuid`, part.before);
  const cut = `ORDER BY id DESC LIMIT $${String(wanted.values.length + 1)}`;
  const ofStore = (storeId: string): string =>
    `SELECT d.id FROM discrepancies d WHERE d.store_id = ${storeId} AND ${wanted.text} ${cut}`;
  const rows = await sql.rows<{ id: string }>({
    text: `SELECT id FROM ${ofEachStore('$1', ofStore)} AS d ${cut}`,
    values: [...wanted.values, part.limit],
  });
  return rows.map(({ id }) => id);
}
