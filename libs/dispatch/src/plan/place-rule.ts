import { PLACE_OBSTACLES } from '#connectors-core/order-sink.js';
import type { FoldedLeg } from '#domain/leg.js';
import { isWhollyRefunded } from '#domain/refund.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import { held, type Shown, shown, TAKEN_BACK } from '../dispatch-words.js';
import { judgedFacts } from '../judged-facts.js';
import { whyNotAgain } from './again-rule.js';
import { isYoungEnough, tillForNews } from './news-rule.js';
import { type PlaceStanding, standingToPlace } from './place-standing.js';
import { unknownWordOf } from './word-rule.js';
import {
  isAtATill,
  isOver,
  type KnownDispatch,
  type MakeStep,
  type PlanStep,
  type Scene,
  storefrontLeg,
  taken,
  type Till,
  turn,
} from './scene.js';

export const placeStanding = (leg: FoldedLeg): PlaceStanding =>
  standingToPlace({
    payment: leg.payment?.value.state ?? null,
    fulfilment: leg.fulfilment?.value.state ?? null,
    isRefunded: isWhollyRefunded(leg),
  });

/** Why an order that was to be placed no longer is. */
export const notWanted = (standing: Exclude<PlaceStanding, 'wanted'>): Shown =>
  shown(`order_${standing}`, `the order is ${standing}: it is not to be placed`);

export const AT_A_TILL = shown('at_a_till', 'the order is at a till already');
export const THROUGH_ANOTHER = shown('placed_otherwise', 'the order is placed through another dispatch');
const MOVED = shown('order_moved', 'the order has gone to another store: it is placed there');
export const TOO_OLD = held('too_old', 'the order was paid longer ago than orders are placed by themselves');
export const NOT_BOUND = held('not_bound', 'the order’s store is not bound to this account');

/** What the age of an order is counted from: when it was paid, else placed, else first seen. */
export const paidSince = ({ folded, createdAt }: Pick<LegFacts, 'folded' | 'createdAt'>): Date =>
  folded.payment?.value.paidAt ?? folded.placement?.value.placedAt ?? createdAt;

export const isTooOld = (leg: LegFacts, placeWithinMs: number, now: Date): boolean =>
  !isYoungEnough(paidSince(leg), placeWithinMs, now);

/** Whether a command may have booked, or may yet book, the order at its till. */
const isLive = ({ state }: KnownDispatch): boolean => state !== 'withdrawn';

/** Which placing of a leg the next one is. @param places all of the order's, those that are over too */
export const nextGeneration = (legId: string, places: readonly KnownDispatch[]): number =>
  1 + Math.max(0, ...places.filter((one) => one.legId === legId).map(({ generation }) => generation));

/** The order's placings that something may still come of: neither over, nor refused before one that is. */
export function placesInForce(
  places: readonly KnownDispatch[],
  scene: Pick<Scene, 'order'>,
): KnownDispatch[] {
  const over = places.filter((place) => isOver(place, scene));
  const isPast = ({ legId, generation, state }: KnownDispatch): boolean =>
    state === 'failed' && over.some((one) => one.legId === legId && one.generation > generation);
  return places.filter((place) => !over.includes(place) && !isPast(place));
}

/** Nothing is under way, and whoever withdraws it loses nothing. */
export const isIdle = ({ state, errorCode }: Pick<KnownDispatch, 'state' | 'errorCode'>): boolean =>
  state === 'waiting' || (state === 'held' && errorCode !== 'maybe_placed');

/** Places, and takes back what is no longer to be placed. Of one order at most one `place` is live. */
export function planPlaces(scene: Scene): PlanStep[] {
  const places = scene.dispatches.filter(({ kind }) => kind === 'place');
  const inForce = placesInForce(places, scene);
  const turned = inForce.filter(isIdle).flatMap((place) => takenBack(place, inForce, scene));
  const isTaken = taken(inForce, turned).some(isLive);
  return isTaken ? turned : [...turned, ...placed(taken(places, turned), scene)];
}

function takenBack(place: KnownDispatch, places: readonly KnownDispatch[], scene: Scene) {
  const leg = scene.order.legs.find(({ id }) => id === place.legId);
  if (leg === undefined) return [];
  const standing = placeStanding(leg.folded);
  if (standing !== 'wanted') return [turn(place, 'withdrawn', notWanted(standing))];
  if (isAtATill(scene.order)) return [turn(place, 'withdrawn', AT_A_TILL)];
  if (leading(places, scene).id !== place.id) return [turn(place, 'withdrawn', THROUGH_ANOTHER)];
  return waitsElsewhere(place, leg, scene);
}

