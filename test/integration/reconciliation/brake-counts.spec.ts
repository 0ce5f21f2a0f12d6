import { ComparisonTally } from '#reconciliation/brake/comparison-tally.js';
import { keyOf } from '#reconciliation/brake/compared-sample.js';
import { readMinutes } from '#reconciliation/brake/compared-minutes.store.js';
import { placedOrder } from './placed-orders.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const UUID = '0198c1de-0000-7000-8000-0123456789';

describe('what is compared is counted', () => {
  let world: ReconciliationWorld;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterAll(() => world.close());

  /** Of the till, since then: each order, and whether it differs. */
  const counted = async (since: Date) => {
    const minutes = await readMinutes(world.database, [world.till.id], since);
    return Object.fromEntries(minutes.flatMap(({ sample }) => [...sample.orders]));
  };

  it('after a change, and in a run: each order with what it came to', async () => {
    const since = world.at();
    const [agrees, differs] = [await placedOrder(world, 'O-1'), await placedOrder(world, 'O-2')];
    await differs.shopSays('cancelled', 5);
    await world.compare();
    const minute = new Date(Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS);
    const [one, other] = [keyOf(agrees.orderId), keyOf(differs.orderId)];
    expect(await counted(minute)).toEqual({ [one]: false, [other]: false });

    world.later(10 * MINUTE_MS);
    const later = new Date(world.at().getTime() - MINUTE_MS);
    const period = { from: new Date('2026-01-01'), to: new Date('2027-01-01') };
    await world.runs.create({ ...period, storeId: null, accountId: null, rule: null });
    await world.running().run(new AbortController().signal);
    expect(await counted(later)).toEqual({ [one]: false, [other]: true });
  });

  it('as it was last, however soon after another it was compared again', async () => {
    world.later(10 * MINUTE_MS);
    const since = new Date(world.at().getTime() - MINUTE_MS);
    const keys = Array.from({ length: 20 }, (_none, index) =>
      keyOf(`${UUID}${String(index).padStart(2, '0')}`),
    );
    const tally = new ComparisonTally();
    for (const key of keys)
      for (const differs of [true, false]) {
        const sample = { level: 0, orders: new Map([[key, differs]]) };
        await tally.addSamples(world.database, new Map([[world.till.id, sample]]), world.at());
      }
    expect(Object.values(await counted(since))).toEqual(keys.map(() => false));
  });
});
