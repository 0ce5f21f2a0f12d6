import { endSalesSink, openSalesSink, reopenSalesSink } from '#accounts/stores/sales-sinks.store.js';
import { at, ReportingWorld } from './reporting-world.js';
import { failing } from './toy-sink.js';

const HOUR = ['2026-03-05T01:00', '2026-03-05T02:00'] as const;

/** An hour that was reported through a binding outside of its time, which is removed. */
describe('a reported hour that no account takes any more', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A shop that is bound after the hour of 01:00 UTC, which somebody asked for; it has an order of 10 yuan. */
  async function toldShop() {
    world.clock.set('2026-03-05T00:20');
    const [accountId, storeId] = [await world.addAccount(), await world.addStore()];
    await world.setRestate(accountId, 'auto');
    await world.sell(storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    const shopId = await world.bind(storeId, accountId);
    await world.hub().request(storeId, ...HOUR);
    await world.hub().submit();
    const { bindingId } = await world.database.prisma.salesSink.findFirstOrThrow({ where: { storeId } });
    return { accountId, storeId, shopId, bindingId };
  }

  const unbind = (bindingId: string) => endSalesSink(world.database, bindingId, world.clock.now());
  const bindAgain = (bindingId: string) => reopenSalesSink(world.database, bindingId);
  const sellLate = (storeId: string, fen: bigint) => world.sell(storeId, { fen, at: '2026-03-05T01:40' });

  /** What all hubs do every few seconds. */
  async function work(): Promise<void> {
    const hub = world.hub();
    await hub.takeChanges();
    await hub.restate();
    await hub.submit();
  }

  /** Unbound with a late order of one fen. */
  async function differingShop() {
    const shop = await toldShop();
    await unbind(shop.bindingId);
    world.clock.pass(5);
    await sellLate(shop.storeId, 1n);
    await work();
    return shop;
  }

  async function standsAs(storeId: string) {
    const [hour] = await world.hours.list({ storeId, limit: 1, to: at(HOUR[1]) });
    const [gap] = await world.gaps.list({ storeId, states: ['differs', 'failed', 'hole'], limit: 1 });
    return [hour?.differs?.why ?? null, gap?.state ?? null];
  }
  const totals = async (storeId: string) =>
    (await world.submissions.list({ storeId, limit: 50 }))
      .toReversed()
      .map(({ totalFen, cover, state, cause }) => [totalFen, cover, state, cause]);
  const heldBySink = (shopId: string): string[] =>
    [...world.sink.hours.values()].filter((one) => one['shopId'] === shopId).map((one) => one['total'] ?? '');
  const asked = (storeId: string) =>
    world.database.prisma.salesHour.findFirstOrThrow({
      where: { storeId, hourStart: at(HOUR[0]) },
      select: { asks: true, asksAccountId: true, restateAt: true },
    });

  it('waits as unbound once it changes', async () => {
    const { storeId, shopId } = await differingShop();
    expect(await standsAs(storeId)).toEqual(['unbound', 'differs']);
    expect(await asked(storeId)).toEqual({ asks: 'unbound', asksAccountId: null, restateAt: null });
    const events = world.events.length;
    world.clock.pass(60);
    await work();
    await work();
    expect(world.events.slice(events)).toEqual([]);
    expect(heldBySink(shopId)).toEqual(['10.00']);
  });

  it('waits for nobody while it is what was reported, also once it is so again', async () => {
    const { storeId, bindingId } = await toldShop();
    await unbind(bindingId);
    await work();
    expect(await standsAs(storeId)).toEqual([null, null]);
    const late = await sellLate(storeId, 1n);
    await work();
    expect(await standsAs(storeId)).toEqual(['unbound', 'differs']);
    await world.resell(late, storeId, null);
    await work();
    expect(await standsAs(storeId)).toEqual([null, null]);
  });

  it('is restated once, covering, when it is bound again', async () => {
    const { storeId, shopId, bindingId } = await differingShop();
    world.clock.pass(5);
    await bindAgain(bindingId);
    await work();
    await work();
    expect(await totals(storeId)).toEqual([
      [1_000n, false, 'accepted', 'requested'],
      [1_001n, true, 'accepted', 'restated'],
    ]);
    expect(heldBySink(shopId)).toEqual(['10.01']);
    expect(await standsAs(storeId)).toEqual([null, null]);
  });

  it('settles when it is bound again right after it changed', async () => {
    const { storeId, bindingId } = await differingShop();
    await bindAgain(bindingId);
    await work();
    expect(await standsAs(storeId)).toEqual(['settling', 'differs']);
  });

  it('waits as before when it was waiting for a person, and is bound again', async () => {
    const { storeId, accountId, bindingId } = await toldShop();
    world.clock.set('2026-04-10T02:00');
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    expect(await asked(storeId)).toMatchObject({ asks: 'old', asksAccountId: accountId });
    await unbind(bindingId);
    await work();
    expect(await asked(storeId)).toEqual({ asks: 'unbound', asksAccountId: null, restateAt: null });
    await bindAgain(bindingId);
    await work();
    expect(await asked(storeId)).toEqual({ asks: 'old', asksAccountId: accountId, restateAt: null });
    expect(await totals(storeId)).toHaveLength(1);
  });

  it('goes to another account only if somebody asks', async () => {
    const { storeId, shopId } = await differingShop();
    const other = await world.addAccount();
    const otherShop = await world.bind(storeId, other);
    await work();
    expect(await standsAs(storeId)).toEqual(['unbound', 'differs']);
    await sellLate(storeId, 20n);
    await work();
    expect(await standsAs(storeId)).toEqual(['unbound', 'differs']);
    expect(heldBySink(otherShop)).toEqual([]);
    await world.hub().request(storeId, ...HOUR);
    await work();
    expect(await standsAs(storeId)).toEqual([null, null]);
    expect([heldBySink(shopId), heldBySink(otherShop)]).toEqual([['10.00'], ['10.21']]);
    await sellLate(storeId, 300n);
    await work();
    expect(await asked(storeId)).toMatchObject({ asks: null, restateAt: expect.any(Date) });
  });

  it('goes to another account in whose time it begins', async () => {
    const { storeId, shopId } = await differingShop();
    const other = await world.addAccount();
    const otherShop = await world.bind(storeId, other);
    const { bindingId } = await world.database.prisma.salesSink.findFirstOrThrow({
      where: { storeId, accountId: other },
    });
    await world.database.prisma.salesSink.delete({ where: { bindingId } });
    const startsAt = at(HOUR[0]);
    await openSalesSink(world.database, { storeId, bindingId, accountId: other, startsAt });
    await work();
    expect([heldBySink(shopId), heldBySink(otherShop)]).toEqual([['10.00'], ['10.01']]);
    expect(await standsAs(storeId)).toEqual([null, null]);
  });

  it('sends nothing that waited to be sent and does not hold by then', async () => {
    const { storeId, accountId, shopId, bindingId } = await toldShop();
    await world.pause(accountId, true);
    const late = await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    await unbind(bindingId);
    await world.resell(late, storeId, null);
    await work();
    await bindAgain(bindingId);
    await world.pause(accountId, false);
    await work();
    expect(heldBySink(shopId)).toEqual(['10.00']);
    expect((await totals(storeId)).map(([fen, , state]) => [fen, state])).toEqual([
      [1_000n, 'accepted'],
      [1_001n, 'failed'],
    ]);
  });

  it('that nobody was told of waits for nobody', async () => {
    world.clock.set('2026-03-05T00:20');
    const [accountId, storeId] = [await world.addAccount(), await world.addStore()];
    world.clock.set('2026-03-05T02:10');
    const shopId = await world.bind(storeId, accountId);
    world.sink.next(shopId, failing('rejected', 'bad date'));
    await world.hub().request(storeId, ...HOUR);
    await work();
    const { bindingId } = await world.database.prisma.salesSink.findFirstOrThrow({ where: { storeId } });
    await unbind(bindingId);
    await sellLate(storeId, 1n);
    await work();
    expect(await standsAs(storeId)).toEqual([null, 'failed']);
  });

  it('that nobody was told of is the open account’s', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, accountId } = await world.addShop();
    await world.sell(storeId, { fen: -5n, at: '2026-03-05T01:30' });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const startsAt = world.clock.now();
    await world.database.prisma.salesSink.updateMany({ where: { storeId }, data: { startsAt } });
    await work();
    expect(await asked(storeId)).toEqual({ asks: 'negative', asksAccountId: accountId, restateAt: null });
  });

  it('is another’s matter than one in the time of a binding that has ended', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, shopId, accountId } = await world.addShop();
    await world.setRestate(accountId, 'auto');
    world.clock.set('2026-03-05T02:10');
    await world.hub().request(storeId, ...HOUR);
    await world.hub().submit();
    const { bindingId } = await world.database.prisma.salesSink.findFirstOrThrow({ where: { storeId } });
    await unbind(bindingId);
    await sellLate(storeId, 1n);
    await work();
    world.clock.pass(5);
    await work();
    expect(heldBySink(shopId)).toEqual(['0.01']);
    expect(await standsAs(storeId)).toEqual([null, null]);
  });
});
