import type { LegFacts } from '#ledger/order-facts.query.js';
import { isElsewhere } from '../placed-facts.js';
import { isOver, type KnownDispatch, type Scene } from './scene.js';

/** Whether the order has gone to a store that the till of this leg is not bound to. */
export function isMovedAway(leg: LegFacts, { order, dispatches, tills }: Scene): boolean {
  if (leg.marker === null) return false;
  const place = dispatches.find(
    ({ kind, accountId, marker }) => kind === 'place' && accountId === leg.accountId && marker === leg.marker,
  );
  const shop = order.legs.find(({ id }) => id === place?.legId);
  if (place?.facts == null || shop === undefined || shop.storeId === null) return false;
  const isBound = tills.get(leg.accountId)?.boundSince.has(shop.storeId) ?? false;
  return !isBound && isElsewhere(place.facts, whereabouts(shop));
}

export const whereabouts = ({ storeId, folded }: LegFacts) => ({
  storeId,
  vendorStoreId: folded.placement?.value.vendorStoreId ?? null,
});

/**
 * Whether the order left the store whose till had it last, and is cancelled there: then it goes to the till of its
 * new store like any news.
 * @param leg the storefront's
 */
export function hasMovedOn(leg: LegFacts, scene: Scene): boolean {
  const over = scene.dispatches.filter(
    (one) => one.kind === 'place' && one.legId === leg.id && isOver(one, scene),
  );
  const last = over.reduce<KnownDispatch | undefined>(
    (latest, one) => (latest !== undefined && latest.generation > one.generation ? latest : one),
    undefined,
  );
  return last?.facts != null && leg.storeId !== null && isElsewhere(last.facts, whereabouts(leg));
}
