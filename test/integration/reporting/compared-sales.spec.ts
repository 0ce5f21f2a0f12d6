import fc from 'fast-check';
import { businessDayOf, hourOf, sameTimeDaysBefore } from '#domain/business-time.js';
import { type ComparedSales, readComparedSales } from '#reporting/operator/compared-sales.query.js';
import { at, ReportingWorld } from './reporting-world.js';

describe('what a store sells at present', () => {
  let world: ReportingWorld;
  let storeId: string;
  let look: (now: Date) => Promise<ComparedSales>;
  beforeAll(async () => {
    world = await ReportingWorld.open();
    ({ storeId } = await world.addShop());
    look = async (now) => {
      const store = { id: storeId, timeZone: 'Asia/Shanghai', businessDayStart: '04:00' };
      const [found] = await readComparedSales(world.database, [store], now);
      return found!;
    };
  });
  afterAll(() => world.close());

  it('is held against the same time of yesterday and of a week ago, by revisions and by postings', async () => {
    // 10:20 in Shanghai.
    const now = at('2026-03-12T02:20');
    const sales: readonly (readonly [string, bigint])[] = [
      ['2026-03-12T02:10', 1n],
      ['2026-03-12T02:20', 100_000n],
      ['2026-03-12T01:00', 10n],
      ['2026-03-11T19:59', 100_000n],
      ['2026-03-11T02:19', 100n],
      ['2026-03-11T02:40', 1_000n],
      ['2026-03-11T01:00', 10_000n],
      ['2026-03-05T02:00', 7n],
      ['2026-03-05T02:59', 70n],
      ['2026-03-04T20:00', 700n],
    ];
    for (const [when, fen] of sales) await world.sell(storeId, { fen, at: when });
    const { hour, businessDate, sold } = await look(now);
    expect({ hour, businessDate }).toEqual({
      hour: { from: at('2026-03-12T02:00'), to: at('2026-03-12T03:00') },
      businessDate: '2026-03-12',
    });
    const figures = {
      hour: [1, 1n],
      day: [2, 11n],
      hourYesterday: [1, 100n],
      wholeHourYesterday: [2, 1_100n],
      dayYesterday: [2, 10_100n],
      hourWeekAgo: [1, 7n],
      wholeHourWeekAgo: [2, 77n],
      dayWeekAgo: [2, 707n],
    };
    const seen = () => look(now).then((found) => Object.entries(found.sold));
    const asFigures = (entries: Awaited<ReturnType<typeof seen>>) =>
      Object.fromEntries(entries.map(([span, { orders, totalFen }]) => [span, [orders, totalFen]]));
    expect(asFigures(Object.entries(sold))).toEqual(figures);

    world.clock.set('2026-03-12T02:20');
    // A run takes half a day of a store at most.
    for (let run = 0; run < 20; run += 1) await world.hub().derive();
    expect(asFigures(await seen())).toEqual(figures);
    expect(await world.hours.get(storeId, at('2026-03-11T02:00'))).toMatchObject({
      orders: 2,
      totalFen: 1_100n,
    });

    // What is derived is told as the list of hours tells it, until it is derived anew.
    await world.database.rows({
      text: `UPDATE sales_hours SET total_fen = 1099, provisional = true WHERE store_id = $1 AND hour_start = $2`,
      values: [storeId, at('2026-03-11T02:00')],
    });
    const after = (await look(now)).sold;
    expect(after.wholeHourYesterday).toEqual({ orders: 2, totalFen: 1_099n, provisional: true });
    expect(after.hourYesterday).toEqual({ orders: 1, totalFen: 100n, provisional: false });
  });

  it('is the sum of what was sold, whenever one looks', async () => {
    const START = at('2026-04-01T00:00').getTime();
    const minutes = fc.integer({ min: 0, max: 12 * 24 * 60 });
    const sales = fc.array(fc.record({ minute: minutes, fen: fc.integer({ min: 1, max: 9_999 }) }), {
      minLength: 5,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(sales, fc.integer({ min: 8 * 24 * 60, max: 12 * 24 * 60 }), async (sold, minute) => {
        ({ storeId } = await world.addShop());
        const made = sold.map((one) => ({ when: new Date(START + one.minute * 60_000), fen: one.fen }));
        for (const { when, fen } of made)
          await world.sell(storeId, { fen: BigInt(fen), at: when.toISOString().slice(0, 16) });
        const now = new Date(START + minute * 60_000);
        const sum = (from: Date, to: Date) =>
          made.reduce((total, { when, fen }) => (when >= from && when < to ? total + fen : total), 0);
        const found = (await look(now)).sold;
        for (const [days, hour, day] of [
          [0, found.hour, found.day],
          [1, found.hourYesterday, found.dayYesterday],
          [7, found.hourWeekAgo, found.dayWeekAgo],
        ] as const) {
          const then = sameTimeDaysBefore(now, 'Asia/Shanghai', days);
          expect(Number(hour.totalFen)).toBe(sum(hourOf(then, 'Asia/Shanghai').start, then));
          expect(Number(day.totalFen)).toBe(sum(businessDayOf(then, 'Asia/Shanghai', '04:00').from, then));
        }
      }),
      { numRuns: 15 },
    );
  });
});
