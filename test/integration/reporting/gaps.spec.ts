import type { Sql } from '#database/sql.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { HOUR_STATES, type HourState } from '#reporting/derive/hour-state.js';
import { GapDaysQuery } from '#reporting/operator/gap-days.query.js';
import { GapsQuery } from '#reporting/operator/gaps.query.js';
import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { at, ReportingWorld, short } from './reporting-world.js';
import type { ToyAnswer } from './toy-sink.js';

const UNREPORTED = HOUR_STATES.filter((state) => state !== 'reported');

describe('where the hours of a store stand', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
    world.coverage.lacks = () => false;
  });

  const list = (storeId: string, states: readonly HourState[] = UNREPORTED) =>
    world.gaps.list({ storeId, states, limit: 500 });
  const gapsOf = async (storeId: string, states?: readonly HourState[]) =>
    (await list(storeId, states)).map(({ hourStart, state }) => `${short(hourStart).slice(5)} ${state}`);
  /** Derived and sent until `text`. */
  const reportTo = async (text: string): Promise<void> => {
    world.clock.set(text);
    const hub = world.hub('hub', { hoursPerRun: 1_000 });
    await hub.derive();
    await hub.submit();
  };
  const lose = (storeId: string, ...starts: string[]) =>
    world.database.transaction(async (sql) => {
      const values = [storeId, starts.map(at)];
      const hours = 'WHERE store_id = $1 AND hour_start = ANY($2::timestamptz[])';
      await sql.rows({ text: `DELETE FROM submission_attempts WHERE submission_id IN (SELECT id FROM submissions ${hours})`, values }); // prettier-ignore
      await sql.rows({ text: `DELETE FROM submissions ${hours}`, values });
      await sql.rows({ text: `DELETE FROM sales_hours ${hours}`, values });
    });

  it('is shown for every hour that is over and not reported, an hour of no sales being reported too', async () => {
    const { storeId } = await world.addShop();
    await reportTo('2026-03-05T04:10');
    expect(await gapsOf(storeId)).toEqual([]);
    expect(await gapsOf(storeId, ['reported'])).toHaveLength(3);
    world.clock.set('2026-03-05T06:05');
    expect(await gapsOf(storeId)).toEqual(['03-05T04:00 waiting', '03-05T05:00 waiting']);
  });

  it('tells by which stream an hour is held, as long as it may be', async () => {
    const { storeId } = await world.addShop();
    world.coverage.lacks = (hour) => hour.storeId === storeId;
    await reportTo('2026-03-05T03:05');
    // The second is over, and would not be derived yet in any case.
    expect(await gapsOf(storeId)).toEqual(['03-05T01:00 held', '03-05T02:00 waiting']);
    const [held] = await list(storeId);
    expect(held).toMatchObject({
      heldBy: [{ accountId: storeId, stream: 'orders' }],
      revision: null,
      fills: null,
    });
    world.clock.set('2026-03-05T04:30');
    expect(await gapsOf(storeId, ['held'])).toEqual(['03-05T02:00 held', '03-05T03:00 held']);
    await reportTo('2026-03-05T04:30');
    expect(await gapsOf(storeId, ['provisional'])).toEqual(['03-05T01:00 provisional']);
  });

  it('follows the last submission of a derived hour', async () => {
    const { storeId, accountId, shopId } = await world.addShop();
    await reportTo('2026-03-05T02:10');
    world.clock.set('2026-03-05T07:10');
    const answers: Record<string, string> = {
      '02': 'outcome_unknown',
      '03': 'rejected',
      '04': 'duplicate',
      '05': 'unavailable',
    };
    const answer: ToyAnswer = (payload) => {
      const code = answers[payload['hour']!.slice(11, 13)];
      if (code === undefined) return Promise.resolve(world.sink.take(payload));
      return Promise.reject(new ConnectorError(code as 'rejected', 'no'));
    };
    world.sink.next(shopId, ...Array.from({ length: 5 }, () => answer));
    const hub = world.hub();
    await hub.derive();
    await hub.submit();
    expect(await gapsOf(storeId)).toEqual([
      '03-05T02:00 unknown',
      '03-05T03:00 failed',
      '03-05T04:00 conflict',
      '03-05T05:00 waiting',
    ]);
    expect((await list(storeId, ['failed']))[0]).toMatchObject({
      accountId,
      revision: 1,
      submission: { state: 'failed', errorCode: 'rejected' },
    });
  });

  it('differs once the figures are others than were reported', async () => {
    const { storeId } = await world.addShop();
    await reportTo('2026-03-05T02:10');
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:30' });
    await world.hub().takeChanges();
    expect(await gapsOf(storeId)).toEqual(['03-05T01:00 differs']);
  });

  it('is a hole where deriving has gone past it, and where nothing was submitted', async () => {
    const { storeId, accountId } = await world.addShop();
    await reportTo('2026-03-05T06:10');
    await lose(storeId, '2026-03-05T02:00', '2026-03-05T03:00');
    await world.database.rows({
      text: 'DELETE FROM submission_attempts WHERE submission_id IN (SELECT id FROM submissions WHERE store_id = $1 AND hour_start = $2)',
      values: [storeId, at('2026-03-05T05:00')],
    });
    await world.database.rows({
      text: 'DELETE FROM submissions WHERE store_id = $1 AND hour_start = $2',
      values: [storeId, at('2026-03-05T05:00')],
    });
    expect(await gapsOf(storeId)).toEqual(['03-05T02:00 hole', '03-05T03:00 hole', '03-05T05:00 hole']);
    expect(await list(storeId)).toMatchObject([
      { accountId, fills: 'itself', revision: null, businessDate: '2026-03-05' },
      { accountId, fills: 'itself', revision: null },
      { accountId, fills: 'itself', revision: 1, submission: null },
    ]);
    world.clock.set('2026-04-09T03:01');
    expect((await list(storeId, ['hole'])).map(({ fills }) => fills)).toEqual(['asked', 'asked', 'itself']);
  });

  it('is a hole for a person where it lies between two bindings, and nothing before the first or after the last', async () => {
    const { storeId } = await world.addShop();
    await reportTo('2026-03-05T02:10');
    const { salesSink } = world.database.prisma;
    await salesSink.updateMany({ where: { storeId }, data: { endsAt: at('2026-03-05T02:00') } });
    world.clock.set('2026-03-05T03:30');
    await world.bind(storeId, await world.addAccount());
    await reportTo('2026-03-05T05:10');
    expect(await gapsOf(storeId)).toEqual(['03-05T02:00 hole', '03-05T03:00 hole']);
    expect(await list(storeId)).toMatchObject([{ fills: 'asked', accountId: null }, { fills: 'asked' }]);
    await salesSink.updateMany({
      where: { storeId, endsAt: null },
      data: { endsAt: at('2026-03-05T05:00') },
    });
    world.clock.set('2026-03-06T05:10');
    expect(await gapsOf(storeId)).toHaveLength(2);
  });

  it('comes in pages, of all stores and of a part of the time, each hour once', async () => {
    const own = await ReportingWorld.open();
    const shops = [];
    for (const zone of ['Asia/Shanghai', 'Asia/Kolkata', 'Australia/Lord_Howe'])
      shops.push(await own.addShop(zone));
    own.clock.set('2026-03-06T00:10');
    await own.hub('hub', { hoursPerRun: 5 }).derive();
    const whole = await own.gaps.list({ states: UNREPORTED, limit: 500 });
    const paged: typeof whole = [];
    for (let after; ;) {
      const page = await own.gaps.list({ states: UNREPORTED, limit: 7, after });
      if (page.length === 0) break;
      paged.push(...page);
      after = page.at(-1);
    }
    expect(paged).toEqual(whole);
    const starts = shops.map(({ storeId }) => whole.filter((gap) => gap.storeId === storeId).length);
    expect(starts.map((count) => count > 20)).toEqual([true, true, true]);
    const [from, to] = [at('2026-03-05T08:00'), at('2026-03-05T20:00')];
    const part = await own.gaps.list({ states: UNREPORTED, limit: 500, from, to });
    expect(part).toEqual(whole.filter(({ hourStart }) => hourStart >= from && hourStart < to));
    await own.close();
  });

  it('is counted by store and day, in pages, the same as in the list', async () => {
    const own = await ReportingWorld.open();
    own.clock.set('2026-10-30T05:20');
    await own.addShop('Asia/Shanghai');
    const shop = await own.addShop('America/New_York');
    own.clock.set('2026-11-04T09:10');
    const hub = own.hub('hub', { hoursPerRun: 100 });
    await hub.derive();
    await hub.submit();
    const whole = await own.gapDays.list({ limit: 50 });
    const paged: typeof whole = [];
    for (let after; ;) {
      const page = await own.gapDays.list({ limit: 2, after });
      if (page.length === 0) break;
      paged.push(...page);
      after = page.at(-1);
    }
    expect(paged).toEqual(whole);
    const newYork = whole.filter(({ storeId }) => storeId === shop.storeId);
    // The first of November has 25 hours there; of the last day four hours are over.
    expect(newYork.map(({ businessDate, hours }) => [businessDate.slice(5), hours])).toEqual([
      ['10-30', 22],
      ['10-31', 24],
      ['11-01', 25],
      ['11-02', 24],
      ['11-03', 24],
      ['11-04', 4],
    ]);
    const hours = await own.gaps.list({ states: HOUR_STATES, limit: 500 });
    for (const day of whole) {
      const ofDay = hours.filter(
        (one) => one.storeId === day.storeId && one.businessDate === day.businessDate,
      );
      for (const state of HOUR_STATES)
        expect(day.counts[state]).toBe(ofDay.filter((one) => one.state === state).length);
      expect(day.hours).toBe(ofDay.length);
    }
    await own.close();
  });

  it('takes the same few statements for one store and for twenty', async () => {
    const statements = async (stores: number): Promise<number[]> => {
      const own = await ReportingWorld.open();
      for (let count = 0; count < stores; count += 1) await own.addShop();
      own.clock.set('2026-03-05T09:10');
      await own.hub('hub', { hoursPerRun: 4 }).derive();
      let count = 0;
      const counting = { rows: (statement: Parameters<Sql['rows']>[0]) => ((count += 1), own.database.rows(statement)) }; // prettier-ignore
      const parts = { coverage: own.coverage, clock: own.clock, settings: DEFAULT_REPORTING_SETTINGS };
      await new GapsQuery(counting as typeof own.database, parts).list({ states: UNREPORTED, limit: 200 });
      const ofList = count;
      await new GapDaysQuery(counting as typeof own.database, parts).list({ limit: 200 });
      await own.close();
      return [ofList, count - ofList];
    };
    expect(await statements(20)).toEqual(await statements(1));
  });
});
