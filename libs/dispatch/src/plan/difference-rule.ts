import { type Flag, flag } from '#domain/flag.js';
import { fenToYuan } from '#domain/money.js';
import type { LegFacts } from '#ledger/order-facts.query.js';
import {
  type Difference,
  differences,
  factsOf,
  factsWithLinesOf,
  type PlacedFacts,
} from '../placed-facts.js';
import { placeStanding } from './place-rule.js';
import { copiesOf, fulfilmentOf, isOver, type KnownDispatch, type Scene } from './scene.js';

/** What the till's sum and its lines say: a till that shows the new sum was put right by hand. */
const SUMMED: ReadonlySet<string> = new Set([
  ...['saleFen', 'discountFen', 'freightFen', 'packagingFen', 'serviceFen', 'roundingFen', 'lines'],
]);

/**
 * What of a placed order is another now than its till has it. Nothing once the placing is over, or the order is
 * called off: then its cancel is what matters.
 */
export function tillDifferences(place: KnownDispatch, scene: Scene): Difference[] {
  const leg = scene.order.legs.find(({ id }) => id === place.legId);
  const { facts } = place;
  if (leg === undefined || facts === null || place.state !== 'done' || isOver(place, scene)) return [];
  if (['cancelled', 'refunded'].includes(placeStanding(leg.folded))) return [];
  const now = factsNow(leg, facts, scene);
  const found = differences(facts, now);
  return showsNewSum(place, facts, now, scene) ? found.filter(({ fact }) => !SUMMED.has(fact)) : found;
}

/** The lines were read only where they are others than those that were placed. */
function factsNow(leg: LegFacts, facts: PlacedFacts, { lines }: Scene): PlacedFacts {
  const read = lines.get(leg.id);
  return read === undefined ? factsWithLinesOf(leg, facts) : factsOf(leg, read);
}

function showsNewSum(place: KnownDispatch, placed: PlacedFacts, now: PlacedFacts, scene: Scene): boolean {
  if (placed.amounts.saleFen === now.amounts.saleFen) return false;
  const [till] = copiesOf(place, scene).filter((copy) => fulfilmentOf(copy) !== 'cancelled');
  return till?.folded.amounts?.value.saleFen?.toString() === now.amounts.saleFen;
}

/** In a few words: a further change is a further flag, whoever has seen to the one before. */
export const differsFlag = (found: readonly Difference[]): Flag[] =>
  found.length === 0 ? [] : [flag('till_differs', found.map(inWords).join(', '))];

function inWords({ fact, placed, now }: Difference): string {
  if (typeof placed === 'number' && typeof now === 'number')
    return `${fact.replace(/Fen$/, '')} ${fenToYuan(BigInt(placed))} → ${fenToYuan(BigInt(now))}`;
  return fact === 'store' ? `store ${String(placed)} → ${String(now)}` : fact;
}
