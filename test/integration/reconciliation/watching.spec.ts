import { readComparisonsWaiting } from '#reconciliation/operator/comparisons-waiting.query.js';
import { OverdueComparisonsQuery } from '#reconciliation/operator/overdue-comparisons.query.js';
import type { Statement } from '#database/sql.js';
import { slowDatabase } from '../../support/slow-database.js';
import { placedOrder } from './placed-orders.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('Watching', () => {
  let world: ReconciliationWorld;
  let next = 1;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterAll(() => world.close());

  const placed = () => placedOrder(world, `O-${String(next++)}`);

  const left = async (): Promise<number> =>
    (await world.database.rows({ text: 'SELECT FROM order_changes' })).length;

  it('finds what stays alive after a cancel once its patience is over, and without an event', async () => {
    const order = await placed();
    await order.shopSays('cancelled', 5);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toEqual([]);
    expect(await left()).toBe(0);

    world.later(9 * MINUTE_MS);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toEqual([]);
    world.later(MINUTE_MS);
    await world.compare();
    const [found, ...others] = await world.discrepancies(order.orderId);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'alive_after_cancel',
      state: 'open',
      evidence: { fulfilment: 'accepted' },
    });
    await world.compare();
    expect(await world.history(found!.id)).toEqual(['opened']);
  });

  it('closes by itself once the legs agree, and takes up the same one within a day', async () => {
    const order = await placed();
    await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    await world.compare();
    await order.tillSays('cancelled', 6);
    await world.compare();
    const [closed] = await world.discrepancies(order.orderId);
    expect(closed).toMatchObject({ state: 'closed', times_opened: 1 });

    await order.tillSays('preparing', 7);
    world.later(10 * MINUTE_MS);
    await world.compare();
    const [again, ...others] = await world.discrepancies(order.orderId);
    expect(others).toEqual([]);
    expect(again).toMatchObject({ id: closed!.id, state: 'open', times_opened: 2 });
    expect(await world.history(again!.id)).toEqual(['opened', 'closed', 'reopened']);
  });

  it('opens another one a day later', async () => {
    const order = await placed();
    await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    await world.compare();
    await order.tillSays('cancelled', 6);
    await world.compare();
    world.later(DAY_MS + MINUTE_MS);
    await order.tillSays('preparing', 7);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toMatchObject([{ state: 'closed' }, { state: 'open' }]);
  });

  it('says nothing, and ends nothing, while a side cannot be judged', async () => {
    const order = await placed();
    await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    await world.compare();
    world.standings.set(world.till.id, 'unwell');
    await order.tillSays('cancelled', 6);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toMatchObject([{ state: 'open' }]);
    world.standings.delete(world.till.id);
    world.later(20 * MINUTE_MS);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toMatchObject([{ state: 'closed' }]);
  });

  it('is overdue while changed orders wait and nobody compares any', async () => {
    const overdue = async () => (await new OverdueComparisonsQuery(world.database, world.clock).read())?.what;
    const clock = { now: () => new Date(world.at().getTime() + 3 * MINUTE_MS) };
    const later = () => new OverdueComparisonsQuery(world.database, { ...clock, latest: clock.now }).read();
    await world.compare();
    await placed();
    expect(await overdue()).toBeUndefined();
    expect(await later()).toMatchObject({ what: 'comparisons', since: expect.any(Date) });
    expect(await readComparisonsWaiting(world.database)).toMatchObject({ count: 1 });
    await world.compare();
    expect(await later()).toBeUndefined();
    expect(await readComparisonsWaiting(world.database)).toEqual({ count: 0, oldestSeconds: 0 });
  });

  it('compares all others where one of them takes too long', async () => {
    const orders = [await placed(), await placed(), await placed()];
    for (const order of orders) await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    const slow = orders[1]!.orderId;
    const isSlow = ({ name, values }: Statement): boolean =>
      name === 'reconciliation_compared_legs' && JSON.stringify(values).includes(slow);
    const watching = world.watching(slowDatabase(world.database, isSlow));
    await expect(watching.run(new AbortController().signal)).rejects.toMatchObject({ code: '57014' });
    const found = await Promise.all(orders.map(({ orderId }) => world.discrepancies(orderId)));
    expect(found.map((all) => all.length)).toEqual([1, 0, 1]);
    await world.compare();
    expect(await world.discrepancies(slow)).toHaveLength(1);
  });

  it('opens once, whoever compares at the same time', async () => {
    const order = await placed();
    await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    await Promise.all([world.compare(), world.compare(), world.compare()]);
    await world.compare();
    expect(await world.discrepancies(order.orderId)).toHaveLength(1);
    expect(await left()).toBe(0);
  });
});
