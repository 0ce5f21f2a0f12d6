import { DomainError } from '#domain/domain-error.js';
import type { RepairedBy, RepairToDo } from './action.js';

/** Nothing is sent to a till unless a person has approved it. @throws DomainError */
export function approverOf(by: RepairedBy): string {
  if (by === null) throw new DomainError('no command is sent to a till unless a person approves it');
  return by;
}

/** @throws DomainError where it is about no order */
export function commandOf({ orderId, accountId }: RepairToDo): { orderId: string; accountId: string } {
  if (orderId === null) throw new DomainError('this repair is about an order', 'orderId');
  return { orderId, accountId };
}
