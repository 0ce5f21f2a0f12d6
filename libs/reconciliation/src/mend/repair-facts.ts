import type { Asker } from '#dispatch/operator/asked-commands.js';
import { DomainError } from '#domain/domain-error.js';
import type { RepairedBy, RepairToDo } from './action.js';

/** Nothing is sent to a till unless a person has approved it. @throws DomainError */
export function askerOf(by: RepairedBy): Asker {
  if (by === null) throw new DomainError('no command is sent to a till unless a person approves it');
  return { name: by, apiKeyId: null, cause: 'repair', reason: null };
}

/** @throws DomainError where it is about no order */
export function commandOf({ orderId, accountId, legId }: RepairToDo) {
  if (orderId === null) throw new DomainError('this repair is about an order', 'orderId');
  return { orderId, accountId, legId };
}

/** @throws DomainError where it is about no leg */
export function legOf({ legId }: RepairToDo): string {
  if (legId === null) throw new DomainError('this repair is about one leg', 'legId');
  return legId;
}

/** @throws DomainError where it is about no hour */
export function hourOf({ storeId, hourStart }: RepairToDo): { storeId: string; start: Date } {
  if (storeId === null || hourStart === null)
    throw new DomainError('this repair is about an hour of a store', 'hourStart');
  return { storeId, start: hourStart };
}
