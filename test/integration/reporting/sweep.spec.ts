import { SubmissionTroublesQuery } from '#reporting/operator/submission-troubles.query.js';
import { at, ReportingWorld } from './reporting-world.js';

describe('the sweep', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A shop whose hour of 01:00 has been derived with one order of 10 yuan. */
  async function derivedShop() {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    const orderId = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().takeChanges();
    return { ...shop, orderId };
  }

  /** What no code of ours does: the order sells something else, and nobody is told. */
  const changeUnnoticed = (orderId: string, fen: number): Promise<unknown> =>
    world.database.rows({
      text: `INSERT INTO sale_postings (order_id, seq, store_id, at, posted_at, kind, orders, items, lines, total_fen,
               gross_fen, discount_fen, freight_fen, packaging_fen, service_fen, rounding_fen, refund_fen, cause,
               rule_version)
             SELECT order_id, seq + 1, store_id, at, now(), kind, 0, 0, 0, $2 - total_fen, $2 - total_fen, 0, 0, 0, 0, 0, 0,
               cause, 0 FROM sale_postings WHERE order_id = $1`,
      values: [orderId, fen],
    });

  async function sweep() {
    world.events.length = 0;
    await world.hub().sweep();
    return world.events.filter(({ event }) => event === 'sweep').map(({ outcome }) => outcome);
  }

  const troublesOf = (accountId: string) =>
    new SubmissionTroublesQuery(world.database).ofAccounts([accountId]);
  const differenceOf = async (storeId: string) =>
    (await world.hours.list({ storeId, limit: 1 }))[0]?.difference ?? null;

  it('finds nothing where the ledger agrees, where the hour was derived anew, or where its change waits', async () => {
    const [, moved, late] = [await derivedShop(), await derivedShop(), await derivedShop()];
    await world.resell(moved.orderId, moved.storeId, null);
    await world.hub().takeChanges();
    await world.resell(late.orderId, moved.storeId, { fen: 1n, at: '2026-03-05T01:40' });
    await world.resell(late.orderId, null, null);
    await world.sell(late.storeId, { fen: 5n, at: '2026-03-05T01:50' });
    expect(await sweep()).toEqual(['agrees']);
    const [last] = await world.database.prisma.hourSweep.findMany();
    expect(last).toEqual({ finishedAt: world.clock.now(), differences: 0 });
    await world.hub().takeChanges();
    expect(await sweep()).toEqual(['agrees']);
  });

  it('tells of an hour that differs, wherever people look, until it is derived anew', async () => {
    const { storeId, accountId, orderId } = await derivedShop();
    await changeUnnoticed(orderId, 900);
    expect(await sweep()).toEqual(['differs']);
    expect(world.events).toMatchObject([
      { level: 'error', differences: 1, hours: [`${storeId} 2026-03-05T01:00:00.000Z`] },
    ]);
    const message = `the ledger says something else of ${storeId} 2026-03-05T01:00Z`;
    const trouble = { accountId, what: 'hours', code: 'differs', message, count: 1 };
    expect(await troublesOf(accountId)).toEqual([{ ...trouble, oldestAt: at('2026-03-05T01:00') }]);
    const figures = { totalFen: 900n, orders: 1, items: 1, lines: 1 };
    expect(await differenceOf(storeId)).toEqual({ foundAt: at('2026-03-05T02:10'), ...figures });
    world.clock.pass(60);
    await world.hub().sweep();
    expect(await differenceOf(storeId)).toMatchObject({ foundAt: at('2026-03-05T02:10') });
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    expect([await troublesOf(accountId), await differenceOf(storeId)]).toEqual([[], null]);
    expect(await sweep()).toEqual(['agrees']);
    expect(await world.database.prisma.hourDifference.count()).toBe(0);
  });

  it('takes no change for an excuse that has waited for too long', async () => {
    const { storeId, orderId } = await derivedShop();
    await world.resell(orderId, storeId, { fen: 2n, at: '2026-03-05T01:30' });
    world.clock.pass(61);
    expect(await sweep()).toEqual(['differs']);
    await world.hub().takeChanges();
    expect(await differenceOf(storeId)).toBeNull();
    expect(await sweep()).toEqual(['agrees']);
  });

  it('looks back 35 days', async () => {
    const { storeId, orderId } = await derivedShop();
    await changeUnnoticed(orderId, 3);
    world.clock.set('2026-04-09T01:30');
    expect(await sweep()).toEqual(['agrees']);
    world.clock.set('2026-04-09T00:30');
    expect(await sweep()).toEqual(['differs']);
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
  });
});
