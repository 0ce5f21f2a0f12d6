import { RevisionOrdersQuery } from '#reporting/operator/revision-orders.query.js';
import { RevisionQuery } from '#reporting/operator/revision.query.js';
import { expectRevisionsExplained } from '../../support/summed-revisions.js';
import { unpost } from '../../support/unposted.js';
import { at, ReportingWorld } from './reporting-world.js';

const HOUR = '2026-03-05T01:00';

describe('the orders of a revision', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());
  afterEach(() => expectRevisionsExplained(world.database));

  /** A shop whose hour of 01:00 has been derived with two orders of 10 and 20 yuan. */
  async function derivedShop() {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    const one = await world.sell(shop.storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    const other = await world.sell(shop.storeId, { fen: 2_000n, at: '2026-03-05T01:40', items: 3 });
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    await world.hub().takeChanges();
    return { ...shop, one, other };
  }

  /** As if all that was posted for the store had been posted long before anything was derived. */
  const postedLongAgo = (storeId: string): Promise<void> =>
    world.database.transaction(async (sql) => {
      await sql.rows({ text: 'SET LOCAL session_replication_role = replica' });
      await sql.rows({
        text: `UPDATE sale_postings SET posted_at = posted_at - INTERVAL '1 hour' WHERE store_id = $1`,
        values: [storeId],
      });
    });

  const list = async (storeId: string, revision: number, since?: number) => {
    const query = new RevisionOrdersQuery(world.database);
    const filter = { storeId, hourStart: at(HOUR), revision, since, limit: 99 };
    const orders = await query.list(filter);
    return orders.map(({ orderId, totalFen, orders: count, why }) => [orderId, totalFen, count, why]);
  };
  const whyOf = async (storeId: string) => {
    const filter = { storeId, hourStart: at(HOUR), limit: 9 };
    return (await new RevisionQuery(world.database).ofHour(filter)).map(({ revision, why }) => [
      revision,
      ...why,
    ]);
  };

  it('are those that counted when it was derived, and of two those that made the difference', async () => {
    const { storeId, one, other } = await derivedShop();
    const late = await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:50' });
    await world.resell(one, storeId, null);
    await world.hub().takeChanges();
    await world.resell(other, storeId, { fen: 2_500n, at: '2026-03-05T01:41', items: 3 });
    await world.hub().takeChanges();
    const sorted = (rows: unknown[][]) => rows.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    expect(await list(storeId, 1)).toEqual(
      sorted([
        [one, 1_000n, 1, []],
        [other, 2_000n, 1, []],
      ]),
    );
    const made = [
      [one, -1_000n, -1, ['late']],
      [late, 5n, 1, ['late']],
    ];
    expect(await list(storeId, 2, 1)).toEqual(sorted(made));
    expect(await list(storeId, 3, 2)).toEqual([[other, 500n, 0, ['late']]]);
    expect(await list(storeId, 3, 1)).toEqual(sorted([...made, [other, 500n, 0, ['late']]]));
    expect(await list(storeId, 4)).toEqual([]);
    expect(await list(storeId, 3, 9)).toEqual([]);
    expect(await whyOf(storeId)).toEqual([
      [3, 'late'],
      [2, 'late'],
      [1, 'first'],
    ]);
  });

  it('are the same however long ago they were posted', async () => {
    const { storeId, one } = await derivedShop();
    await postedLongAgo(storeId);
    await world.resell(one, storeId, { fen: 900n, at: '2026-03-05T01:30' });
    await world.hub().takeChanges();
    expect(await list(storeId, 2, 1)).toEqual([[one, -100n, 0, ['late']]]);
  });

  it('do not have what was written while it was derived, and committed afterwards', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId } = await world.addShop();
    world.clock.set('2026-03-05T02:10');
    const late = await world.database.transaction(async (sql) => {
      const id = await world.sell(storeId, { fen: 7n, at: '2026-03-05T01:30' }, sql);
      await world.hub().derive();
      return id;
    });
    expect(await list(storeId, 1)).toEqual([]);
    await world.hub().takeChanges();
    expect(await list(storeId, 2)).toEqual([[late, 7n, 1, []]]);
    expect(await list(storeId, 2, 1)).toEqual([[late, 7n, 1, ['late']]]);
  });

  it('are known of orders that were not posted yet, too, before they change and after', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId } = await world.addShop();
    const old = await world.sell(storeId, { fen: 1_000n, at: '2026-03-05T01:30' });
    await unpost(world.database, old);
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    expect(await list(storeId, 1)).toEqual([[old, 1_000n, 1, []]]);
    await world.resell(old, storeId, { fen: 300n, at: '2026-03-05T01:31' });
    await world.hub().takeChanges();
    expect(await list(storeId, 1)).toEqual([[old, 1_000n, 1, []]]);
    expect(await list(storeId, 2, 1)).toEqual([[old, -700n, 0, ['late']]]);
  });

  it('that add up to nothing are none, and make no revision', async () => {
    const { storeId, one } = await derivedShop();
    await world.resell(one, storeId, null);
    await world.resell(one, storeId, { fen: 1_000n, at: '2026-03-05T01:10' });
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:50' });
    await world.hub().takeChanges();
    expect((await list(storeId, 2, 1)).map(([, fen]) => fen)).toEqual([5n]);
  });
});
