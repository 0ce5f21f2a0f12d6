import { ConflictError } from '#accounts/account-errors.js';
import { refusal } from '#domain/refusal.js';
import type { DispatchState } from '../dispatch-words.js';
import { isIdle, placeStanding } from '../plan/place-rule.js';
import { type KnownDispatch, legsAtTills, type Scene } from '../plan/scene.js';

/** @throws ConflictError where the order is not to be placed, or a till has it for all that is known */
export function refuseUnplaceable({ order, dispatches }: Scene, legId: string): void {
  const leg = order.legs.find(({ id }) => id === legId);
  const standing = leg === undefined ? 'unpaid' : placeStanding(leg.folded);
  if (standing !== 'wanted')
    throw new ConflictError(refusal('order_not_to_be_placed', { fulfilment: standing }));
  const there = legsAtTills(order);
  const cancel = dispatches.find(
    ({ kind, state, legId: of }) =>
      kind === 'cancel' && CANCEL_UNDER_WAY.includes(state) && there.some(({ id }) => id === of),
  );
  if (cancel !== undefined)
    throw new ConflictError(refusal('cancel_not_shown_yet', { till: cancel.vendorNo ?? '' }));
  if (there.length > 0) throw new ConflictError(refusal('order_at_till'));
}

const CANCEL_UNDER_WAY: readonly DispatchState[] = ['waiting', 'unknown', 'done'];

/** Whatever may be booked, or is about to be. What failed is not. */
export function refuseLive(places: readonly KnownDispatch[]): void {
  const live = places.find(({ state }) => state !== 'withdrawn' && state !== 'failed');
  if (live === undefined) return;
  if (live.state === 'done') throw new ConflictError(refusal('order_placed'));
  if (isIdle(live)) throw new ConflictError(refusal('order_placed_elsewhere_soon', { dispatchId: live.id }));
  throw new ConflictError(refusal('order_may_be_at_till', { dispatchId: live.id }));
}
