import type { Asker } from '#dispatch/operator/asked-commands.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { RepairedBy, RepairToDo } from './action.js';

/** Nothing is sent to a till unless a person has approved it. @throws DomainError */
export function askerOf(by: RepairedBy): Asker {
  if (by === null) throw new DomainError(refusal('unapproved_command'));
  return { name: by, actorId: null, cause: 'repair', reason: null };
}

/** @throws DomainError where it is about no order */
export function commandOf({ orderId, accountId, legId }: RepairToDo) {
  if (orderId === null) throw new DomainError(refusal('repair_about_order'), 'orderId');
  return { orderId, accountId, legId };
}

/** @throws DomainError where it is about no leg */
export function legOf({ legId }: RepairToDo): string {
  if (legId === null) throw new DomainError(refusal('repair_about_leg'), 'legId');
  return legId;
}

/** @throws DomainError where it is about no hour */
export function hourOf({ storeId, hourStart }: RepairToDo): { storeId: string; start: Date } {
  if (storeId === null || hourStart === null)
    throw new DomainError(refusal('repair_about_hour'), 'hourStart');
  return { storeId, start: hourStart };
}
