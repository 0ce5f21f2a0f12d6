import { ConflictError } from '#accounts/account-errors.js';
import { seenAtTill, surplusLegs } from '../plan/copy-rule.js';
import { askedCancel, isMoveAgainst, isReadSince, moveOf, moveStanding } from '../plan/move-rule.js';
import { fulfilmentOf, type Scene, taken, type TillLeg } from '../plan/scene.js';
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
  const { id, kind, overAt } = open;
  const may = kind === 'place' ? 'may have placed the order' : `may have sent ${kind}, or may be sending it`;
  const first = `POST /dispatches/${id}/resolve says what became of it`;
  const then =
    overAt !== null && overAt > now ? `after ${overAt.toISOString()} ask again, or ${first}` : first;
  throw new ConflictError(`dispatch ${id} ${may}: ${then}`);
}

function refuseSettled(kind: MoveKind, at: TillLeg, scene: Scene): void {
  const state = fulfilmentOf(at.leg);
  const standing = moveStanding(kind, state);
  if (standing === 'reached') throw new ConflictError(`the till’s order is ${state} already`);
  if (standing === 'contrary')
    throw new ConflictError(`the till’s order is ${state}: it can no longer be ${BECOMES[kind]}`);
  const done = [kind, kind === 'cancel' ? ('complete' as const) : kind].flatMap(
    (one) => moveOf(one, at, scene) ?? [],
  );
  const unread = done.find((one) => one.state === 'done' && !isReadSince(one, at.leg));
  if (unread !== undefined)
    throw new ConflictError(
      `dispatch ${unread.id} has done it, and the till’s order was not read since: once more when it was`,
    );
}

function refuseContrary(kind: MoveKind, cause: AskedCause, at: TillLeg, scene: Scene): void {
  if (kind !== 'cancel') {
    if (surplusLegs(scene).has(at.leg.id))
      throw new ConflictError('this order at the till is a copy, which is to be cancelled');
    const cancel = askedCancel(at, scene);
    if (cancel !== undefined)
      throw new ConflictError(`dispatch ${cancel.id} is to cancel it: withdraw that first`);
  }
  if (!isMoveAgainst(kind, cause, at, scene)) return;
  if (kind === 'cancel')
    throw new ConflictError(
      'the order goes on where it comes from, and this is the only one of it at a till: cancel it there, ' +
        'or ask for the cancel by POST /dispatches',
    );
  throw new ConflictError('the order is called off, or has gone to another store: it is not moved on');
}

const BECOMES: Readonly<Record<MoveKind, string>> = {
  ship: 'shipped',
  complete: 'completed',
  cancel: 'cancelled',
};
