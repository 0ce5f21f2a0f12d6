import { at, ReportingWorld, short } from './reporting-world.js';

describe('an hour whose sources are not read to its end', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.set('2026-03-05T00:20');
    world.coverage.lacks = () => false;
  });

  const readTo = (storeId: string, text: string): void => {
    world.coverage.lacks = (hour) => hour.storeId === storeId && hour.end > at(text);
  };
  const startsOf = async (storeId: string) =>
    (await world.hoursOf(storeId)).map(([start]) => start.slice(11));
  const provisionalOf = async (storeId: string) => {
    const rows = await world.database.rows<{ hour_start: Date }>({
      text: 'SELECT hour_start FROM sales_hours WHERE store_id = $1 AND provisional ORDER BY hour_start',
      values: [storeId],
    });
    return rows.map(({ hour_start }) => short(hour_start).slice(11));
  };
  const throughOf = async (storeId: string) => {
    const sinks = await world.database.prisma.salesSink.findMany({
      where: { storeId },
      orderBy: { startsAt: 'asc' },
    });
    return sinks.map(({ reportedThrough }) => short(reportedThrough).slice(11));
  };

  it('waits for them, and holds up no other store', async () => {
    const [slow, other] = [await world.addShop(), await world.addShop()];
    readTo(slow.storeId, '2026-03-05T01:30');
    world.clock.set('2026-03-05T02:10');
    await world.hub('hub', { hoursPerBatch: 1 }).derive();
    expect([await startsOf(slow.storeId), await startsOf(other.storeId)]).toEqual([[], ['01:00']]);
    readTo(slow.storeId, '2026-03-05T02:00');
    await world.hub().derive();
    expect([await startsOf(slow.storeId), await provisionalOf(slow.storeId)]).toEqual([['01:00'], []]);
  });

  it('waits for two hours after its end, and is then derived and reported as provisional', async () => {
    const { storeId } = await world.addShop();
    readTo(storeId, '2026-03-05T01:30');
    world.clock.set('2026-03-05T03:59:59');
    await world.hub().derive();
    expect(await startsOf(storeId)).toEqual([]);
    world.clock.set('2026-03-05T04:00');
    await world.hub().derive();
    // The next one may wait for an hour still.
    expect([await startsOf(storeId), await provisionalOf(storeId)]).toEqual([['01:00'], ['01:00']]);
    expect(await world.submissionsOf(storeId)).toHaveLength(1);
    expect(await throughOf(storeId)).toEqual(['02:00']);
  });

  it('keeps those after it waiting, though their sources are read: none is left out', async () => {
    const { storeId } = await world.addShop();
    world.coverage.lacks = ({ start }) => start.getTime() === at('2026-03-05T02:00').getTime();
    world.clock.set('2026-03-05T04:10');
    await world.hub().derive();
    expect([await startsOf(storeId), await throughOf(storeId)]).toEqual([['01:00'], ['02:00']]);
    world.coverage.lacks = () => false;
    await world.hub().derive();
    expect(await startsOf(storeId)).toEqual(['01:00', '02:00', '03:00']);
  });

  it('keeps the store’s next binding waiting, and its own cursor where it is', async () => {
    const { storeId } = await world.addShop();
    const { salesSink } = world.database.prisma;
    await salesSink.updateMany({ where: { storeId }, data: { endsAt: at('2026-03-05T02:20') } });
    world.clock.set('2026-03-05T02:20');
    await world.bind(storeId, await world.addAccount());
    world.coverage.lacks = ({ start }) => start.getTime() === at('2026-03-05T01:00').getTime();
    world.clock.set('2026-03-05T03:50');
    await world.hub().derive();
    expect(await startsOf(storeId)).toEqual([]);
    expect(await throughOf(storeId)).toEqual(['00:20', '02:20']);
    world.clock.set('2026-03-05T04:10');
    await world.hub().derive();
    expect(await startsOf(storeId)).toEqual(['01:00', '02:00', '03:00']);
    expect(await provisionalOf(storeId)).toEqual(['01:00']);
  });

  it('is derived at once when somebody asks for it, as provisional', async () => {
    const { storeId } = await world.addShop();
    readTo(storeId, '2026-03-05T02:30');
    world.clock.set('2026-03-05T03:01');
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T03:00');
    expect([await startsOf(storeId), await provisionalOf(storeId)]).toEqual([['01:00', '02:00'], ['02:00']]);
  });

  it('is provisional until they are read, whatever else becomes of it', async () => {
    const { storeId } = await world.addShop();
    readTo(storeId, '2026-03-05T01:30');
    world.clock.set('2026-03-05T05:10');
    const hub = world.hub();
    await hub.derive();
    await world.sell(storeId, { fen: 7n, at: '2026-03-05T01:40' });
    await hub.takeChanges();
    await hub.lookForCovered();
    expect(await provisionalOf(storeId)).toEqual(['01:00', '02:00']);
    readTo(storeId, '2026-03-05T02:00');
    await hub.lookForCovered();
    expect(await provisionalOf(storeId)).toEqual(['02:00']);
    expect(world.events).toContainEqual(
      expect.objectContaining({ event: 'derive', outcome: 'no longer provisional', hours: 1 }),
    );
  });

  it('stops no others when a whole batch of stores waits', async () => {
    const shops = await Promise.all(Array.from({ length: 6 }, () => world.addShop()));
    const [last] = shops.slice(-1);
    world.coverage.lacks = ({ storeId }) => storeId !== last!.storeId;
    world.clock.set('2026-03-05T02:10');
    await world.hub('hub', { hoursPerBatch: 2 }).derive();
    expect(await startsOf(last!.storeId)).toEqual(['01:00']);
    for (const { storeId } of shops.slice(0, -1)) expect(await startsOf(storeId)).toEqual([]);
  });
});
