import { isWhollyRefunded } from '#domain/refund.js';
import type { FulfilmentState } from '#domain/order-status.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import {
  type AskedCause,
  type DispatchState,
  isAskedFor,
  type MoveKind,
  type Shown,
  shown,
  TAKEN_BACK,
  type TillEnd,
} from '../dispatch-words.js';
import { isMovedAway } from './moved-rule.js';
import {
  fulfilmentOf,
  type KnownDispatch,
  legsAtTills,
  makeMove,
  type PlanStep,
  type Scene,
  storefrontLeg,
  type TillLeg,
  turn,
} from './scene.js';

interface Move {
  /** The till's order is there already, or has gone past it. */
  readonly reached: readonly FulfilmentState[];
  /** The till's order can no longer get there. */
  readonly contrary: readonly TillEnd[];
  /** Whether it is asked for although the till's order is known to stand contrary: the refusal is to be seen. */
  readonly insists: (scene: Scene) => boolean;
  /** Whether what is known elsewhere asks for it. */
  readonly wanted: (at: TillLeg, scene: Scene) => boolean;
}

/** What each command is for: the whole of what follows from an order's states, for every vendor alike. */
const MOVES: Readonly<Record<MoveKind, Move>> = {
  cancel: {
    reached: ['cancelled'],
    contrary: ['completed'],
    // What was only refunded may be eaten: nobody asks a till to cancel what is completed there.
    insists: (scene) => isCancelled(scene),
    wanted: ({ leg }, scene) => isCalledOff(scene) || isMovedAway(leg, scene),
  },
  complete: {
    reached: ['completed'],
    contrary: ['cancelled'],
    insists: () => false,
    wanted: (at, scene) => goesOn(at, scene) && saidElsewhere('completed', at, scene),
  },
  ship: {
    reached: ['shipped', 'completed'],
    contrary: ['cancelled'],
    insists: () => false,
    // What is completed is shipped as well; where completing is passed on, that says it.
    wanted: (at, scene) =>
      goesOn(at, scene) &&
      (saidElsewhere('shipped', at, scene) ||
        (at.till.flags.complete === undefined && saidElsewhere('completed', at, scene))),
  },
};
const MOVE_KINDS = ['cancel', 'complete', 'ship'] as const satisfies readonly MoveKind[];

const isCancelled = ({ order }: Scene): boolean => {
  const storefront = storefrontLeg(order);
  return storefront !== undefined && fulfilmentOf(storefront) === 'cancelled';
};

/** Cancelled, or all of it refunded. */
const isCalledOff = (scene: Scene): boolean => {
  const storefront = storefrontLeg(scene.order);
  return isCancelled(scene) || (storefront !== undefined && isWhollyRefunded(storefront.folded));
};

const goesOn = (at: TillLeg, scene: Scene): boolean =>
  isStillTheirs(at, scene) && askedCancel(at, scene) === undefined;

/** Neither called off, nor gone to another store. */
export const isStillTheirs = ({ leg }: TillLeg, scene: Scene): boolean =>
  !isCalledOff(scene) && !isMovedAway(leg, scene);

/** Somebody asked for it to be cancelled, and the till has neither refused that nor been read since. */
export function askedCancel(at: TillLeg, scene: Scene): KnownDispatch | undefined {
  const known = moveOf('cancel', at, scene);
  if (known === undefined || !isAskedFor(known.cause)) return undefined;
  const isOpen = known.state === 'waiting' || known.state === 'unknown' || known.state === 'held';
  return isOpen || (known.state === 'done' && !isReadSince(known, at.leg)) ? known : undefined;
}

/** Whether the till's order was read after all of a command's attempts. */
export const isReadSince = ({ sentBy }: KnownDispatch, { confirmedAt }: LegFacts): boolean =>
  sentBy === null || confirmedAt > sentBy;

const saidElsewhere = (state: FulfilmentState, { till }: TillLeg, { order }: Scene): boolean =>
  order.legs.some((leg) => leg.accountId !== till.accountId && fulfilmentOf(leg) === state);

/** How a till's order stands towards a command. */
export type MoveStanding = 'open' | 'reached' | 'contrary';

export function moveStanding(kind: MoveKind, state: FulfilmentState): MoveStanding {
  if (MOVES[kind].reached.includes(state)) return 'reached';
  const contrary: readonly FulfilmentState[] = MOVES[kind].contrary;
  return contrary.includes(state) ? 'contrary' : 'open';
}

export const NO_LONGER_WANTED: Shown = shown('not_wanted', 'nothing asks for it any more');

