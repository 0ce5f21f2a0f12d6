import { NotFoundError } from '#accounts/account-errors.js';
import type { OrderQuery } from '#ledger/order.query.js';
import type { NamedPerson } from '#ledger/erasure/person-legs.query.js';

/** As the contract's shape has read it: one of the two. @throws NotFoundError where there is no such order */
export async function namedPerson(
  { phone, orderId = '' }: { readonly phone?: string | undefined; readonly orderId?: string | undefined },
  orders: Pick<OrderQuery, 'get'>,
): Promise<NamedPerson> {
  if (phone !== undefined) return { phone };
  const order = await orders.get(orderId);
  if (order === undefined) throw new NotFoundError('order', orderId);
  return { orderId: order.id };
}
