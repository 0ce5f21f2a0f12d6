import type { Reference } from '#connectors-core/connector.js';
import type { ClaimedDelivery } from './claim.store.js';

/** Deliveries that name the same orders of one account: one fetch of each order serves them all. */
export interface OrderGroup {
  readonly accountId: string;
  readonly references: readonly Reference[];
  readonly deliveries: readonly ClaimedDelivery[];
}

/** A delivery stands in one group only, with all orders that it names, so that it is done when all of them are. */
export function byOrders(claimed: readonly ClaimedDelivery[]): OrderGroup[] {
  const groups = new Map<string, OrderGroup>();
  for (const delivery of claimed) {
    const { account_id: accountId, references } = delivery;
    const key = JSON.stringify([accountId, ...references.map((reference) => reference.vendorNo).sort()]);
    const deliveries = [...(groups.get(key)?.deliveries ?? []), delivery];
    groups.set(key, { accountId, references, deliveries });
  }
  return [...groups.values()];
}
