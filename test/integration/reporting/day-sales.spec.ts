import fc from 'fast-check';
import { businessDay, businessDayOf } from '#domain/business-time.js';
import { HOUR_STATES } from '#reporting/derive/hour-state.js';
import { DaySalesQuery, type DayStore } from '#reporting/operator/day-sales.query.js';
import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { at, ReportingWorld, short } from './reporting-world.js';

const ZONES = ['Asia/Shanghai', 'Australia/Lord_Howe', 'America/New_York'] as const;

describe('a day of stores, hour by hour', () => {
  let world: ReportingWorld;
  let days: DaySalesQuery;
  beforeAll(async () => {
    world = await ReportingWorld.open();
    const { coverage, clock } = world;
    days = new DaySalesQuery(world.database, { coverage, clock, settings: DEFAULT_REPORTING_SETTINGS });
  });
  afterAll(() => world.close());
  beforeEach(() => world.clock.set('2026-03-05T00:20'));

  const asStore = (id: string, timeZone = 'Asia/Shanghai', businessDayStart = '00:00'): DayStore => ({
    ...{ id, code: id, name: id, timeZone, businessDayStart },
  });
  const rowsOf = async (storeId: string, date?: string) => {
    const [day] = (await days.of([asStore(storeId)], date)).items;
    return day!.hours.map(({ hourStart, clock, state, totalFen, orders }) =>
      [short(hourStart).slice(5), clock, state ?? '-', totalFen, orders].join(' '),
    );
  };

  it('tells what is derived as derived, the rest by its orders, and where each hour stands', async () => {
    const { storeId } = await world.addShop();
    world.coverage.lacks = (hour) => hour.storeId === storeId && hour.start >= at('2026-03-05T03:00');
    for (const hour of ['00', '01', '03', '04', '05'])
      await world.sell(storeId, { fen: 100n, at: `2026-03-05T${hour}:30` });
    world.clock.set('2026-03-05T05:10');
    const hub = world.hub('hub', { hoursPerRun: 1_000 });
    await hub.derive();
    await hub.submit();
    // No change of it is taken in before somebody derives it anew.
    await world.sell(storeId, { fen: 7n, at: '2026-03-05T01:40' });
    expect((await rowsOf(storeId)).slice(8)).toEqual([
      '03-05T00:00 08:00 - 100 1',
      '03-05T01:00 09:00 reported 100 1',
      '03-05T02:00 10:00 reported 0 0',
      '03-05T03:00 11:00 held 100 1',
      '03-05T04:00 12:00 held 100 1',
      '03-05T05:00 13:00 - 100 1',
    ]);
    await hub.takeChanges();
    expect((await rowsOf(storeId))[9]).toBe('03-05T01:00 09:00 differs 107 2');
    expect(await rowsOf(storeId, '2026-03-06')).toEqual([]);
    expect(await rowsOf(storeId, '2026-03-04')).toHaveLength(24);
    expect((await days.of([], undefined)).items).toEqual([]);
  });

  it('comes to what the day has sold, whatever its zone, its cut-off and the time at which one looks', async () => {
    const places = fc.record({ zone: fc.constantFrom(...ZONES), cutOff: fc.constantFrom('00:00', '04:30') });
    // Lord Howe’s clocks go back by half an hour on April 5th, New York’s forward on March 8th.
    const dates = fc.constantFrom('2026-03-08', '2026-03-20', '2026-04-05');
    const sales = fc.array(fc.record({ minute: fc.nat(1_600), fen: fc.integer({ min: 1, max: 9_999 }) }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(places, dates, sales, fc.nat(1_700), async ({ zone, cutOff }, date, sold, minute) => {
        const { from, to } = businessDay(date, zone, cutOff);
        expect(businessDayOf(from, zone, cutOff)).toEqual({ date, from, to });
        const inDay = (offset: number) => new Date(from.getTime() + offset * 60_000);
        world.clock.set(short(new Date(from.getTime() - 4 * 3_600_000)));
        const [accountId, storeId] = [await world.addAccount(), await world.addStore(zone, cutOff)];
        await world.bind(storeId, accountId);
        for (const one of sold)
          await world.sell(storeId, { fen: BigInt(one.fen), at: short(inDay(one.minute)) });
        world.clock.set(short(inDay(minute)));
        await world.hub('hub', { hoursPerRun: 1_000 }).derive();
        const [day] = (await days.of([asStore(storeId, zone, cutOff)], date)).items;
        const hours = day!.hours;
        // Hours belong to the day in which they begin; of one that has begun, what is to come counts too.
        const [first, end] = [hours[0]?.hourStart ?? from, hours.at(-1)?.hourEnd ?? from];
        const whole = sold.filter((one) => inDay(one.minute) >= first && inDay(one.minute) < end);
        expect([
          sumOf(hours.map(({ totalFen }) => totalFen)),
          sumOf(hours.map(({ orders }) => orders)),
        ]).toEqual([sumOf(whole.map(({ fen }) => fen)), BigInt(whole.length)]);
        const stated = hours.filter(({ state }) => state !== null);
        const gaps = await world.gaps.list({ storeId, from, to, states: HOUR_STATES, limit: 100 });
        expect(stated.map(({ hourStart, state }) => [hourStart, state])).toEqual(
          gaps.map(({ hourStart, state }) => [hourStart, state]),
        );
      }),
      { numRuns: 25 },
    );
  });
});

const sumOf = (values: readonly (number | bigint)[]): bigint =>
  values.reduce<bigint>((sum, value) => sum + BigInt(value), 0n);
