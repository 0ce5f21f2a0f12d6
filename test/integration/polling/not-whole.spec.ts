import { PollingTroublesQuery } from '#polling/polling-troubles.query.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach, SlowQuota } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { intervalMs, lagMs } = TOY_LIMITS;
const SECOND = 1_000;

describe('a list that does not show that it is whole', () => {
  eachInItsWorld();

  /** A vendor that lists a hundred orders of a window, whatever more there are. */
  async function bare(orders: number, everyMs: number) {
    const limits = { bare: true, pageSize: 100, largestWindowMs: DAY, intervalMs: 30 * MINUTE };
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    for (let n = 0; n < orders; n += 1) vendor.put(`A-${String(n)}`, at(n * everyMs));
    world.clock.pass(30 * MINUTE + lagMs);
    await worker.plan();
    return { id, vendor };
  }

  it('is read in halves, its rows count at once, and no order is missed', async () => {
    const { id, vendor } = await bare(132, 10 * SECOND);
    let rows = 0;
    vendor.onPage = async () => {
      if (vendor.asked.length === 2) rows = Object.keys(await world.entriesOf(id)).length;
    };
    await worker.read();
    expect(rows).toBe(100);
    expect((await world.windowsOf(id)).map(({ state }) => state)).toEqual(['closed']);
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(vendor.asked).toHaveLength(3);
    expect(world.events).toContainEqual(
      expect.objectContaining({ event: 'window', outcome: 'halved', message: 'a full list' }),
    );
  });

  it('is whole where it is shorter than a page', async () => {
    const { id, vendor } = await bare(99, 10 * SECOND);
    await worker.read();
    expect(vendor.asked).toHaveLength(1);
    expect((await world.windowsOf(id)).map(({ state }) => state)).toEqual(['closed']);
  });

  it('stays open at a minute, says so, and is read again ever more seldom', async () => {
    const { id, vendor } = await bare(150, SECOND / 4);
    await worker.read();
    const rows = await world.windowsOf(id);
    const open = rows.filter(({ state }) => state !== 'closed');
    expect(open).toMatchObject([{ state: 'failed', errorCode: 'not_whole' }]);
    expect(open[0]!.errorMessage).toMatch(
      /^even of \d+(\.\d+)? s the list does not show that it is whole: a full list$/,
    );
    expect(open[0]!.to.getTime() - open[0]!.from.getTime()).toBeLessThan(2 * MINUTE);
    expect(Object.keys(await world.entriesOf(id)).length).toBeGreaterThanOrEqual(100);
    expect(await new PollingTroublesQuery(world.database).ofAccounts([id])).toMatchObject([
      { what: 'windows', code: 'not_whole', count: 1 },
    ]);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
    const asked = vendor.asked.length;
    expect(asked).toBeLessThan(20);
    world.clock.pass(30 * MINUTE);
    await worker.planAndRead();
    expect(vendor.asked).toHaveLength(asked + 1);
    world.clock.pass(31 * MINUTE);
    await worker.read();
    expect(vendor.asked).toHaveLength(asked + 2);
  });

  it('is joined with no other before it was read, and makes the next windows no shorter', async () => {
    const { id, vendor } = await bare(132, 10 * SECOND);
    await world.worker('poor', { quota: new SlowQuota(world.clock, DAY) }).read();
    const halves = async () =>
      (await world.windowsOf(id)).filter(({ errorCode }) => errorCode === 'not_whole');
    expect(await halves()).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    world.clock.pass(HOUR);
    await worker.plan();
    expect(await halves()).toHaveLength(2);
    world.clock.pass(HOUR);
    await worker.planAndRead();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    world.clock.pass(6 * HOUR);
    vendor.asked.length = 0;
    await worker.planAndRead();
    const lengths = vendor.asked.map(({ window }) => window.to.getTime() - window.from.getTime());
    expect(Math.max(...lengths)).toBeGreaterThan(5 * HOUR);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
  });

  it('of a backfill is read in halves too', async () => {
    const { id, vendor } = await world.addAccount({ bare: true, pageSize: 10, largestWindowMs: DAY });
    await worker.plan();
    for (let n = 1; n <= 60; n += 1) vendor.put(`A-${String(n)}`, at(-n * 5 * MINUTE));
    world.clock.pass(intervalMs);
    const { id: backfillId } = await worker.backfills.start({
      accountId: id,
      from: at(-6 * HOUR),
      to: at(0),
    });
    await worker.planAndRead();
    expect((await world.backfills.get(backfillId))?.closedAt).toEqual(world.clock.now());
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });
});
