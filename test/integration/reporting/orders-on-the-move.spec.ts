import { overdueSubmission } from '#reporting/submit/claim.store.js';
import { at, ReportingWorld } from './reporting-world.js';

describe('while orders of a store are on the move', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** As the ledger notes a job that moves orders of these stores. @returns how it ends, having moved these places */
  async function begin(...storeIds: string[]) {
    const id = world.newId();
    const { attribution, attributionPlace } = world.database.prisma;
    await attribution.create({ data: { id, storeIds, search: 'named', createdAt: world.clock.now() } });
    const end = async (...places: (readonly [storeId: string, quarter: string])[]) => {
      const data = places.map(([storeId, quarter]) => ({ attributionId: id, storeId, quarter: at(quarter) }));
      await attributionPlace.createMany({ data });
      await attribution.update({ where: { id }, data: { finishedAt: world.clock.now() } });
    };
    return { id, end };
  }

  it('its hours are not derived, and others’ are; afterwards none is missing', async () => {
    world.clock.set('2026-03-05T00:20');
    const [one, other] = [await world.addShop(), await world.addShop()];
    const { id, end } = await begin(one.storeId);
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    const derived = async () => [
      (await world.hoursOf(one.storeId)).length,
      (await world.hoursOf(other.storeId)).length,
    ];
    expect(await derived()).toEqual([0, 1]);
    const asked = world.hub().request(one.storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    await expect(asked).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(id),
    });
    await end();
    await world.hub().derive();
    expect(await derived()).toEqual([1, 1]);
  });

  it('is not derived by somebody who found it due just before', async () => {
    world.clock.set('2026-03-06T00:20');
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-06T02:10');
    let deriving: Promise<void> | undefined;
    const { end } = await world.database.transaction(async (sql) => {
      await sql.rows({ text: 'SELECT FROM stores WHERE id = $1 FOR NO KEY UPDATE', values: [storeId] });
      deriving = world.hub().derive();
      await world.untilSomebodyWaits();
      return begin(storeId);
    });
    await deriving;
    expect(await world.hoursOf(storeId)).toEqual([]);
    await end();
  });

  it('nothing of it is submitted, and it says so', async () => {
    world.clock.set('2026-03-07T00:20');
    const [one, storeId] = [await world.addShop(), await world.addStore()];
    const other = { storeId };
    await world.bind(storeId, one.accountId);
    world.clock.set('2026-03-07T02:10');
    await world.hub().derive();
    const { id, end } = await begin(one.storeId);
    await world.hub().submit();
    const states = async () =>
      [...(await world.submissionsOf(one.storeId)), ...(await world.submissionsOf(other.storeId))].map(
        ([, , , state]) => state,
      );
    expect(await states()).toEqual(['waiting', 'accepted']);
    // Nor do the workers seem to be idle for it.
    expect(await overdueSubmission(world.database, world.clock.now(), world.clock.now())).toBeUndefined();
    const waitsFor = async () =>
      (await world.hours.list({ limit: 2, from: at('2026-03-07T01:00') }))
        .filter(({ storeId }) => storeId === one.storeId)
        .map(({ waitsForJobId }) => waitsForJobId);
    expect(await waitsFor()).toEqual([id]);
    await end();
    await world.hub().submit();
    expect([await states(), await waitsFor()]).toEqual([['accepted', 'accepted'], [null]]);
  });

  it('changes of it wait, and the hours that it moved are derived anew afterwards', async () => {
    world.clock.set('2026-03-08T00:20');
    const [from, to] = [await world.addShop(), await world.addShop()];
    const moved = await world.sell(from.storeId, { fen: 1_000n, at: '2026-03-08T01:30' });
    const late = await world.sell(from.storeId, { fen: 5n, at: '2026-03-08T02:30' });
    world.clock.set('2026-03-08T04:10');
    await world.hub().derive();
    await world.hub().takeChanges();
    const { end } = await begin(from.storeId, to.storeId);
    // The ledger moves one, without word of it to us, and records another.
    await world.database.transaction((sql) =>
      world.moveUntold(moved, to.storeId, { fen: 1_000n, at: '2026-03-08T01:30' }, sql),
    );
    await world.resell(late, from.storeId, { fen: 6n, at: '2026-03-08T02:30' });
    await world.hub().takeChanges();
    const revisions = async () =>
      [...(await world.hoursOf(from.storeId)), ...(await world.hoursOf(to.storeId))].map(
        ([, , , revision]) => revision,
      );
    expect([await revisions(), await world.waitingChanges()]).toEqual([[1, 1, 1, 1, 1, 1], 1]);
    await world.hub().sweep();
    expect(await world.database.prisma.hourDifference.count()).toBe(0);
    await end([from.storeId, '2026-03-08T01:30'], [to.storeId, '2026-03-08T01:30']);
    await world.hub().sweep();
    expect(await world.database.prisma.hourDifference.count()).toBe(0);
    await world.hub().takeChanges();
    expect(await revisions()).toEqual([2, 2, 1, 2, 1, 1]);
    expect([await world.waitingChanges(), await world.database.prisma.attributionPlace.count()]).toEqual([
      0, 0,
    ]);
  });
});
