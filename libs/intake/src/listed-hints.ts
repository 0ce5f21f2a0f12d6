import type { Source } from '#connectors-core/connector.js';
import { awaitListing, toldSince } from './awaited.store.js';
import { type ClaimedDelivery, settleDeliveries } from './claim.store.js';
import { deliveryLine } from './delivery-line.js';
import { settleDone } from './failure.js';
import type { IntakeParts } from './intake-parts.js';

/** A listing that does not come (its calls are spent, its windows fail) is not waited for any longer than this. */
const LONGEST_WAIT_MS = 2 * 3_600_000;

/**
 * Where a source can be listed and its calls are few, a push is no more than a hint that the next listing is due: that
 * costs one call for all orders that were told of, and shows them anyway. What it does not show is fetched, once.
 */
export class ListedHints {
  constructor(private readonly parts: IntakeParts) {}

  /** @returns what is to be fetched now; the others wait for a listing, or are done with what one has shown */
  async sift(claimed: readonly ClaimedDelivery[]): Promise<readonly ClaimedDelivery[]> {
    const listed = await this.listed(claimed);
    const fresh = listed.filter(({ listing }) => listing === null);
    if (fresh.length > 0) await this.await(fresh);
    const waited = listed.filter(({ listing }) => listing !== null);
    const told = waited.length === 0 ? new Set<string>() : await toldSince(this.parts.database, waited);
    const done = waited.filter(({ id }) => told.has(id));
    if (done.length > 0) await this.settle(done);
    const elsewhere = new Set([...fresh, ...done]);
    return claimed.filter((delivery) => !elsewhere.has(delivery));
  }

  /** What somebody had worked off again was told of long ago. Where calls are plenty each order is asked for by itself. */
  private async listed(claimed: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
    const listed: ClaimedDelivery[] = [];
    const scarce = (await this.parts.calls?.scarceIds()) ?? new Set<string>();
    for (const delivery of claimed) {
      const active = await this.parts.accounts.byId(delivery.account_id);
      if (delivery.replayed || !scarce.has(delivery.account_id)) continue;
      if (isListed(active?.connector.source)) listed.push(delivery);
    }
    return listed;
  }

  private async await(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const atMostUntil = new Date(this.parts.clock.now().getTime() + LONGEST_WAIT_MS);
    await awaitListing(this.parts.database, deliveries, atMostUntil);
  }

  private async settle(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    const now = this.parts.clock.now();
    const settlements = deliveries.map((delivery) => settleDone(delivery, now));
    await settleDeliveries(this.parts.database, settlements);
    deliveries.forEach((delivery, at) => {
      const settlement = settlements[at];
      if (settlement !== undefined) this.parts.log(deliveryLine(delivery, settlement));
    });
  }
}

/** What a listing leaves out has to be fetched: where nothing can be, there is nothing to wait for. */
const isListed = (source: Source | undefined): boolean =>
  source?.fetch !== undefined && source.pages !== undefined;
