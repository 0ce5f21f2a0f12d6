import type { LegFacts, OrderFacts } from '#ledger/order-facts.query.js';
import {
  type DispatchCause,
  type DispatchKind,
  held,
  isAskedFor,
  type MoveKind,
  type Shown,
  shown,
} from '../dispatch-words.js';
import { seenAtTill, surplusLegs } from './copy-rule.js';
import { isMoveAgainst, isMoveWanted, NO_LONGER_WANTED } from './move-rule.js';
import { AT_A_TILL, isTooOld, NOT_BOUND, notWanted, placeStanding, TOO_OLD } from './place-rule.js';
import { isAtATill, type Scene, taken, tillLegs } from './scene.js';
import { unknownWordOf } from './word-rule.js';

/** What is true of an order that is about to be placed. */
export interface PlaceGround {
  readonly leg: LegFacts;
  readonly order: OrderFacts;
  readonly cause: DispatchCause;
  /** Whether the account places orders by itself. */
  readonly switchedOn: boolean;
  /** Whether the order waits while its storefront's account does not know what is said of it. */
  readonly holdsUnknown: boolean;
  readonly placeWithinMs: number;
  readonly now: Date;
}

/** Where a placing stands instead of being sent; `soon`: planning is about to know more. */
export interface NotPlaced {
  readonly to: 'withdrawn' | 'held' | 'soon';
  readonly why: Shown;
}

const SWITCHED_OFF = held('switched_off', 'placing was switched off before the order was sent');
const LINKED_ANEW = shown('linked_anew', 'the order is another since: it is looked at anew');

export function whyNotPlaced({ leg, order, ...ground }: PlaceGround): NotPlaced | undefined {
  const standing = placeStanding(leg.folded);
  if (standing !== 'wanted') return { to: 'withdrawn', why: notWanted(standing) };
  if (isAtATill(order)) return { to: 'soon', why: AT_A_TILL };
  const why = mustWait({ leg, ...ground });
  return why === undefined ? undefined : { to: 'held', why };
}

/** What only a rule must not do by itself. */
function mustWait({ leg, cause, ...ground }: Omit<PlaceGround, 'order'>): Shown | undefined {
  if (isAskedFor(cause)) return undefined;
  if (!ground.switchedOn) return SWITCHED_OFF;
  const word = unknownWordOf(leg, ground.holdsUnknown);
  if (word !== null) return word;
  return isTooOld(leg, ground.placeWithinMs, ground.now) ? TOO_OLD : undefined;
}

/** A command that is about to be sent. */
export interface SentCommand {
  readonly kind: DispatchKind;
  readonly account_id: string;
  readonly leg_id: string;
  readonly cause: DispatchCause;
}

/** Why a command is not to be sent as its order stands; undefined where it is still wanted. Pure. */
export function whyNotSent(command: SentCommand, scene: Scene | undefined): Shown | undefined {
  const leg = scene?.order.legs.find(({ id }) => id === command.leg_id);
  if (scene === undefined || leg === undefined) return LINKED_ANEW;
  const { kind } = command;
  return kind === 'place' ? whyNotPlacedNow(command, leg, scene) : whyNotMoved(command, kind, scene);
}

function whyNotPlacedNow(
  { account_id, cause }: SentCommand,
  leg: LegFacts,
  { order, tills, holdsUnknown, now }: Scene,
): Shown | undefined {
  const till = tills.get(account_id);
  if (till?.boundSince.has(leg.storeId ?? '') !== true) return NOT_BOUND;
  const { flags, placeWithinMs } = till;
  const switchedOn = flags.place !== undefined;
  const ground = { leg, order, cause, switchedOn, holdsUnknown: holdsUnknown(leg), placeWithinMs, now };
  return whyNotPlaced(ground)?.why;
}

/** What somebody asked for is sent whatever the switches say, but not against what the order has come to. */
function whyNotMoved({ leg_id, cause }: SentCommand, kind: MoveKind, scene: Scene): Shown | undefined {
  const at = tillLegs(scene).find(({ leg }) => leg.id === leg_id);
  if (at === undefined) return undefined;
  const isSurplus = surplusNow(scene).has(leg_id);
  const isAsked = isAskedFor(cause) ? !isMoveAgainst(kind, cause, at, scene) : isMoveWanted(kind, at, scene);
  const isWanted = kind === 'cancel' ? isAsked || isSurplus : isAsked && !isSurplus;
  return isWanted ? undefined : NO_LONGER_WANTED;
}

const surplusNow = (scene: Scene): Set<string> =>
  surplusLegs({ ...scene, dispatches: taken(scene.dispatches, seenAtTill(scene)) });
