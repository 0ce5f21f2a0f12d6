import { ConflictError } from '#accounts/account-errors.js';
import type { DispatchState } from '../dispatch-words.js';
import { isIdle, notWanted, placeStanding } from '../plan/place-rule.js';
import { type KnownDispatch, legsAtTills, type Scene } from '../plan/scene.js';

/** @throws ConflictError where the order is not to be placed, or a till has it for all that is known */
export function refuseUnplaceable({ order, dispatches }: Scene, legId: string): void {
  const leg = order.legs.find(({ id }) => id === legId);
  const standing = leg === undefined ? 'unpaid' : placeStanding(leg.folded);
  if (standing !== 'wanted') throw new ConflictError(notWanted(standing).message);
  const there = legsAtTills(order);
  const cancel = dispatches.find(
    ({ kind, state, legId: of }) =>
      kind === 'cancel' && CANCEL_UNDER_WAY.includes(state) && there.some(({ id }) => id === of),
  );
  if (cancel !== undefined)
    throw new ConflictError(
      `the till does not show yet that its order ${cancel.vendorNo ?? ''} is cancelled: once more in a moment`,
    );
  if (there.length > 0) throw new ConflictError('the order is at a till already');
}

const CANCEL_UNDER_WAY: readonly DispatchState[] = ['waiting', 'unknown', 'done'];

/** Whatever may be booked, or is about to be. What failed is not. */
export function refuseLive(places: readonly KnownDispatch[]): void {
  const live = places.find(({ state }) => state !== 'withdrawn' && state !== 'failed');
  if (live === undefined) return;
  if (live.state === 'done') throw new ConflictError('the order is placed already');
  if (isIdle(live))
    throw new ConflictError(`dispatch ${live.id} is about to place the order at another account`);
  throw new ConflictError(`the order may be at the till: resolve dispatch ${live.id} first`);
}
