import type { Sql } from '#database/sql.js';
import { at, ReportingWorld, short } from './reporting-world.js';

describe('deriving', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  it('begins with the first hour that begins after the binding, and waits for the grace', async () => {
    const { storeId } = await world.addShop();
    await world.sell(storeId, { fen: 100n, at: '2026-03-05T00:30' });
    await world.sell(storeId, { fen: 1_234n, at: '2026-03-05T01:00' });
    world.clock.set('2026-03-05T02:09:59.999');
    await world.hub().derive();
    expect(await world.hoursOf(storeId)).toEqual([]);
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_234n, 1, 1]]);
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 1_234n, false, 'waiting', null],
    ]);
  });

  it('holds what an hour sums up to, however much its orders sell', async () => {
    const { storeId } = await world.addShop();
    for (const minute of ['05', '25', '45'])
      await world.sell(storeId, { fen: 10n ** 12n, at: `2026-03-05T01:${minute}`, items: 2_000_000_000 });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 3n * 10n ** 12n, 3, 1]]);
    const [hour] = await world.hours.list({ storeId, limit: 1 });
    expect(hour).toMatchObject({ items: 6_000_000_000, lines: 3 });
  });

  it('leaves out the hour that begins in the very instant of the binding', async () => {
    world.clock.set('2026-03-05T01:00');
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    expect(await world.hoursOf(storeId)).toEqual([]);
    world.clock.set('2026-03-05T03:10');
    await world.hub().derive();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T02:00', 0n, 0, 1]]);
  });

  it('makes up for a downtime in steps, hours without a sale included, and takes each hour once', async () => {
    const { storeId } = await world.addShop();
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T03:59:59.999' });
    await world.sell(storeId, { fen: 7n, at: '2026-03-05T04:00', items: 3 });
    world.clock.set('2026-03-07T02:40');
    const counts: number[] = [];
    for (const hoursPerBatch of [7, 200, 200, 200]) {
      await world.hub('hub', { hoursPerBatch, hoursPerRun: 20 }).derive();
      counts.push((await world.submissionsOf(storeId)).length);
    }
    // A run is bounded, so that a clock that is a day ahead does not report a day at once.
    expect(counts).toEqual([20, 40, 49, 49]);
    const hours = await world.hoursOf(storeId);
    expect(hours).toHaveLength(49);
    expect(new Set(hours.map(([start]) => start)).size).toBe(49);
    expect(hours.filter(([, fen]) => fen > 0n)).toEqual([
      ['2026-03-05T03:00', 5n, 1, 1],
      ['2026-03-05T04:00', 7n, 1, 1],
    ]);
    expect(await world.submissionsOf(storeId)).toHaveLength(49);
    const sink = await world.database.prisma.salesSink.findFirstOrThrow({ where: { storeId } });
    expect(short(sink.reportedThrough)).toBe('2026-03-07T02:00');
  });

  describe('of a store that is reported through one binding until an instant, and through another from then on', () => {
    const until = (storeId: string, text: string) =>
      world.database.prisma.salesSink.updateMany({
        where: { storeId, endsAt: null },
        data: { endsAt: at(text) },
      });
    const accountsOf = async (storeId: string) =>
      (await world.submissions.list({ storeId, limit: 99 })).map((one) => [
        short(one.hourStart),
        one.accountId,
      ]);

    it('gives each hour to the binding in whose time it begins, without a gap', async () => {
      const { storeId, accountId } = await world.addShop();
      await until(storeId, '2026-03-05T03:20');
      const other = await world.addAccount();
      world.clock.set('2026-03-05T03:20');
      await world.bind(storeId, other);
      world.clock.set('2026-03-05T05:10');
      await world.hub().derive();
      expect((await accountsOf(storeId)).toReversed()).toEqual([
        ['2026-03-05T01:00', accountId],
        ['2026-03-05T02:00', accountId],
        ['2026-03-05T03:00', accountId],
        ['2026-03-05T04:00', other],
      ]);
    });

    it('goes on after a gap, and does not wait for a binding that ended before its first hour', async () => {
      const { storeId } = await world.addShop();
      await until(storeId, '2026-03-05T00:40');
      world.clock.set('2026-03-05T02:20');
      await world.bind(storeId, await world.addAccount());
      world.clock.set('2026-03-05T04:10');
      await world.hub().derive();
      expect((await world.hoursOf(storeId)).map(([start]) => start)).toEqual(['2026-03-05T03:00']);
    });

    it('derives an hour that somebody asks for through the binding whose it is, else through the open one', async () => {
      const { storeId, accountId } = await world.addShop();
      await until(storeId, '2026-03-05T02:00');
      const other = await world.addAccount();
      world.clock.set('2026-03-05T03:00');
      await world.bind(storeId, other);
      world.clock.set('2026-03-05T05:30');
      await world.hub().request(storeId, '2026-03-05T00:00', '2026-03-05T05:00');
      expect((await accountsOf(storeId)).toReversed()).toEqual([
        ['2026-03-05T00:00', other],
        ['2026-03-05T01:00', accountId],
        ['2026-03-05T02:00', other],
        ['2026-03-05T03:00', other],
        ['2026-03-05T04:00', other],
      ]);
      await until(storeId, '2026-03-05T04:00');
      await expect(world.hub().request(storeId, '2026-03-05T04:00', '2026-03-05T05:00')).rejects.toThrow(
        'no account reports',
      );
    });
  });

  it('knows each store by its own zone', async () => {
    const own = await ReportingWorld.open();
    own.clock.set('2026-10-31T23:00');
    const zones = ['Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe'];
    const [kolkata, newYork, lordHowe] = await Promise.all(zones.map((zone) => own.addShop(zone)));
    own.clock.set('2026-11-01T07:10');
    await own.hub().derive();
    const starts = async (shop: typeof kolkata) =>
      (await own.hoursOf(shop!.storeId)).map(([start]) => start.slice(11));
    const onTheHour = ['00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00'];
    expect(await starts(kolkata)).toEqual(['23:30', '00:30', '01:30', '02:30', '03:30', '04:30', '05:30']);
    expect(await starts(newYork)).toEqual(onTheHour);
    expect(await starts(lordHowe)).toEqual(onTheHour);
    // 05:00 and 06:00 UTC are both one o'clock in New York, and midnight there is 04:00 UTC.
    const dates = (await own.hours.list({ storeId: newYork!.storeId, limit: 9 })).map((hour) =>
      hour.businessDate.slice(5),
    );
    expect(dates).toEqual(['11-01', '11-01', '11-01', '10-31', '10-31', '10-31', '10-31']);
    await own.close();
  });

  it('is done once, however many hubs do it at the same time', async () => {
    const shops = await Promise.all(Array.from({ length: 8 }, () => world.addShop()));
    world.clock.set('2026-03-05T09:10');
    await Promise.all(['a', 'b', 'c'].map((name) => world.hub(name, { hoursPerBatch: 5 }).derive()));
    for (const { storeId } of shops) {
      expect(await world.hoursOf(storeId)).toHaveLength(8);
      expect(await world.submissionsOf(storeId)).toHaveLength(8);
    }
  });

  it('takes the same number of statements for one store and hour as for fifty stores with two', async () => {
    const statements = async (stores: number, hours: number): Promise<number> => {
      const own = await ReportingWorld.open();
      const shops = await Promise.all(Array.from({ length: stores }, () => own.addShop()));
      await Promise.all(shops.map(({ storeId }) => own.sell(storeId, { fen: 1n, at: '2026-03-05T01:30' })));
      own.clock.set(`2026-03-05T0${1 + hours}:10`);
      const counted = countStatements(own);
      await own.hub().derive();
      await own.close();
      return counted();
    };
    expect(await statements(50, 2)).toBe(await statements(1, 1));
  });

  it('is held up for a poisoned store alone', async () => {
    const [poisoned, healthy] = [await world.addShop(), await world.addShop()];
    await world.database.rows({
      text: `CREATE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS
             $$ BEGIN IF NEW.store_id = '${poisoned.storeId}' THEN RAISE 'poison'; END IF; RETURN NEW; END $$`,
    });
    await world.database.rows({
      text: 'CREATE TRIGGER poison BEFORE INSERT ON hourly_revisions FOR EACH ROW EXECUTE FUNCTION poison()',
    });
    world.clock.set('2026-03-05T04:10');
    await world.hub().derive();
    expect(await world.hoursOf(healthy.storeId)).toHaveLength(3);
    expect(await world.hoursOf(poisoned.storeId)).toEqual([]);
    expect(world.events).toContainEqual(
      expect.objectContaining({ event: 'derive', outcome: 'failed', storeId: poisoned.storeId }),
    );
    await world.database.rows({ text: 'DROP TRIGGER poison ON hourly_revisions' });
    await world.hub().derive();
    expect(await world.hoursOf(poisoned.storeId)).toHaveLength(3);
  });

  it('is never changed afterwards: revisions are append-only', async () => {
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const change = world.database.rows({
      text: 'UPDATE hourly_revisions SET total_fen = 1 WHERE store_id = $1',
      values: [storeId],
    });
    await expect(change).rejects.toThrow('append-only');
  });

  it('wakes the sending in its own transaction', async () => {
    await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.database.rows({
      text: 'SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs',
    });
    await world.hub('waker').derive();
    const jobs = await world.database.rows({ text: 'SELECT key FROM graphile_worker.jobs' });
    expect(jobs).toEqual([{ key: 'reporting.submit:waker' }]);
  });
});

function countStatements({ database }: ReportingWorld): () => number {
  let count = 0;
  const transaction = database.transaction.bind(database);
  database.transaction = (work) =>
    transaction((sql) => {
      const counting: Sql = {
        rows(statement) {
          count += 1;
          return sql.rows(statement);
        },
      };
      return work(counting);
    });
  return () => count;
}
