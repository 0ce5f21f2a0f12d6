import { GapCountsQuery } from '#reporting/operator/gap-counts.query.js';
import { GapTroublesQuery } from '#reporting/operator/gap-troubles.query.js';
import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { lockStores } from '#reporting/figures/hours.store.js';
import { expectHoursAgree } from '../../support/agreeing-hours.js';
import { at, ReportingWorld } from './reporting-world.js';

describe('late changes', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  /** A shop whose hour of 01:00 has been derived with one order of 10 yuan. */
  async function derivedShop() {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    const orderId = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    return { ...shop, orderId };
  }

  const revisions = async (storeId: string): Promise<number[]> =>
    (await world.hoursOf(storeId)).map(([, , , revision]) => revision);

  it('are not what was known when the hour was derived', async () => {
    const { storeId } = await derivedShop();
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_000n, 1, 1]]);
    expect(await world.waitingChanges()).toBe(0);
  });

  it('make a further revision of the hour of an order that arrives after it was derived, and only of that', async () => {
    const { storeId } = await derivedShop();
    world.clock.set('2026-03-05T03:10');
    await world.hub().derive();
    await world.sell(storeId, { fen: 1n, at: '2026-03-05T01:59:59.999' });
    await world.sell(storeId, { fen: 2n, at: '2026-03-05T03:00' });
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([
      ['2026-03-05T01:00', 1_001n, 2, 2],
      ['2026-03-05T02:00', 0n, 0, 1],
    ]);
    const [first, ...others] = await world.submissionsOf(storeId);
    expect([first, others.length]).toEqual([['2026-03-05T01:00', 1_000n, false, 'waiting', null], 1]);
  });

  it('make further revisions of both hours of an order that moved, in both stores', async () => {
    const { storeId, orderId } = await derivedShop();
    const other = await derivedShop();
    await world.hub().takeChanges();
    await world.resell(orderId, other.storeId, { fen: 1_000n, at: '2026-03-05T01:10' });
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 0n, 0, 2]]);
    expect(await world.hoursOf(other.storeId)).toEqual([['2026-03-05T01:00', 2_000n, 2, 2]]);
  });

  it('follow an order that sells nothing any more, and then does again', async () => {
    const { storeId, orderId } = await derivedShop();
    await world.hub().takeChanges();
    await world.resell(orderId, storeId, null);
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 0n, 0, 2]]);
    await world.resell(orderId, storeId, { fen: 1_000n, at: '2026-03-05T01:45' });
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_000n, 1, 3]]);
  });

  it('make no revision when the order changed in other ways', async () => {
    const { storeId, orderId } = await derivedShop();
    await world.resell(orderId, storeId, { fen: 1_000n, at: '2026-03-05T01:31' });
    await world.hub().takeChanges();
    expect(await revisions(storeId)).toEqual([1]);
  });

  it('of orders without a store, or of hours that were never derived, are simply taken in', async () => {
    const { storeId } = await world.addShop();
    await world.sell(null, { fen: 1n, at: '2026-03-05T00:10' });
    await world.sell(storeId, { fen: 1n, at: '2026-03-05T00:10' });
    await world.hub().takeChanges();
    expect(await world.waitingChanges()).toBe(0);
    expect(await world.hoursOf(storeId)).toEqual([]);
  });

  it('reach an hour that was derived between two changes of which nobody looked at the first', async () => {
    const { storeId, orderId } = await derivedShop();
    await world.resell(orderId, storeId, null);
    await world.hub().takeChanges();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 0n, 0, 2]]);
  });

  it('reach every hour that the order passed through and was derived in', async () => {
    const { storeId, orderId } = await derivedShop();
    const other = await derivedShop();
    world.clock.set('2026-03-05T03:10');
    for (const place of [storeId, other.storeId]) {
      await world.resell(orderId, place, { fen: 1_000n, at: '2026-03-05T02:20' });
      await world.hub().derive();
      await world.hub().request(place, '2026-03-05T02:00', '2026-03-05T03:00');
    }
    await world.resell(orderId, null, null);
    await world.hub().takeChanges();
    expect((await world.hoursOf(storeId)).map(([, fen]) => fen)).toEqual([0n, 0n]);
    expect((await world.hoursOf(other.storeId)).map(([, fen]) => fen)).toEqual([1_000n, 0n]);
  });

  it('are known at every place, however often an order moved', async () => {
    const { storeId, orderId } = await derivedShop();
    await world.hub().takeChanges();
    world.clock.set('2026-03-05T03:10');
    for (let minute = 0; minute < 60; minute += 2)
      await world.resell(orderId, storeId, {
        fen: 1n,
        at: `2026-03-05T01:${String(minute).padStart(2, '0')}`,
      });
    await world.resell(orderId, storeId, { fen: 1n, at: '2026-03-05T02:20' });
    await world.hub().request(storeId, '2026-03-05T02:00', '2026-03-05T03:00');
    await world.resell(orderId, storeId, { fen: 1n, at: '2026-03-05T03:05' });
    await world.hub().takeChanges();
    expect((await world.hoursOf(storeId)).map(([, fen]) => fen)).toEqual([0n, 0n]);
  });

  it('are taken in many at a time, by many hubs, each once', async () => {
    const { storeId } = await derivedShop();
    await Promise.all(
      Array.from({ length: 90 }, () => world.sell(storeId, { fen: 1n, at: '2026-03-05T01:40' })),
    );
    await Promise.all(['a', 'b', 'c'].map((name) => world.hub(name, { changesPerBatch: 7 }).takeChanges()));
    expect(await world.waitingChanges()).toBe(0);
    expect((await world.hoursOf(storeId)).map(([, fen, orders]) => [fen, orders])).toEqual([[1_090n, 91]]);
  });

  describe('of a store whose hours cannot be derived', () => {
    const refuse = async (storeId: string) => {
      await world.database.rows({
        text: `CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS
               $$ BEGIN IF NEW.store_id = '${storeId}' THEN RAISE 'poisoned'; END IF; RETURN NEW; END $$`,
      });
      await world.database.rows({
        text: 'CREATE TRIGGER refuse BEFORE INSERT ON hourly_revisions FOR EACH ROW EXECUTE FUNCTION refuse()',
      });
    };
    const end = () => world.database.rows({ text: 'DROP FUNCTION refuse CASCADE' });
    const sumsOf = async (storeId: string) => (await world.hoursOf(storeId)).map(([, fen]) => fen);
    const toldOf = (storeId: string) =>
      world.events.filter(
        (one) => one.event === 'derive' && one.level === 'error' && one.storeId === storeId,
      );

    /** What an attribution that has ended leaves of an order that it gave to the store. */
    const moveInto = async (storeId: string, fen: bigint) => {
      const [id, createdAt] = [world.newId(), world.clock.now()];
      const { attribution, attributionPlace, orderChange } = world.database.prisma;
      const orderId = await world.sell(storeId, { fen, at: '2026-03-05T01:40' });
      await orderChange.deleteMany({ where: { orderId } });
      await attribution.create({
        data: { id, storeIds: [storeId], search: 'named', createdAt, finishedAt: createdAt },
      });
      await attributionPlace.create({
        data: { attributionId: id, storeId, quarter: at('2026-03-05T01:30') },
      });
    };

    it('wait, are told of and tried again, and keep no other store waiting', async () => {
      const [poisoned, other] = [await derivedShop(), await derivedShop()];
      const hub = world.hub('hub', { changesPerBatch: 2 });
      await hub.takeChanges();
      await refuse(poisoned.storeId);
      for (let n = 0; n < 3; n += 1) await world.sell(poisoned.storeId, { fen: 1n, at: '2026-03-05T01:40' });
      await world.resell(other.orderId, poisoned.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
      for (let n = 0; n < 3; n += 1) await world.sell(other.storeId, { fen: 5n, at: '2026-03-05T01:40' });
      world.events.length = 0;
      await hub.takeChanges();
      expect([await sumsOf(poisoned.storeId), await sumsOf(other.storeId)]).toEqual([[1_000n], [15n]]);
      expect([await world.waitingChanges(), toldOf(poisoned.storeId).length]).toEqual([4, 1]);
      await end();
      await hub.takeChanges();
      expect([await sumsOf(poisoned.storeId), await world.waitingChanges()]).toEqual([[2_003n], 0]);
    });

    it('are counted and told of the account once they have waited for ten minutes', async () => {
      const { storeId, accountId } = await derivedShop();
      await world.hub().takeChanges();
      await refuse(storeId);
      await world.sell(storeId, { fen: 1n, at: '2026-03-05T01:40' });
      await world.hub().takeChanges();
      const told = async () => [
        (await new GapCountsQuery(world.database, DEFAULT_REPORTING_SETTINGS).read()).changesOverdue,
        (await new GapTroublesQuery(world.database, DEFAULT_REPORTING_SETTINGS).ofAccounts([accountId]))
          .filter(({ code }) => code === 'unrevised')
          .map(({ what, count }) => ({ what, count })),
      ];
      await world.database.rows({ text: 'UPDATE order_changes SET changed_at = now()' });
      expect(await told()).toEqual([0, []]);
      await world.database.rows({
        text: `UPDATE order_changes SET changed_at = now() - INTERVAL '11 minutes'`,
      });
      expect(await told()).toEqual([1, [{ what: 'hours', count: 1 }]]);
      await end();
      await world.hub().takeChanges();
      expect(await told()).toEqual([0, []]);
    });

    it('by an attribution wait alone, too', async () => {
      const [poisoned, other] = [await derivedShop(), await derivedShop()];
      await world.hub().takeChanges();
      await refuse(poisoned.storeId);
      for (const { storeId } of [poisoned, other]) await moveInto(storeId, 7n);
      await world.hub().takeChanges();
      expect([await sumsOf(poisoned.storeId), await sumsOf(other.storeId)]).toEqual([[1_000n], [1_007n]]);
      await end();
      await world.hub().takeChanges();
      expect(await sumsOf(poisoned.storeId)).toEqual([1_007n]);
    });
  });

  describe('that happen while their hour is being derived', () => {
    it('have it derived anew: the change is taken in only after the deriving that missed it', async () => {
      const { storeId, accountId } = await world.addShop();
      world.clock.set('2026-03-05T02:10');
      const hub = world.hub();
      let takingIn: Promise<void> | undefined;
      await world.database.transaction(async (sql) => {
        await lockStores(sql, [storeId]);
        const hours = [{ start: at('2026-03-05T01:00'), end: at('2026-03-05T02:00') }];
        await hub.deriving.derive(sql, [{ storeId, accountId, hours }], false);
        // Committed after the orders were read and before the hour can be seen by anybody.
        await world.sell(storeId, { fen: 77n, at: '2026-03-05T01:30' });
        takingIn = hub.takeChanges();
        await world.untilSomebodyWaits();
      });
      await takingIn;
      expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 77n, 1, 2]]);
    });

    it('are in the revision when they were taken in first', async () => {
      const { storeId } = await world.addShop();
      world.clock.set('2026-03-05T02:10');
      let deriving: Promise<void> | undefined;
      await world.database.transaction(async (sql) => {
        await lockStores(sql, [storeId]);
        deriving = world.hub().derive();
        await world.untilSomebodyWaits();
        await world.sell(storeId, { fen: 77n, at: '2026-03-05T01:30' });
      });
      await deriving;
      await world.hub().takeChanges();
      expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 77n, 1, 1]]);
    });

    it('never fall between the two, in any order of events', async () => {
      for (let round = 0; round < 6; round += 1) {
        world.clock.set('2026-03-05T00:20');
        const shops = await Promise.all([world.addShop(), world.addShop()]);
        world.clock.set('2026-03-05T04:10');
        const selling = shops.flatMap(({ storeId }, store) =>
          Array.from({ length: 8 }, async (_, n) => {
            const time = `2026-03-05T0${1 + (n % 3)}:${10 + n}`;
            const id = await world.sell(storeId, { fen: BigInt(100 + n), at: time });
            await world.hub().takeChanges();
            if (n % 4 === store) await world.resell(id, shops[1 - store]!.storeId, { fen: 3n, at: time });
            await world.hub('other').takeChanges();
          }),
        );
        await Promise.all([
          ...selling,
          world.hub('a', { hoursPerBatch: 2 }).derive(),
          world.hub('b').derive(),
        ]);
        await world.hub().takeChanges();
        expect(await world.waitingChanges()).toBe(0);
        await expectHoursAgree(world.database);
        for (const { storeId } of shops) expect(await world.hoursOf(storeId)).toHaveLength(3);
      }
    });
  });
});
