import { businessDate, hoursBeginningIn } from '#domain/business-time.js';
import { lockStores } from '#reporting/figures/hours.store.js';
import { expectRevisionsExplained } from '../../support/summed-revisions.js';
import { at, ReportingWorld, short } from './reporting-world.js';

const HOUR_MS = 3_600_000;
const STARTS_AT = '04:00';

/** A store's business day, the instant of its cut-off, and how long it is. */
const DAYS = [
  ['Asia/Shanghai', '1986-05-03', '1986-05-02T20:00', 23],
  ['Asia/Shanghai', '1986-09-13', '1986-09-12T19:00', 25],
  ['Asia/Shanghai', '1991-04-13', '1991-04-12T20:00', 23],
  ['Asia/Shanghai', '1991-09-14', '1991-09-13T19:00', 25],
  ['Asia/Shanghai', '1992-04-12', '1992-04-11T20:00', 24],
  ['America/New_York', '2026-03-07', '2026-03-07T09:00', 23],
  ['America/New_York', '2026-10-31', '2026-10-31T08:00', 25],
] as const;

describe('a day that is longer or shorter than others', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  it.each(DAYS)('%s, %s: each hour has what was sold in it', async (zone, day, begins, length) => {
    const storeId = await world.addStore(zone, STARTS_AT);
    const accountId = await world.addAccount();
    const [from, to] = [at(begins), new Date(at(begins).getTime() + length * HOUR_MS)];
    for (const inside of [from, new Date(to.getTime() - 1)])
      expect(businessDate(inside, zone, STARTS_AT)).toBe(day);
    for (const outside of [new Date(from.getTime() - 1), to])
      expect(businessDate(outside, zone, STARTS_AT)).not.toBe(day);
    // Of these zones every offset is of whole hours: their hours are those of UTC, whatever their clocks show.
    for (let hour = 0; hour < length; hour += 1) {
      const start = from.getTime() + hour * HOUR_MS;
      for (const [ms, fen] of [
        [0, 1n],
        [hour * 1_000, BigInt(100 * hour)],
        [HOUR_MS - 1, 10n],
      ] as const)
        await world.sell(storeId, { fen, at: new Date(start + ms).toISOString().slice(0, -1) });
    }
    const hours = hoursBeginningIn(from, to, zone);
    await world.database.transaction(async (sql) => {
      await lockStores(sql, [storeId]);
      await world.hub().deriving.derive(sql, [{ storeId, accountId, hours }], false);
    });
    expect(await world.hoursOf(storeId)).toEqual(
      Array.from({ length }, (_, hour) => [
        short(new Date(from.getTime() + hour * HOUR_MS)),
        BigInt(11 + 100 * hour),
        3,
        1,
      ]),
    );
    const dates = (await world.hours.list({ storeId, limit: 99 })).map(({ businessDate }) => businessDate);
    expect(new Set(dates)).toEqual(new Set([day]));
    await world.hub().takeChanges();
    await expectRevisionsExplained(world.database);
  });

  it('is reckoned by a scheduled derivation, too, with the repeated hour as one of its own', async () => {
    const own = await ReportingWorld.open();
    own.clock.set('2026-10-31T07:30');
    const { storeId } = await own.addShop('America/New_York');
    // One o'clock comes twice.
    await own.sell(storeId, { fen: 1n, at: '2026-11-01T05:30' });
    await own.sell(storeId, { fen: 2n, at: '2026-11-01T06:30' });
    own.clock.set('2026-11-01T08:10');
    await own.hub('hub', { hoursPerRun: 99 }).derive();
    const hours = await own.hoursOf(storeId);
    expect(hours).toHaveLength(24);
    expect(hours.filter(([, fen]) => fen > 0n)).toEqual([
      ['2026-11-01T05:00', 1n, 1, 1],
      ['2026-11-01T06:00', 2n, 1, 1],
    ]);
    await own.close();
  });
});
