import { Conditions } from '#database/conditions.js';
import type { Statement } from '#database/sql.js';
import type { DispatchState } from '../dispatch-words.js';
import type { DispatchFilter } from './dispatch-filter.js';

/** As the list's filter, of several states at once. */
export interface ChosenDispatches extends Omit<DispatchFilter, 'state' | 'before' | 'limit'> {
  readonly state?: readonly DispatchState[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Selects commands for a bulk act, in the order in which they were made. */
export function chosenDispatches({ ids, state, from, to, ...same }: ChosenDispatches): Statement {
  const chosen = new Conditions()
    .where((given) => `d.id = ANY(${given}::uuid[])`, ids)
    .where((given) => `d.state = ANY(${given}::text[])`, state)
    .where((given) => `d.kind = ${given}`, same.kind)
    .where((given) => `d.error_code = ${given}`, same.errorCode)
    .where((given) => `d.account_id = ${given}::uuid`, same.accountId)
    .where((given) => `d.store_id = ${given}::uuid`, same.storeId)
    .where((given) => `l.order_id = ${given}::uuid`, same.orderId)
    .where((given) => `d.created_at >= ${given}::timestamptz`, from)
    .where((given) => `d.created_at < ${given}::timestamptz`, to);
  return {
    text: `SELECT d.id::text AS target, coalesce(l.order_no, l.vendor_no) AS name, d.state AS was
           FROM dispatches d JOIN legs l ON l.id = d.leg_id WHERE ${chosen.text} ORDER BY d.id`,
    values: chosen.values,
  };
}
