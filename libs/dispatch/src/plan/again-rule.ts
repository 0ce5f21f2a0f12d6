import type { LegFacts } from '#ledger/order-facts.query.js';
import { held, isAskedFor, type Shown } from '../dispatch-words.js';
import { hasMovedOn } from './moved-rule.js';
import { fulfilmentOf, type Scene, TILL_RANK, type Till } from './scene.js';

const REOPENED = held(
  'reopened',
  'the order was cancelled, at the till too, and is alive again: is it to be placed once more?',
);
const CANCELLED_AT_TILL = held(
  'cancelled_at_till',
  'the order was cancelled at the till, but not where it comes from: is it to be placed once more?',
);

/**
 * Why an order that was at a till before, and is cancelled there, waits for a person; null where nothing speaks
 * against placing it. What somebody has cancelled, at the till or by asking for it, goes there again by no rule.
 */
export function whyNotAgain(leg: LegFacts, { reopened }: Till, scene: Scene): Shown | null {
  const { order, dispatches } = scene;
  const cancelled = order.legs.filter(
    (leg) => leg.sellRank === TILL_RANK && fulfilmentOf(leg) === 'cancelled',
  );
  if (cancelled.length === 0 || hasMovedOn(leg, scene)) return null;
  const isOurs = cancelled.every(({ id }) =>
    dispatches.some(
      ({ kind, legId, state, cause }) =>
        kind === 'cancel' && legId === id && state !== 'withdrawn' && !isAskedFor(cause),
    ),
  );
  if (!isOurs) return CANCELLED_AT_TILL;
  return reopened === 'place' ? null : REOPENED;
}