/** Whether a command that the till refused still matters: it is asked for, or was to take a copy away. */
export const isMissed = (
  known: KnownDispatch & { readonly kind: MoveKind },
  at: TillLeg,
  scene: Scene,
): boolean =>
  moveStanding(known.kind, fulfilmentOf(at.leg)) !== 'reached' &&
  (known.cause === 'copy' || MOVES[known.kind].wanted(at, scene));

/** Whether what is known elsewhere asks for it, and the account passes it on. */
export const isMoveWanted = (kind: MoveKind, at: TillLeg, scene: Scene): boolean =>
  at.till.flags[kind] !== undefined && MOVES[kind].wanted(at, scene);

/**
 * Whether what somebody asked for would move on an order that is called off or has gone to another store, or a repair
 * would take away the only one that an order which goes on has at a till.
 */
export function isMoveAgainst(kind: MoveKind, cause: AskedCause, at: TillLeg, scene: Scene): boolean {
  if (kind !== 'cancel') return !goesOn(at, scene);
  return cause === 'repair' && isStillTheirs(at, scene) && isOnlyOne(at, scene);
}

/** Of what somebody asked for and nobody has sent; whether a cancel is too much is looked at as it is sent. */
const isStillToGo = (kind: MoveKind, at: TillLeg, scene: Scene): boolean =>
  kind === 'cancel' || goesOn(at, scene);

/** Whether no other of the order's is alive at a till, or about to be all that is left. */
const isOnlyOne = ({ leg }: TillLeg, scene: Scene): boolean =>
  !legsAtTills(scene.order).some(
    ({ id }) =>
      id !== leg.id &&
      !scene.dispatches.some(
        (one) => one.kind === 'cancel' && one.legId === id && CANCELS.includes(one.state),
      ),
  );

const CANCELS: readonly DispatchState[] = ['waiting', 'unknown', 'done'];

/** The commands that a till's order needs, and those that it no longer needs. */
export const planMoves = (at: TillLeg, scene: Scene): PlanStep[] =>
  MOVE_KINDS.flatMap((kind) => planMove(kind, at, scene));

function planMove(kind: MoveKind, at: TillLeg, scene: Scene): PlanStep[] {
  const known = moveOf(kind, at, scene);
  const standing = standingNow(kind, at, scene);
  const wanted = isMoveWanted(kind, at, scene);
  if (known === undefined) {
    const sensible = standing === 'open' || (standing === 'contrary' && MOVES[kind].insists(scene));
    return wanted && sensible ? [makeMove(kind, at, 'rule')] : [];
  }
  return planKnown({ ...known, kind }, at, { wanted, standing }, scene);
}

/** What we have completed there stands completed, before the till is read again; who insists asks all the same. */
function standingNow(kind: MoveKind, at: TillLeg, scene: Scene): MoveStanding {
  const standing = moveStanding(kind, fulfilmentOf(at.leg));
  if (kind !== 'cancel' || standing !== 'open' || MOVES.cancel.insists(scene)) return standing;
  return moveOf('complete', at, scene)?.state === 'done' ? 'contrary' : standing;
}

export const moveOf = (kind: MoveKind, { leg, till }: TillLeg, scene: Scene): KnownDispatch | undefined =>
  scene.dispatches.find(
    (one) => one.kind === kind && one.legId === leg.id && one.accountId === till.accountId,
  );

/** A refused one is not made again. A copy that is the last one alive is no copy any more. */
function planKnown(
  known: KnownDispatch & { readonly kind: MoveKind },
  at: TillLeg,
  { wanted, standing }: { readonly wanted: boolean; readonly standing: MoveStanding },
  scene: Scene,
): PlanStep[] {
  const isOpen = ['held', 'waiting', 'unknown'].includes(known.state);
  if (isOpen && standing === 'reached') return [turn(known, 'done', null)];
  const isIdle = known.state === 'waiting' || known.state === 'held';
  if (isIdle && !(isAskedFor(known.cause) ? isStillToGo(known.kind, at, scene) : wanted))
    return [turn(known, 'withdrawn', NO_LONGER_WANTED)];
  if (isOutdone(known, wanted, standing, scene)) return [turn(known, 'withdrawn', NO_LONGER_WANTED)];
  const isRevived = known.state === 'withdrawn' && known.errorCode !== TAKEN_BACK.code;
  return isRevived && wanted && standing === 'open' ? [turn(known, 'waiting', null)] : [];
}

/** What may have been sent and is over: the till shows by now that it came to something else, which is wanted. */
const isOutdone = (
  { state, overAt }: KnownDispatch,
  wanted: boolean,
  standing: MoveStanding,
  { now }: Pick<Scene, 'now'>,
): boolean => state === 'unknown' && !wanted && standing === 'contrary' && overAt !== null && overAt <= now;
