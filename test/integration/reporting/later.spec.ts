import { isDatabaseAway } from '#database/database-away.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { at, type Hub, ReportingWorld } from './reporting-world.js';
import { SlowFor } from './slow-for.js';

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

describe('stores that are taken in hand together', () => {
  let world: ReportingWorld;
  let shops: { readonly storeId: string }[];
  beforeEach(async () => {
    world = await ReportingWorld.open();
    world.clock.set('2026-03-05T00:20');
    shops = [await world.addShop(), await world.addShop(), await world.addShop()];
    world.clock.set('2026-03-05T02:10');
  });
  afterEach(() => world.close());

  const derived = async (): Promise<void> => {
    await world.hub().derive();
    await world.hub().submit();
  };
  const sold = async (): Promise<void> => {
    for (const { storeId } of shops) await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
  };
  const works: [string, () => Promise<void>, (hub: Hub) => Promise<void>][] = [
    ['to derive', () => Promise.resolve(), (hub) => hub.derive()],
    [
      'to fill holes',
      async () => {
        await derived();
        const values = [at('2026-03-05T01:00')];
        for (const table of ['submission_attempts', 'submissions', 'sales_hours'])
          await world.database.rows(
            table === 'submission_attempts'
              ? { text: 'DELETE FROM submission_attempts' }
              : { text: `DELETE FROM ${table} WHERE hour_start = $1`, values },
          );
      },
      (hub) => hub.fill(),
    ],
    [
      'to take changes in',
      async () => {
        await derived();
        await sold();
      },
      (hub) => hub.takeChanges(),
    ],
    [
      'to restate',
      async () => {
        await derived();
        await sold();
        await world.hub().takeChanges();
        world.clock.pass(6);
      },
      (hub) => hub.restate(),
    ],
  ];

  it.each(works)(
    '%s are not tried one by one while somebody keeps a lock of one',
    async (_what, prepare, work) => {
      await prepare();
      const [locks, told]: [string[], number] = [[], world.events.length];
      const database = impatient(world.database, (name) => {
        if (name === 'reporting_lock_stores') locks.push(name);
      });
      const hub = world.hub('hub', {}, database);
      const text = 'SELECT FROM stores WHERE id = $1 FOR UPDATE';
      const letGo = await holdLock(world.database, { text, values: [shops[1]!.storeId] });
      const failure = await work(hub).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(isDatabaseAway(failure)).toBe(true);
      expect(locks).toHaveLength(1);
      await letGo();
      await work(hub);
      expect(locks.length).toBeGreaterThan(1);
      expect(world.events.slice(told).filter(({ level }) => level === 'error')).toEqual([]);
      await database.close();
    },
  );

  it.each(works)(
    '%s are tried apart where a statement about one takes too long',
    async (_what, prepare, work) => {
      await prepare();
      const [, slow] = shops.map(({ storeId }) => storeId);
      const told = world.events.length;
      const database = new SlowFor(slow!, world.database);
      await work(world.hub('hub', {}, database));
      expect(world.events.slice(told).filter(({ level }) => level === 'error')).toMatchObject([
        { storeId: slow },
      ]);
      await database.close();
    },
  );
});
