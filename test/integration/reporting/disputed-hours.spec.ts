import { DisputedHoursQuery } from '#reporting/operator/disputed-hours.query.js';
import { at, ReportingWorld, short } from './reporting-world.js';
import { failing, takenButUnanswered, type ToyAnswer } from './toy-sink.js';

describe('hours in dispute', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A shop with three hours to report, the second of which is answered like this. */
  async function reported(second: (shopId: string) => ToyAnswer) {
    world.clock.set('2026-03-05T00:20');
    const shop = await world.addShop();
    world.clock.set('2026-03-05T04:10');
    await world.hub().derive();
    const honest: ToyAnswer = (payload) => Promise.resolve(world.sink.take(payload));
    world.sink.next(shop.shopId, honest, second(shop.shopId), honest);
    await world.hub().submit();
    return shop;
  }

  async function disputed(storeIds: readonly string[], from = '2026-03-05T00:00', to = '2026-03-06T00:00') {
    const hours = await new DisputedHoursQuery(world.database).within(storeIds, at(from), at(to));
    return hours.map(({ storeId, start, end }) => [storeId, short(start), short(end)]);
  }

  it.each([
    ['somebody else has reported', () => failing('duplicate', 'somebody else was first')],
    ['the vendor has refused', () => failing('rejected', 'no such hour')],
    ['may have been taken', () => takenButUnanswered(world.sink)],
  ])('are those that %s', async (_what, second) => {
    const { storeId } = await reported(second);
    const hours = await disputed([storeId]);
    expect(hours).toHaveLength(1);
    const [[, start = '', end = ''] = []] = hours;
    expect(await disputed([storeId], start, end)).toEqual(hours);
    expect(await disputed([storeId], end)).toEqual([]);
    expect(await disputed([storeId], undefined, start)).toEqual([]);
    expect(await disputed([world.newId()])).toEqual([]);
  });

  it('are not those that were accepted, nor those whose later report was', async () => {
    const { storeId, accountId } = await reported(() => failing('rejected', 'not now'));
    const [[, start = ''] = []] = await disputed([storeId]);
    world.clock.pass(1);
    await world.hub().request(storeId, start, '2026-03-05T04:00');
    await world.hub().submit();
    expect(await disputed([storeId])).toEqual([]);
    expect(await world.submissions.list({ storeId, accountId, limit: 9 })).toHaveLength(4);
  });

  it('are not decided by a report that gave way to a later one', async () => {
    world.clock.set('2026-03-05T00:20');
    const { storeId, accountId } = await world.addShop();
    await world.pause(accountId, true);
    world.clock.set('2026-03-05T02:10');
    await world.hub().derive();
    // The later one goes elsewhere, so that for this account there is no later one.
    const other = await world.addAccount();
    await world.database.prisma.salesSink.updateMany({ where: { storeId }, data: { accountId: other } });
    await world.sell(storeId, { fen: 5n, at: '2026-03-05T01:15' });
    await world.hub().request(storeId, '2026-03-05T01:00', '2026-03-05T02:00');
    const states = (await world.submissionsOf(storeId)).map(([, , , state, code]) => [state, code]);
    expect(states).toContainEqual(['failed', 'superseded']);
    expect(await disputed([storeId])).toEqual([]);
  });
});
