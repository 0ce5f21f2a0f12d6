import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import type { StoreScope } from '#domain/access.js';
import { DomainError } from '#domain/domain-error.js';
import { isUuid } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';

/** @throws NotFoundError where it is not there, or is of other stores */
export async function seenDispatch(dispatches: DispatchQuery, id: string, stores: StoreScope) {
  const found = await dispatches.get(id, stores);
  if (found === undefined) throw new NotFoundError('dispatch', id);
  return found;
}

/**
 * Whoever sees single stores decides about commands of these alone, and gives them no number that another store's order
 * has at the till.
 * @throws NotFoundError as `seenDispatch`; DomainError naming the number
 */
export async function refuseUnseen(
  dispatches: DispatchQuery,
  id: string,
  stores: StoreScope,
  orderNo = '',
): Promise<void> {
  if (stores === null) return;
  await seenDispatch(dispatches, id, stores);
  if (await dispatches.isOthersNumber({ id, orderNo: orderNo.trim() }, stores))
    throw new DomainError(refusal('number_of_another_store'), 'orderNo');
}

/**
 * Whoever sees single stores has orders of these sent alone, and none of which another store has a leg.
 * @throws DomainError as for an order that is not there; ConflictError
 */
export async function refuseUnseenOrder(
  dispatches: DispatchQuery,
  orderId: string,
  stores: StoreScope,
): Promise<void> {
  if (stores === null) return;
  const standing = isUuid(orderId) ? await dispatches.orderStanding(orderId, stores) : 'unseen';
  if (standing === 'unseen') throw new DomainError(refusal('no_such_order'), 'orderId');
  if (standing === 'shared') throw new ConflictError(refusal('order_of_other_stores_too'), 'orderId');
}
