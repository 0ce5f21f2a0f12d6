import type { LegRow } from './legs.store.js';
import type { LinkedReceipt, Receipt } from './recording.js';

/**
 * Where the legs are that receipts name. One that exact evidence had put into another order stays there.
 * @param named the legs that the receipts name, in their order
 * @param legs all of the orders concerned
 */
export function linkedReceipts(
  receipts: readonly Receipt[],
  named: readonly { readonly row: LegRow }[],
  legs: readonly LegRow[],
): LinkedReceipt[] {
  const orders = new Map(legs.map(({ id, order_id }) => [id, order_id]));
  return named.map(({ row: { id, order_id } }, at) => ({
    legId: id,
    orderId: order_id,
    isOurs: orders.get(receipts[at]?.legId ?? '') === order_id,
  }));
}
