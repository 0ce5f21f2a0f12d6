import type { LegFacts } from '#ledger/order-facts.query.js';
import type { Till } from './scene.js';

/** What of a storefront's leg says whether it is placed by itself, and where. */
export interface NewsLeg extends Pick<LegFacts, 'accountId' | 'storeId' | 'openedBy' | 'createdAt'> {
  readonly origin: Readonly<Record<string, string>>;
}

/**
 * The till that an order goes to by itself: of several, the one that was bound first.
 * @param sourceSince since when the leg's account speaks for the leg's store; undefined when it does not
 */
export function tillForNews(
  leg: NewsLeg,
  tills: Iterable<Till>,
  sourceSince: Date | undefined,
): Till | undefined {
  const since = (till: Till): number => till.boundSince.get(leg.storeId ?? '')?.getTime() ?? 0;
  const [till] = [...tills]
    .filter((one) => isNews(leg, one, sourceSince) && !one.cameFromTill(leg.origin))
    .sort((a, b) => since(a) - since(b) || (a.accountId < b.accountId ? -1 : 1));
  return till;
}

/**
 * News of a store that both sides were bound to by then, after placing was switched on: nobody wants
 * yesterday's orders printed in the kitchen because of a setting, a backfill or a replay.
 */
export function isNews(
  leg: Omit<NewsLeg, 'origin'>,
  till: Pick<Till, 'accountId' | 'flags' | 'boundSince'>,
  sourceSince: Date | undefined,
): boolean {
  if (leg.openedBy !== 'live' || leg.storeId === null || leg.accountId === till.accountId) return false;
  const needed = [till.flags.place, till.boundSince.get(leg.storeId), sourceSince];
  return needed.every((since) => since !== undefined && leg.createdAt >= since);
}

/** Whether an order of that age was one that is placed by itself. @param since paid, else placed, else first seen */
export const isYoungEnough = (since: Date, placeWithinMs: number, now: Date): boolean =>
  since.getTime() >= now.getTime() - placeWithinMs;
