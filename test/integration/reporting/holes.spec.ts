import { HOUR_STATES } from '#reporting/derive/hour-state.js';
import { GapCountsQuery } from '#reporting/operator/gap-counts.query.js';
import { GapTroublesQuery } from '#reporting/operator/gap-troubles.query.js';
import { DEFAULT_REPORTING_SETTINGS } from '#reporting/reporting-settings.js';
import { growReportedHours, leaveOut } from './grown-hours.js';
import { at, ReportingWorld, short } from './reporting-world.js';

/** 500 of them are 360,000 hours. */
const STORES = Number(process.env['SUANPAN_GAP_STORES'] ?? 10);
const HOURS = 720;
const HOLES = 50;

const UNREPORTED = HOUR_STATES.filter((state) => state !== 'reported');

describe('hours that were left out', () => {
  let world: ReportingWorld;
  beforeEach(async () => {
    world = await ReportingWorld.open();
    world.clock.set('2026-03-05T00:20');
  });
  afterEach(() => world.close());

  const keyOf = ({ storeId, hourStart }: { storeId: string; hourStart: Date }) =>
    `${storeId} ${short(hourStart)}`;
  const holes = () => world.gaps.list({ states: ['hole'], limit: 200 });
  const keptHoles = async () =>
    (await world.database.prisma.hourHole.findMany({ orderBy: { hourStart: 'asc' } })).map((one) =>
      short(one.hourStart),
    );

  it('are all listed and filled, and no hour of no sales is listed', async () => {
    await growReportedHours(world, { stores: STORES, hours: HOURS });
    const left = await leaveOut(world, Math.floor((STORES * HOURS) / HOLES));
    expect(left).toHaveLength(HOLES);
    const listed = await world.gaps.list({ states: UNREPORTED, limit: 200 });
    expect(listed.map(keyOf).sort()).toEqual(left);
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['hole']));
    const hub = world.hub('hub', { hoursPerBatch: 20 });
    await hub.fill();
    expect((await world.gaps.list({ states: UNREPORTED, limit: 200 })).map(({ state }) => state)).toEqual(
      left.map(() => 'waiting'),
    );
    await hub.submit();
    expect(await world.gaps.list({ states: UNREPORTED, limit: 200 })).toEqual([]);
    expect(world.sink.heard).toHaveLength(HOLES);
    expect(await keptHoles()).toEqual([]);
    expect(world.events).toContainEqual(expect.objectContaining({ outcome: 'holes filled', hours: HOLES }));
  });

  it('are filled for 35 days, and later when somebody asks', async () => {
    const [storeId] = await growReportedHours(world, { stores: 1, hours: 40 * 24 });
    await leaveOut(world, 24);
    await world.hub().fill();
    const old = await holes();
    expect(old.map(({ fills }) => fills)).toEqual(old.map(() => 'asked'));
    expect([old.length, short(old.at(-1)!.hourStart) < '2026-01-29T00:20']).toEqual([5, true]);
    await world.hub().request(storeId!, '2026-01-23T00:00', '2026-01-30T00:00');
    expect(await holes()).toEqual([]);
  });

  it('are left alone between two bindings, and while orders of the store are on the move', async () => {
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const { salesSink } = world.database.prisma;
    await salesSink.updateMany({ where: { storeId }, data: { endsAt: at('2026-03-05T02:00') } });
    world.clock.set('2026-03-05T03:30');
    await world.bind(storeId, await world.addAccount());
    await world.hub().fill();
    expect(await holes()).toHaveLength(1);
    expect(await keptHoles()).toEqual([]);
  });

  it('are kept for people where they cannot be filled, and stop no other store', async () => {
    const [counts, troubles] = [
      new GapCountsQuery(world.database, DEFAULT_REPORTING_SETTINGS),
      new GapTroublesQuery(world.database, DEFAULT_REPORTING_SETTINGS),
    ];
    const [poisoned, healthy] = [await world.addShop(), await world.addShop()];
    world.clock.set('2026-03-05T05:10');
    await world.hub().derive();
    const lost = ['2026-03-05T02:00', '2026-03-05T03:00'].map(at);
    for (const table of ['submissions', 'sales_hours'])
      await world.database.rows({ text: `DELETE FROM ${table} WHERE hour_start = ANY($1)`, values: [lost] });
    await world.database.rows({
      text: `CREATE FUNCTION poison() RETURNS TRIGGER LANGUAGE plpgsql AS
             $$ BEGIN IF NEW.store_id = '${poisoned.storeId}' THEN RAISE 'poison'; END IF; RETURN NEW; END $$`,
    });
    await world.database.rows({
      text: 'CREATE TRIGGER poison BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION poison()',
    });
    await world.hub().fill();
    expect((await holes()).map(({ storeId }) => storeId)).toEqual([poisoned.storeId, poisoned.storeId]);
    expect(await keptHoles()).toEqual(['2026-03-05T02:00', '2026-03-05T03:00']);
    const failed = world.events.filter(({ outcome }) => outcome === 'hole not filled');
    expect(failed.map(({ storeId }) => storeId)).toEqual([poisoned.storeId]);
    expect(await world.hoursOf(healthy.storeId)).toHaveLength(4);
    expect(await counts.read()).toMatchObject({ missing: 2, provisional: 0 });
    const found = () => troubles.ofAccounts([poisoned.accountId, healthy.accountId]);
    await world.database.rows({ text: 'UPDATE hour_holes SET found_at = now()' });
    expect((await found()).filter(({ code }) => code === 'missing')).toEqual([]);
    await world.database.rows({ text: `UPDATE hour_holes SET found_at = now() - INTERVAL '11 minutes'` });
    expect((await found()).filter(({ code }) => code === 'missing')).toMatchObject([
      { accountId: poisoned.accountId, what: 'hours', count: 2, oldestAt: lost[0] },
    ]);
    await world.database.rows({ text: 'DROP TRIGGER poison ON submissions' });
    await world.hub().fill();
    expect([await holes(), await keptHoles()]).toEqual([[], []]);
  });

  it('are counted and told of an account while they are only long over and not derived', async () => {
    const { storeId, accountId } = await world.addShop();
    const now = Date.now();
    const through = (hoursAgo: number) =>
      world.database.prisma.salesSink.updateMany({
        where: { storeId },
        data: { reportedThrough: new Date(now - hoursAgo * 3_600_000) },
      });
    const counts = new GapCountsQuery(world.database, DEFAULT_REPORTING_SETTINGS);
    const troubles = new GapTroublesQuery(world.database, DEFAULT_REPORTING_SETTINGS);
    await through(3);
    expect([(await counts.read()).overdue, await troubles.ofAccounts([accountId])]).toEqual([0, []]);
    await through(6.5);
    expect(await counts.read()).toMatchObject({ overdue: 4 });
    expect(await troubles.ofAccounts([accountId])).toMatchObject([
      { what: 'hours', code: 'overdue', count: 4 },
    ]);
    await world.database.rows({ text: 'UPDATE sales_sinks SET ends_at = reported_through' });
    expect([(await counts.read()).overdue, await troubles.ofAccounts([accountId])]).toEqual([0, []]);
  });

  it('are filled once, however many hubs look at the same time', async () => {
    await growReportedHours(world, { stores: 3, hours: 100 });
    await leaveOut(world, 10);
    await Promise.all(['a', 'b', 'c'].map((name) => world.hub(name, { hoursPerBatch: 7 }).fill()));
    const rows = await world.database.rows({
      text: `SELECT store_id, hour_start FROM submissions WHERE state = 'waiting' GROUP BY 1, 2 HAVING count(*) > 1`,
    });
    expect([rows, await holes()]).toEqual([[], []]);
  });
});
