import { Conditions } from '#database/conditions.js';
import type { Statement } from '#database/sql.js';
import type { RepairKind } from '#domain/repair.js';
import type { DiscrepancyState } from '../keep/keep-rule.js';
import type { DiscrepancyFilter } from './discrepancy-filter.js';

/** As the list's filter, of several states at once. */
export interface ChosenDiscrepancies extends Omit<DiscrepancyFilter, 'state'> {
  readonly state?: readonly DiscrepancyState[] | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Only those that this kind of repair is offered for, once: of several a person chooses one by one. */
  readonly offers?: RepairKind | undefined;
}

/** An order's number, an hour's store or an account, whichever it is about. */
const NAME = `coalesce(
  (SELECT coalesce(l.order_no, l.vendor_no) FROM legs l WHERE l.order_id = d.order_id ORDER BY l.sell_rank, l.id LIMIT 1),
  (SELECT s.name FROM stores s WHERE s.id = d.store_id), (SELECT a.name FROM accounts a WHERE a.id = d.account_id))`;

const offersOnce = (kind: string): string =>
  `(SELECT count(*) FROM jsonb_array_elements(d.repairs) o WHERE o->>'kind' = ${kind}) = 1`;

/** Selects discrepancies for a bulk act, in the order in which they were opened. */
export function chosenDiscrepancies(filter: ChosenDiscrepancies): Statement {
  const { ids, offers, state, incidentId, assignee, openedBefore, openedAfter, ...same } = filter;
  const chosen = new Conditions()
    .where((given) => `d.id = ANY(${given}::uuid[])`, ids)
    .where((given) => `d.state = ANY(${given}::text[])`, state)
    .where((given) => `d.rule = ${given}`, same.rule)
    .where((given) => `d.severity = ${given}`, same.severity)
    .where((given) => `d.store_id = ${given}::uuid`, same.storeId)
    .where((given) => `d.account_id = ${given}::uuid`, same.accountId)
    .where((given) => `d.order_id = ${given}::uuid`, same.orderId)
    .where((given) => `d.incident_id IS NOT DISTINCT FROM ${given}::uuid`, incidentId)
    .where((given) => `d.assignee IS NOT DISTINCT FROM ${given}::text`, assignee)
    .where(offersOnce, offers)
    .where((given) => `d.opened_at < ${given}::timestamptz`, openedBefore)
    .where((given) => `d.opened_at >= ${given}::timestamptz`, openedAfter);
  return {
    text: `SELECT d.id::text AS target, ${NAME} AS name, d.state AS was FROM discrepancies d
           WHERE ${chosen.text} ORDER BY d.id`,
    values: chosen.values,
  };
}
