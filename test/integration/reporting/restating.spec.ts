import { DEFAULT_RESTATE_SETTINGS, type ReportingSettings } from '#reporting/reporting-settings.js';
import { DEFAULT_RULE_SET } from '#domain/rule-set.js';
import { at, ReportingWorld } from './reporting-world.js';
import { failing } from './toy-sink.js';

const { version: _version, ...DEFAULT_RULES } = DEFAULT_RULE_SET;
const HOUR = ['2026-03-05T01:00', '2026-03-05T02:00'] as const;

describe('an hour that changes after it was reported', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A shop whose hour of 01:00 UTC was reported with one order of 10 yuan. */
  async function reportedShop(restate: 'ask' | 'auto' | null = 'auto') {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    await world.setRestate(shop.accountId, restate);
    const orderId = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().request(shop.storeId, ...HOUR);
    await world.hub().submit();
    return { ...shop, orderId };
  }

  /** What all hubs do every few seconds. */
  async function work(settings?: Partial<ReportingSettings>): Promise<void> {
    const hub = world.hub('hub', settings);
    await hub.takeChanges();
    await hub.restate();
    await hub.submit();
  }

  const sellLate = (storeId: string, fen: bigint) => world.sell(storeId, { fen, at: '2026-03-05T01:40' });

  /** The state of the one hour, and its revision. */
  async function waits(storeId: string) {
    const [hour] = await world.database.prisma.salesHour.findMany({ where: { storeId } });
    return { asks: hour?.asks, restateAt: hour?.restateAt, revision: hour?.revision };
  }

  const totals = async (storeId: string): Promise<[bigint, boolean, string, string][]> =>
    (await world.submissions.list({ storeId, limit: 50 }))
      .toReversed()
      .map(({ totalFen, cover, state, cause }) => [totalFen, cover, state, cause]);
  const heldBySink = (shopId: string): string[] =>
    [...world.sink.hours.values()].filter((one) => one['shopId'] === shopId).map((one) => one['total'] ?? '');

  it.each(['Asia/Shanghai', 'Asia/Kathmandu'])(
    'is restated once for each late order, after an hour, 26 hours and 8 days, in %s',
    async (timeZone) => {
      world.clock.set('2026-03-05T00:20');
      const { storeId, shopId, accountId } = await world.addShop(timeZone);
      await world.setRestate(accountId, 'auto');
      await world.sell(storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
      world.clock.set('2026-03-05T02:50');
      await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T01:46');
      await work();
      for (const [time, fen] of [
        ['2026-03-05T03:00', 1n],
        ['2026-03-06T04:00', 20n],
        ['2026-03-13T02:00', 300n],
      ] as const) {
        world.clock.set(time);
        await sellLate(storeId, fen);
        await work();
        world.clock.pass(5);
        await work();
        await work();
      }
      expect(await totals(storeId)).toEqual([
        [1_000n, false, 'accepted', 'requested'],
        [1_001n, true, 'accepted', 'restated'],
        [1_021n, true, 'accepted', 'restated'],
        [1_321n, true, 'accepted', 'restated'],
      ]);
      expect(heldBySink(shopId)).toEqual(['13.21']);
      const lines = world.events.filter(({ first }) => JSON.stringify(first ?? '').includes(storeId));
      const [{ hourStart } = { hourStart: at(HOUR[0]) }] = await world.hours.list({ storeId, limit: 1 });
      const each = { hours: 1, first: [`${storeId} ${hourStart.toISOString()}`] };
      expect(lines).toEqual(
        [1, 2, 3].flatMap(() => [
          { event: 'derive', level: 'info', outcome: 'revised', ...each },
          { event: 'restate', level: 'info', outcome: 'settles', ...each },
          { event: 'restate', level: 'info', outcome: 'submit', ...each },
        ]),
      );
      const revisions = await world.database.prisma.hourlyRevision.findMany({
        where: { storeId },
        orderBy: { revision: 'asc' },
      });
      expect(revisions.map(({ revision, totalFen }) => [revision, totalFen])).toEqual([
        [1, 1_000n],
        [2, 1_001n],
        [3, 1_021n],
        [4, 1_321n],
      ]);
      expect(await waits(storeId)).toEqual({ asks: null, restateAt: null, revision: 4 });
    },
  );

  it('waits until five minutes have passed without a further change', async () => {
    const { storeId } = await reportedShop();
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(4);
    await sellLate(storeId, 2n);
    await work();
    world.clock.pass(4);
    await work();
    expect(await totals(storeId)).toHaveLength(1);
    world.clock.pass(1);
    await work();
    expect((await totals(storeId)).slice(1)).toEqual([[1_003n, true, 'accepted', 'restated']]);
  });

  it('is not sent again when it is what the vendor has before it has settled', async () => {
    const { storeId } = await reportedShop();
    const late = await sellLate(storeId, 1n);
    await work();
    expect(await waits(storeId)).toMatchObject({ revision: 2, restateAt: expect.any(Date) });
    await world.resell(late, storeId, null);
    await work();
    expect(await waits(storeId)).toEqual({ asks: null, restateAt: null, revision: 3 });
    world.clock.pass(60);
    await work();
    expect(await totals(storeId)).toHaveLength(1);
  });

  it('is restated only so often', async () => {
    const { storeId, shopId } = await reportedShop();
    const settings = { restate: { ...DEFAULT_RESTATE_SETTINGS, mostADay: 2 } };
    const sentAfter = async (minutes: number): Promise<number> => {
      await sellLate(storeId, 1n);
      await work(settings);
      world.clock.pass(minutes);
      await work(settings);
      return world.sink.heard.filter((one) => one['shopId'] === shopId).length;
    };
    expect([await sentAfter(5), await sentAfter(29), await sentAfter(5)]).toEqual([2, 2, 3]);
    expect([await sentAfter(600), await sentAfter(12 * 60)]).toEqual([3, 3]);
    expect(await sentAfter(3 * 60)).toBe(4);
    expect(heldBySink(shopId)).toEqual(['10.06']);
  });

  it('waits for a person until a cover is confirmed, then goes by itself', async () => {
    const { storeId, accountId, shopId } = await reportedShop(null);
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    expect(await waits(storeId)).toEqual({ asks: 'unconfirmed', restateAt: null, revision: 2 });
    await world.confirmCover(accountId);
    await work();
    expect(await waits(storeId)).toEqual({ asks: null, restateAt: null, revision: 2 });
    expect(heldBySink(shopId)).toEqual(['10.01']);
  });

  it('is shown and listed while it waits', async () => {
    const { storeId, accountId } = await reportedShop(null);
    const listed = async () => {
      const hours = await world.hours.list({ storeId, differs: true, limit: 10 });
      return hours.map(({ differs }) => differs);
    };
    expect(await listed()).toEqual([]);
    await sellLate(storeId, 1n);
    await work();
    expect(await listed()).toEqual([{ why: 'settling', until: at('2026-03-05T02:15') }]);
    world.clock.pass(5);
    await work();
    expect(await listed()).toEqual([{ why: 'unconfirmed', until: null }]);
    await world.confirmCover(accountId);
    await work();
    expect(await listed()).toEqual([]);
  });

  it('goes on waiting where the setting says ask, until that is changed', async () => {
    const { storeId, accountId, shopId } = await reportedShop('ask');
    await world.confirmCover(accountId);
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: 'setting' });
    await world.setRestate(accountId, 'auto');
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: null });
    expect(heldBySink(shopId)).toEqual(['10.01']);
  });

  it('waits no longer once somebody asks for it', async () => {
    const { storeId, shopId } = await reportedShop('ask');
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    await world.hub().request(storeId, ...HOUR);
    expect(await waits(storeId)).toMatchObject({ asks: null, restateAt: null });
    await work();
    expect((await totals(storeId)).slice(1)).toEqual([[1_001n, true, 'accepted', 'requested']]);
    expect(heldBySink(shopId)).toEqual(['10.01']);
  });

  it('asks when it ended more than 35 days ago, whatever the account says', async () => {
    const { storeId, accountId } = await reportedShop();
    await world.confirmCover(accountId);
    world.clock.set('2026-04-09T02:00');
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: 'old' });
    expect(await totals(storeId)).toHaveLength(1);
  });

  it('asks when it is below zero', async () => {
    const { storeId } = await reportedShop();
    await sellLate(storeId, -1_001n);
    await work();
    world.clock.pass(5);
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: 'negative', revision: 2 });
    expect(await totals(storeId)).toHaveLength(1);
  });

  it('asks when it is below zero, the first time too, and is sent when somebody asks for it', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, shopId } = await world.addShop();
    await world.sell(storeId, { fen: -5n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: 'negative', revision: 1 });
    expect(await totals(storeId)).toEqual([]);
    await world.hub().request(storeId, ...HOUR);
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: null });
    expect(heldBySink(shopId)).toEqual(['-0.05']);
  });

  it('that is below zero goes by itself once a rule set of its store sends such hours', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, shopId } = await world.addShop();
    await world.sell(storeId, { fen: -5n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await work();
    const state = (version: number, negativeHours: string, inForceFrom: Date) =>
      world.database.prisma.ruleSet.create({
        data: {
          ...{ storeId, version, inForceFrom, statedBy: 'boss', reason: 'test', statedAt: inForceFrom },
          rules: { ...DEFAULT_RULES, negativeHours },
        },
      });
    await state(1, 'hold', at('2026-03-05T00:00'));
    await state(2, 'send', at('2026-03-05T02:00'));
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: 'negative' });
    await state(3, 'send', at('2026-03-05T01:00'));
    await work();
    expect(await waits(storeId)).toMatchObject({ asks: null, restateAt: null });
    expect(heldBySink(shopId)).toEqual(['-0.05']);
  });

  it('goes at once, without cover, where the vendor refused it before', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, shopId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    world.sink.next(shopId, failing('rejected', 'bad date'));
    await world.hub().request(storeId, ...HOUR);
    await work();
    world.clock.pass(1);
    await sellLate(storeId, 5n);
    await work();
    expect(await totals(storeId)).toEqual([
      [0n, false, 'failed', 'requested'],
      [5n, false, 'accepted', 'first'],
    ]);
  });

  it('waits with all else of a paused account, and then says what holds by then', async () => {
    const { storeId, accountId, shopId } = await reportedShop();
    await world.pause(accountId, true);
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    world.clock.pass(1);
    await sellLate(storeId, 2n);
    await work();
    expect(await totals(storeId)).toEqual([
      [1_000n, false, 'accepted', 'requested'],
      [1_001n, true, 'failed', 'restated'],
      [1_003n, true, 'waiting', 'restated'],
    ]);
    await world.pause(accountId, false);
    await work();
    expect(heldBySink(shopId)).toEqual(['10.03']);
  });

  it('is restated once, however many hubs look', async () => {
    const { storeId } = await reportedShop();
    await sellLate(storeId, 1n);
    await world.hub().takeChanges();
    world.clock.pass(5);
    await Promise.all(['a', 'b', 'c'].map((name) => world.hub(name).restate()));
    expect(await totals(storeId)).toHaveLength(2);
  });

  it('waits as unbound once its store is reported nowhere', async () => {
    const { storeId } = await reportedShop();
    await world.database.prisma.salesSink.updateMany({
      where: { storeId },
      data: { startsAt: world.clock.now(), endsAt: world.clock.now() },
    });
    await sellLate(storeId, 1n);
    await work();
    expect(await waits(storeId)).toEqual({ asks: 'unbound', restateAt: null, revision: 2 });
  });

  it('of one store that cannot be looked at keeps no other waiting', async () => {
    const [poisoned, other] = [await reportedShop(), await reportedShop()];
    for (const { storeId } of [poisoned, other]) await sellLate(storeId, 1n);
    await world.hub().takeChanges();
    await world.database.rows({
      text: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
               IF NEW.store_id = '${poisoned.storeId}' THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$`,
    });
    await world.database.rows({
      text: `CREATE TRIGGER refuse BEFORE INSERT ON submissions FOR EACH ROW EXECUTE FUNCTION refuse()`,
    });
    world.clock.pass(5);
    await work();
    await world.database.rows({ text: 'DROP TRIGGER refuse ON submissions' });
    expect(await totals(other.storeId)).toHaveLength(2);
    expect(world.events).toContainEqual(
      expect.objectContaining({ event: 'restate', level: 'error', storeId: poisoned.storeId }),
    );
    await work();
    expect(heldBySink(poisoned.shopId)).toEqual(['10.01']);
  });
});
