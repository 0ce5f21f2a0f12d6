import { Conditions } from '#database/conditions.js';
import type { Statement } from '#database/sql.js';
import { type DeliveryFilter, type DeliveryState, keyOf } from './delivery.query.js';

/** As the list's filter, of several states at once. */
export interface ChosenDeliveries extends Pick<DeliveryFilter, 'accountId' | 'errorCode' | 'from' | 'to'> {
  readonly state?: readonly DeliveryState[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Selects deliveries for a bulk act, in the order in which they came. */
export function chosenDeliveries({
  ids,
  state,
  errorCode,
  accountId,
  from,
  to,
}: ChosenDeliveries): Statement {
  const chosen = new Conditions()
    .where((given) => `id = ANY(${given}::uuid[])`, ids)
    .where(
      (given) => `received_at = ANY(${given}::timestamptz[])`,
      ids?.map((id) => keyOf(id).receivedAt),
    )
    .where((given) => `account_id = ${given}::uuid`, accountId)
    .where((given) => `state = ANY(${given}::text[])`, state)
    .where((given) => `error_code = ${given}`, errorCode)
    .where((given) => `received_at >= ${given}::timestamptz`, from)
    .where((given) => `received_at <= ${given}::timestamptz`, to);
  return {
    text: `SELECT id::text AS target, coalesce(order_references->0->>'vendorNo', key) AS name, state AS was
           FROM deliveries WHERE ${chosen.text} ORDER BY received_at, id`,
    values: chosen.values,
  };
}
