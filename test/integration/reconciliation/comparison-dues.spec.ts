import type { FulfilmentState } from '#domain/order-status.js';
import { PAID_AT } from '../../factories/observations.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const HOUR_MS = 3_600_000;

describe('when an order is compared again by itself', () => {
  let world: ReconciliationWorld;
  beforeEach(async () => {
    world = await reconciliationWorld();
  });
  afterEach(() => world.close());

  const says = (vendorNo: string, state: FulfilmentState, minute: number) =>
    world.shopSays(vendorNo, {
      asOf: new Date(PAID_AT.getTime() + minute * 60_000),
      fulfilment: { state, raw: state, completedAt: null },
    });
  const due = async (orderId: string): Promise<number | undefined> => {
    const [row] = await world.database.rows<{ due_at: Date }>({
      text: 'SELECT due_at FROM comparison_dues WHERE order_id = $1',
      values: [orderId],
    });
    return row?.due_at.getTime();
  };

  it('stays while it gets on, moves on once it is there, and is nothing once it is over', async () => {
    const { orderId } = await says('O-1', 'accepted', 1);
    await world.compare();
    // The step before began an hour earlier.
    await world.database.rows({ text: `UPDATE comparison_dues SET due_at = due_at - INTERVAL '1 hour'` });
    const first = await due(orderId);
    await says('O-1', 'preparing', 2);
    await world.compare();
    expect(await due(orderId)).toBe(first);

    world.later(23 * HOUR_MS);
    await world.compare();
    expect(await world.discrepancies(orderId)).toEqual([]);
    expect(await due(orderId)).toBeGreaterThan(first!);

    world.later(HOUR_MS);
    await world.compare();
    expect(await world.discrepancies(orderId)).toMatchObject([{ rule: 'stuck', state: 'open' }]);
    await says('O-1', 'completed', 3);
    await world.compare();
    expect(await world.discrepancies(orderId)).toMatchObject([{ state: 'closed' }]);
    expect(await due(orderId)).toBeUndefined();
  });

  it('comes earlier where something is wanted sooner', async () => {
    const { orderId } = await says('O-2', 'accepted', 1);
    await world.compare();
    await world.database.rows({ text: `UPDATE comparison_dues SET due_at = due_at + INTERVAL '100 hours'` });
    const first = await due(orderId);
    await says('O-2', 'preparing', 2);
    await world.compare();
    expect(await due(orderId)).toBeLessThan(first!);
  });
});
