import { newMarker } from '#domain/marker.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { PAID_AT } from '../../factories/observations.js';
import { newId } from '../../support/open-ledger.js';
import type { ReconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;

const fulfilment = (state: FulfilmentState, minute: number) => ({
  asOf: new Date(PAID_AT.getTime() + minute * MINUTE_MS),
  fulfilment: { state, raw: state, completedAt: null },
});

/** A paid order of the shop that its till has. @param no the shop's number */
export async function placedOrder(world: ReconciliationWorld, no: string) {
  const marker = newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));
  const { orderId, legId } = await world.shopSays(no);
  await world.ledger.mark(world.database, [{ accountId: world.till.id, marker, legId }]);
  await world.tillSays(`T-${no}`, marker, fulfilment('accepted', 2));
  return {
    orderId,
    shopSays: (state: FulfilmentState, minute: number) => world.shopSays(no, fulfilment(state, minute)),
    tillSays: (state: FulfilmentState, minute: number) =>
      world.tillSays(`T-${no}`, marker, fulfilment(state, minute)),
  };
}

export type PlacedOrder = Awaited<ReturnType<typeof placedOrder>>;
