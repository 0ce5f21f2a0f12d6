import { holdLock, impatient } from '../../support/held-locks.js';
import { ReportingWorld } from './reporting-world.js';

describe('a report for which a lock is kept too long', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  it('is settled a little later by what the vendor answered, and sent once', async () => {
    const { storeId, shopId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const database = impatient(world.database);
    let letGo = (): Promise<void> => Promise.resolve();
    world.sink.next(shopId, async (payload) => {
      const receipt = world.sink.take(payload);
      const text = 'SELECT FROM sales_hours WHERE store_id = $1 FOR UPDATE';
      letGo = await holdLock(world.database, { text, values: [storeId] });
      return receipt;
    });
    world.onEvent = ({ outcome }) => {
      if (outcome === 'later') void letGo();
    };
    await world.hub('hub', {}, database).submit();
    await database.close();
    expect(world.events.filter(({ outcome }) => outcome === 'later')).toMatchObject([
      { event: 'submission', connector: 'toy-sink', ms: expect.any(Number) },
    ]);
    expect(world.sink.heard).toHaveLength(1);
    expect(await world.submissions.list({ storeId, limit: 5 })).toMatchObject([
      { state: 'accepted', attempts: 1, receipt: { message: 'ok' } },
    ]);
  });
});
