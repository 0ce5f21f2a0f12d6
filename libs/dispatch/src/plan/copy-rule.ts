import type { LegFacts } from '#ledger/order-facts.query.js';
import { TAKEN_BACK } from '../dispatch-words.js';
import { moveOf, moveStanding, NO_LONGER_WANTED } from './move-rule.js';
import {
  copiesOf,
  fulfilmentOf,
  type KnownDispatch,
  makeMove,
  type PlanStep,
  type Scene,
  type TillLeg,
  tillLegs,
  turn,
} from './scene.js';

/**
 * The one of several copies at a till that stays: the one that the dispatch names, else the earliest made.
 * A copy that is cancelled there does not stay while another is alive: somebody at the till chose already.
 * @param legs at least one
 */
function keptCopy(vendorNo: string | null, legs: readonly LegFacts[]): LegFacts {
  const alive = legs.filter((leg) => fulfilmentOf(leg) !== 'cancelled');
  const pool = [...(alive.length > 0 ? alive : legs)].sort(byMade);
  const kept = pool.find((leg) => leg.vendorNo === vendorNo) ?? pool[0];
  if (kept === undefined) throw new Error('there is no copy to keep');
  return kept;
}

const byMade = (a: LegFacts, b: LegFacts): number =>
  madeAt(a) - madeAt(b) || (a.vendorNo < b.vendorNo ? -1 : a.vendorNo > b.vendorNo ? 1 : 0);

const madeAt = ({ folded, createdAt }: LegFacts): number =>
  (folded.placement?.value.placedAt ?? createdAt).getTime();

const places = ({ dispatches }: Scene): KnownDispatch[] => dispatches.filter(({ kind }) => kind === 'place');

/** The till shows an order of ours whose dispatch does not know yet that it was booked. */
export const seenAtTill = (scene: Scene): PlanStep[] =>
  places(scene).flatMap((place) => {
    const copies = place.state === 'done' ? [] : copiesOf(place, scene);
    return copies.length === 0 ? [] : [turn(place, 'done', null, keptCopy(null, copies).vendorNo)];
  });

/** The tills' legs that are copies of another one and must go. */
export function surplusLegs(scene: Scene): Set<string> {
  const copies = places(scene).flatMap((place) => copiesBesideKept(place, scene));
  return new Set([...copies, ...earlierPlacings(scene)].map(({ id }) => id));
}

/**
 * What it has booked, as far as that is known: while the till tells of one that is alive, those of which it tells alone. A
 * receipt says a number, and may say a wrong one: whoever is called a copy beside it would be the only one there is, and
 * whoever is cancelled for it may be a stranger's. One that is real is told of soon.
 */
function knownCopies(place: KnownDispatch, scene: Scene): LegFacts[] {
  const copies = copiesOf(place, scene);
  const told = copies.filter(({ confirmedAt }) => confirmedAt.getTime() > 0);
  return told.some((leg) => fulfilmentOf(leg) !== 'cancelled') ? told : copies;
}

function copiesBesideKept(place: KnownDispatch, scene: Scene): LegFacts[] {
  const copies = knownCopies(place, scene);
  if (copies.length < 2) return [];
  const kept = keptCopy(place.vendorNo, copies);
  return copies.filter(({ id }) => id !== kept.id);
}

/** What an earlier placing of a leg still has at a till when a later one is there as well: it turned up late. */
function earlierPlacings(scene: Scene): LegFacts[] {
  const alive = places(scene)
    .map((place) => ({ place, legs: aliveCopies(place, scene) }))
    .filter(({ legs }) => legs.length > 0);
  return alive.flatMap(({ place, legs }) =>
    alive.some(({ place: other }) => other.legId === place.legId && isLater(other, place)) ? legs : [],
  );
}

const aliveCopies = (place: KnownDispatch, scene: Scene): LegFacts[] =>
  knownCopies(place, scene).filter((leg) => fulfilmentOf(leg) !== 'cancelled');

const isLater = (one: KnownDispatch, other: KnownDispatch): boolean =>
  one.generation === other.generation ? one.id > other.id : one.generation > other.generation;

/** A copy is cancelled whatever the account's flags say: we made it. */
export function planSurplus(surplus: ReadonlySet<string>, scene: Scene): PlanStep[] {
  return tillLegs(scene)
    .filter(({ leg }) => surplus.has(leg.id))
    .flatMap((at) => [...cancelCopy(at, scene), ...withdrawMoves(at, scene)]);
}

function cancelCopy(at: TillLeg, scene: Scene): PlanStep[] {
  const known = moveOf('cancel', at, scene);
  const reached = moveStanding('cancel', fulfilmentOf(at.leg)) === 'reached';
  if (known === undefined) return reached ? [] : [makeMove('cancel', at, 'copy')];
  if (reached && (known.state === 'waiting' || known.state === 'unknown')) return [turn(known, 'done', null)];
  const isRevived = known.state === 'withdrawn' && known.errorCode !== TAKEN_BACK.code;
  return isRevived && !reached ? [turn(known, 'waiting', null)] : [];
}

const withdrawMoves = (at: TillLeg, scene: Scene): PlanStep[] =>
  (['ship', 'complete'] as const).flatMap((kind) => {
    const known = moveOf(kind, at, scene);
    return known?.state === 'waiting' ? [turn(known, 'withdrawn', NO_LONGER_WANTED)] : [];
  });
