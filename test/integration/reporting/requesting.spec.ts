import type { Statement } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { chosenHours, namedHours } from '#reporting/operator/chosen-hours.query.js';
import { at, ReportingWorld } from './reporting-world.js';
import { failing, gate } from './toy-sink.js';

describe('submissions on request', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
  });

  const HOUR = ['2026-03-05T01:00', '2026-03-05T02:00'] as const;

  /** A shop whose hour of 01:00 has been reported with one order of 10 yuan. */
  async function reportedShop() {
    const shop = await world.addShop();
    const orderId = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    await world.hub().takeChanges();
    return { ...shop, orderId };
  }

  it('cover what was accepted, once the figures differ', async () => {
    const { storeId, shopId } = await reportedShop();
    await world.sell(storeId, { fen: 234n, at: '2026-03-05T01:31', items: 2 });
    await world.hub().takeChanges();
    expect(await world.hub().request(storeId, ...HOUR)).toEqual({
      submissions: 1,
      unchanged: 0,
      notClosed: 0,
    });
    await world.hub().submit();
    expect(await world.hoursOf(storeId)).toEqual([['2026-03-05T01:00', 1_234n, 2, 2]]);
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 1_000n, false, 'accepted', null],
      ['2026-03-05T01:00', 1_234n, true, 'accepted', null],
    ]);
    const heard = world.sink.heard.filter((payload) => payload['shopId'] === shopId);
    expect(heard.map(({ total, items, orders, cover }) => [total, items, orders, cover])).toEqual([
      ['10.00', '1', '1', '0'],
      ['12.34', '3', '2', '1'],
    ]);
  });

  it('are selected and made hour by hour for a bulk act', async () => {
    const { storeId } = await reportedShop();
    const start = at(HOUR[0]);
    const target = `${storeId}/${start.toISOString()}`;
    const selected = (selection: Statement) =>
      world.database.rows<{ target: string; was: string }>(selection);
    const request = () =>
      world.database.transaction((sql) => world.hub().requests.requestHourOn(sql, { storeId, start }));

    expect(await selected(chosenHours({ storeId, state: ['reported'] }))).toMatchObject([{ target }]);
    expect(await selected(chosenHours({ storeId, state: ['failed', 'hole'] }))).toEqual([]);
    expect(await request()).toBe(false);
    await world.sell(storeId, { fen: 234n, at: '2026-03-05T01:31', items: 2 });
    expect(await request()).toBe(true);
    expect(await selected(namedHours([{ storeId, start }]))).toMatchObject([{ target, was: 'waiting' }]);
    expect(await selected(chosenHours({ storeId, to: start }))).toEqual([]);
    await expect(
      world.database.transaction((sql) =>
        world.hub().requests.requestHourOn(sql, { storeId, start: at('2026-03-05T02:00') }),
      ),
    ).rejects.toThrow('not over yet');
  });

  it('make no call when nothing has changed', async () => {
    const { storeId, orderId } = await reportedShop();
    const heard = world.sink.heard.length;
    await world.resell(orderId, storeId, { fen: 1_000n, at: '2026-03-05T01:31' });
    expect(await world.hub().request(storeId, ...HOUR)).toEqual({
      submissions: 0,
      unchanged: 1,
      notClosed: 0,
    });
    await world.hub().submit();
    expect(world.sink.heard).toHaveLength(heard);
    expect(await world.submissionsOf(storeId)).toHaveLength(1);
  });

  it('report hours from before the binding, and leave out what is not over', async () => {
    const storeId = await world.addStore();
    await world.sell(storeId, { fen: 50n, at: '2026-03-04T22:15' });
    await world.bind(storeId, await world.addAccount());
    const result = await world.hub().request(storeId, '2026-03-04T21:00', '2026-03-05T02:00');
    expect(result).toEqual({ submissions: 3, unchanged: 0, notClosed: 2 });
    await world.hub().submit();
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-04T21:00', 0n, false, 'accepted', null],
      ['2026-03-04T22:00', 50n, false, 'accepted', null],
      ['2026-03-04T23:00', 0n, false, 'accepted', null],
    ]);
  });

  it('count an hour as over from its end on, whatever the grace, and leave it to the schedule then', async () => {
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T01:59:59.999');
    expect(await world.hub().request(storeId, ...HOUR)).toEqual({
      submissions: 0,
      unchanged: 0,
      notClosed: 1,
    });
    world.clock.set('2026-03-05T02:00');
    expect(await world.hub().request(storeId, ...HOUR)).toEqual({
      submissions: 1,
      unchanged: 0,
      notClosed: 0,
    });
    await world.hub().submit();
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    expect(await world.submissionsOf(storeId)).toHaveLength(1);
  });

  it('are followed by a restatement when an order came within the grace', async () => {
    const { storeId, accountId } = await world.addShop();
    await world.setRestate(accountId, 'auto');
    world.clock.set('2026-03-05T02:00');
    await world.hub().request(storeId, ...HOUR);
    await world.hub().submit();
    await world.sell(storeId, { fen: 9n, at: '2026-03-05T01:59' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    world.clock.pass(5);
    await world.hub().restate();
    await world.hub().submit();
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'accepted', null],
      ['2026-03-05T01:00', 9n, true, 'accepted', null],
    ]);
  });

  it('are not doubled while the same figures wait, and bring them forward', async () => {
    const { storeId, shopId } = await world.addShop();
    world.sink.next(shopId, failing('unavailable', 'down'));
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    expect(await world.submissionsOf(storeId)).toMatchObject([
      ['2026-03-05T01:00', 0n, false, 'waiting', 'unavailable'],
    ]);
    expect(await world.hub().request(storeId, ...HOUR)).toEqual({
      submissions: 1,
      unchanged: 0,
      notClosed: 0,
    });
    await world.hub().submit();
    expect(await world.submissionsOf(storeId)).toEqual([['2026-03-05T01:00', 0n, false, 'accepted', null]]);
  });

  it('try again what failed, and override a conflict with cover', async () => {
    const [failed, conflict] = [await world.addShop(), await world.addShop()];
    world.sink.next(failed.shopId, failing('rejected', 'bad date', { vendorCode: '208006' }));
    world.sink.next(conflict.shopId, failing('duplicate', 'there already', { vendorCode: '208001' }));
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().submit();
    await world.hub().derive();
    expect(await world.submissionsOf(failed.storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'failed', 'rejected'],
    ]);
    expect(await world.submissionsOf(conflict.storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'conflict', 'duplicate'],
    ]);
    world.clock.pass(1);
    for (const { storeId } of [failed, conflict]) await world.hub().request(storeId, ...HOUR);
    await world.hub().submit();
    expect((await world.submissionsOf(failed.storeId))[1]).toEqual([
      '2026-03-05T01:00',
      0n,
      false,
      'accepted',
      null,
    ]);
    expect((await world.submissionsOf(conflict.storeId))[1]).toEqual([
      '2026-03-05T01:00',
      0n,
      true,
      'accepted',
      null,
    ]);
  });

  it('supersede a revision that was not sent yet', async () => {
    const { storeId, accountId } = await world.addShop();
    await world.pause(accountId, true);
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
    await world.hub().request(storeId, ...HOUR);
    await world.pause(accountId, false);
    await world.hub().submit();
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'failed', 'superseded'],
      ['2026-03-05T01:00', 5n, false, 'accepted', null],
    ]);
  });

  it('wait for an earlier revision that is being sent, and cover it', async () => {
    const { storeId, shopId } = await world.addShop();
    const { open, opened } = gate();
    world.sink.next(shopId, async (payload) => {
      await opened;
      return world.sink.take(payload);
    });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const sending = world.hub('a').submit();
    await world.sink.until(() => world.sink.heard.some((payload) => payload['shopId'] === shopId));
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
    await world.hub('b').request(storeId, ...HOUR);
    await world.hub('b').submit();
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'waiting', null],
      ['2026-03-05T01:00', 5n, true, 'waiting', null],
    ]);
    open();
    await sending;
    expect(await world.submissionsOf(storeId)).toEqual([
      ['2026-03-05T01:00', 0n, false, 'accepted', null],
      ['2026-03-05T01:00', 5n, true, 'accepted', null],
    ]);
    expect(world.sink.mostAtOnce).toBe(1);
  });

  it('are refused for a period or a store that cannot be, naming the field', async () => {
    const { storeId } = await world.addShop();
    const unbound = await world.addStore();
    const faults: [string, string, string, string, string][] = [
      [storeId, '2026-03-05T02:00', '2026-03-05T02:00', 'to', 'later than from'],
      [storeId, '2026-03-01T00:00', '2026-04-01T00:00:00.001', 'to', 'at most 31 days'],
      [storeId, '1999-12-31T00:00', '2000-01-01T00:00', 'from', 'year 2000'],
      ['nonsense', ...HOUR, 'storeId', 'no such store'],
      [world.newId(), ...HOUR, 'storeId', 'no such store'],
      [unbound, ...HOUR, 'storeId', 'bind it'],
    ];
    for (const [id, from, to, field, message] of faults) {
      const refusal = await world
        .hub()
        .request(id, from, to)
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(DomainError);
      expect(refusal).toMatchObject({ field, message: expect.stringContaining(message) });
    }
    const invalid = { storeId, from: new Date(NaN), to: at('2026-03-05T02:00') };
    await expect(world.hub().requests.requestSubmissions(invalid)).rejects.toMatchObject({ field: 'from' });
  });

  it('take a whole month in batches', async () => {
    const { storeId } = await world.addShop();
    world.clock.set('2026-04-02T00:00');
    const request = () => world.hub().request(storeId, '2026-03-01T00:00', '2026-04-01T00:00');
    expect(await request()).toEqual({ submissions: 744, unchanged: 0, notClosed: 0 });
    expect(await request()).toEqual({ submissions: 744, unchanged: 0, notClosed: 0 });
    expect(await world.database.prisma.submission.count({ where: { storeId } })).toBe(744);
  });
});