/** Whether it waits for something else by now, or for nothing any more. */
function waitsElsewhere(place: KnownDispatch, leg: LegFacts, scene: Scene): PlanStep[] {
  const till = scene.tills.get(place.accountId);
  const isBound = till?.boundSince.has(leg.storeId ?? '') ?? false;
  if (!isBound && isForNewStore(place, leg, scene)) return [turn(place, 'withdrawn', MOVED)];
  if (!isBound) return place.state === 'held' ? [] : [turn(place, 'held', NOT_BOUND)];
  if (isSaidAnew(place, leg)) return [goesOn(place, null)];
  if (place.cause !== 'rule' || till === undefined) return [];
  const word = unknownWordOf(leg, scene.holdsUnknown(leg));
  if (place.state === 'waiting') return word === null ? [] : [turn(place, 'held', word)];
  const isKnownNow = place.errorCode === 'unknown_word' && word === null;
  return isKnownNow ? [goesOn(place, tooOld(leg, till, scene))] : [];
}

/** What was in the way lay in what the order said, and it says something else now: that is tried. */
const isSaidAnew = ({ state, errorCode, judged }: KnownDispatch, { folded }: LegFacts): boolean =>
  state === 'held' && AS_SAID.has(errorCode) && judged !== null && judged !== judgedFacts(folded);

/** What an order is held for by what it says. */
const AS_SAID: ReadonlySet<string | null> = new Set(['unmapped_item', ...PLACE_OBSTACLES]);

/** Whether the order has gone to another store, whose till takes it by itself. */
const isForNewStore = (place: KnownDispatch, leg: LegFacts, scene: Scene): boolean =>
  place.cause === 'rule' &&
  leg.storeId !== null &&
  place.storeId !== leg.storeId &&
  tillFor(leg, scene) !== undefined;

const goesOn = (place: KnownDispatch, why: Shown | null): PlanStep =>
  turn(place, why === null ? 'waiting' : 'held', why);

const tooOld = (leg: LegFacts, till: Till, { now }: Scene): Shown | null =>
  isTooOld(leg, till.placeWithinMs, now) ? TOO_OLD : null;

/** Two storefronts' legs may turn out to be one order: what may have been booked goes before what waits. */
function leading(places: readonly KnownDispatch[], { order }: Scene): KnownDispatch {
  const first = storefrontLeg(order)?.id;
  const rank = (place: KnownDispatch): number => standingRank(place) + (place.legId === first ? 0 : 1);
  const [lead] = [...places].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  if (lead === undefined) throw new Error('there is a place, or nobody would ask');
  return lead;
}

function standingRank(place: KnownDispatch): number {
  if (place.state === 'withdrawn') return 6;
  if (place.state === 'failed') return 4;
  return isIdle(place) ? 2 : 0;
}

/** A new command, or the one that was withdrawn when the order was not wanted; none takes up one that is over. */
function placed(places: readonly KnownDispatch[], scene: Scene): PlanStep[] {
  const leg = storefrontLeg(scene.order);
  if (leg === undefined || placeStanding(leg.folded) !== 'wanted' || isAtATill(scene.order)) return [];
  const till = tillFor(leg, scene);
  if (till === undefined || isTakenBack(places, leg.id)) return [];
  const word = unknownWordOf(leg, scene.holdsUnknown(leg));
  const why = whyNotAgain(leg, till, scene) ?? word ?? tooOld(leg, till, scene);
  const before = withdrawnPlace(places, leg.id, till.accountId);
  if (before !== undefined) return [goesOn(before, why)];
  return [make(leg, till, nextGeneration(leg.id, places), why)];
}

/** Of an order that a person has said is not to be placed, only a person asks again. */
const isTakenBack = (places: readonly KnownDispatch[], legId: string): boolean =>
  places.findLast((one) => one.legId === legId)?.errorCode === TAKEN_BACK.code;

const withdrawnPlace = (
  places: readonly KnownDispatch[],
  legId: string,
  accountId: string,
): KnownDispatch | undefined =>
  places.findLast((one) => one.state === 'withdrawn' && one.legId === legId && one.accountId === accountId);

const make = (leg: LegFacts, till: Till, generation: number, why: Shown | null): MakeStep => ({
  step: 'make',
  kind: 'place',
  accountId: till.accountId,
  legId: leg.id,
  generation,
  storeId: leg.storeId,
  vendorNo: null,
  cause: 'rule',
  state: why === null ? 'waiting' : 'held',
  shown: why,
});

const tillFor = (leg: LegFacts, { tills, sourceSince }: Scene): Till | undefined =>
  tillForNews({ ...leg, origin: leg.folded.placement?.value.origin ?? {} }, tills.values(), sourceSince(leg));
