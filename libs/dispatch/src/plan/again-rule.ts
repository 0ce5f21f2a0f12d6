import { held, type Shown } from '../dispatch-words.js';
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
 * against placing it. What somebody at the till has cancelled goes there again by no rule.
 */
export function whyNotAgain({ reopened }: Till, { order, dispatches }: Scene): Shown | null {
  const cancelled = order.legs.filter(
    (leg) => leg.sellRank === TILL_RANK && fulfilmentOf(leg) === 'cancelled',
  );
  if (cancelled.length === 0) return null;
  const isOurs = cancelled.every(({ id }) =>
    dispatches.some(({ kind, legId, state }) => kind === 'cancel' && legId === id && state !== 'withdrawn'),
  );
  if (!isOurs) return CANCELLED_AT_TILL;
  return reopened === 'place' ? null : REOPENED;
}
