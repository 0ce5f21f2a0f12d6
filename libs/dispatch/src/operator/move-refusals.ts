import { ConflictError } from '#accounts/account-errors.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import { seenAtTill, surplusLegs } from '../plan/copy-rule.js';
import { askedCancel, isMoveAgainst, isReadSince, moveOf, moveStanding } from '../plan/move-rule.js';
import { fulfilmentOf, type KnownDispatch, type Scene, taken, type TillLeg } from '../plan/scene.js';
import type { AskedCause, MoveKind } from '../dispatch-words.js';

/** @throws ConflictError where the order is not to be moved like this as it stands; says what to do instead */
export function refuseMove(kind: MoveKind, cause: AskedCause, at: TillLeg, asRead: Scene): void {
  const scene = { ...asRead, dispatches: taken(asRead.dispatches, seenAtTill(asRead)) };
  refuseUnknown(at, scene);
  refuseSettled(kind, at, scene);
  refuseContrary(kind, cause, at, scene);
}

/** While nobody knows what became of a command, what is sent beside it may meet another order than was thought. */
function refuseUnknown({ leg }: TillLeg, { dispatches, now }: Scene): void {
  const open = dispatches.find(
    ({ kind, state, errorCode, legId }) =>
      (kind === 'place' || legId === leg.id) &&
      (state === 'unknown' || (state === 'held' && errorCode === 'maybe_placed')),
  );
  if (open === undefined) return;
  throw new ConflictError(unknownSaid(open, now));
}

function unknownSaid({ id: dispatchId, kind: command, overAt }: KnownDispatch, now: Date): Refusal {
  if (overAt === null || overAt <= now)
    return command === 'place'
      ? refusal('dispatch_may_have_placed', { dispatchId })
      : refusal('dispatch_may_have_sent', { dispatchId, command });
  const until = overAt.toISOString();
  return command === 'place'
    ? refusal('dispatch_may_have_placed_until', { dispatchId, until })
    : refusal('dispatch_may_have_sent_until', { dispatchId, command, until });
}

function refuseSettled(kind: MoveKind, at: TillLeg, scene: Scene): void {
  const state = fulfilmentOf(at.leg);
  const standing = moveStanding(kind, state);
  if (standing === 'reached')
    throw new ConflictError(refusal('till_order_is_already', { fulfilment: state }));
  if (standing === 'contrary') throw new ConflictError(refusal(TOO_LATE[kind], { fulfilment: state }));
  const done = [kind, kind === 'cancel' ? ('complete' as const) : kind].flatMap(
    (one) => moveOf(one, at, scene) ?? [],
  );
  const unread = done.find((one) => one.state === 'done' && !isReadSince(one, at.leg));
  if (unread !== undefined)
    throw new ConflictError(refusal('dispatch_done_unread', { dispatchId: unread.id }));
}

function refuseContrary(kind: MoveKind, cause: AskedCause, at: TillLeg, scene: Scene): void {
  if (kind !== 'cancel') {
    if (surplusLegs(scene).has(at.leg.id)) throw new ConflictError(refusal('dispatch_is_copy'));
    const cancel = askedCancel(at, scene);
    if (cancel !== undefined)
      throw new ConflictError(refusal('dispatch_to_cancel', { dispatchId: cancel.id }));
  }
  if (!isMoveAgainst(kind, cause, at, scene)) return;
  if (kind === 'cancel') throw new ConflictError(refusal('cancel_where_it_comes_from'));
  throw new ConflictError(refusal('order_called_off'));
}

const TOO_LATE = {
  ship: 'till_order_no_longer_shipped',
  complete: 'till_order_no_longer_completed',
  cancel: 'till_order_no_longer_cancelled',
} as const satisfies Readonly<Record<MoveKind, string>>;
