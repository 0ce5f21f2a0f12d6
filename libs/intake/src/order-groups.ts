import type { EndedFetch } from '#accounts/accounts/known-fetches.store.js';
import type { Reference } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ClaimedDelivery } from './claim.store.js';

/** Deliveries that name the same orders of one account: one fetch of each order serves them all. */
export interface OrderGroup {
  readonly accountId: string;
  readonly connector: string;
  readonly references: readonly Reference[];
  readonly deliveries: readonly ClaimedDelivery[];
}

/** How asking for one of the orders ended. */
export const endedFetch = (
  { accountId }: OrderGroup,
  { vendorNo }: Reference,
  failed: boolean,
): EndedFetch => ({
  ...{ accountId, vendorNo, failed },
});

/** With the one that came to nothing, where what the vendor said of it could not be read. */
export function endedBy(error: unknown, group: OrderGroup, fetches: readonly EndedFetch[]): EndedFetch[] {
  const reference = group.references[fetches.length];
  const isUnread = error instanceof ConnectorError && error.code === 'invalid_response';
  return isUnread && reference !== undefined
    ? [...fetches, endedFetch(group, reference, true)]
    : [...fetches];
}

/** A delivery stands in one group only, with all orders that it names, so that it is done when all of them are. */
export function byOrders(claimed: readonly ClaimedDelivery[]): OrderGroup[] {
  const groups = new Map<string, OrderGroup>();
  for (const delivery of claimed) {
    const { account_id: accountId, connector, references } = delivery;
    const key = JSON.stringify([accountId, ...references.map((reference) => reference.vendorNo).sort()]);
    const deliveries = [...(groups.get(key)?.deliveries ?? []), delivery];
    groups.set(key, { accountId, connector, references, deliveries });
  }
  return [...groups.values()];
}
