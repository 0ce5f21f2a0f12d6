import { storeReading } from '#accounts/quota/quota-reading.store.js';
import { eachInItsWorld, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;

describe('a quota of calls', () => {
  eachInItsWorld();
  beforeEach(() => {
    world.quota = world.realQuota();
  });

  function raise(accountId: string, calls: number): void {
    const [active] = world.accounts.all().filter(({ account }) => account.id === accountId);
    const { connector } = active!;
    const quota = { ...connector.quota!, limit: () => calls };
    world.accounts.set({ ...active!, connector: { ...connector, quota } });
  }

  /** An account of whose calls nobody has named a limit, five hours behind; and what is asked, by its beginning. */
  async function behind() {
    const { id, vendor } = await world.addAccount({ counted: true, callsADay: null });
    const planner = world.worker('planner');
    await planner.plan();
    world.clock.pass(5 * HOUR);
    await planner.plan();
    const settings = { freshIntervals: 1, freshAtOnce: 0 };
    const asked = () => vendor.asked.map(({ window }) => window.from.getTime());
    return { id, asked, worker: world.worker('reader', { settings }) };
  }

  it('of which nobody knows the limit makes nothing wait: the oldest is read first', async () => {
    const { asked, worker } = await behind();
    await worker.read();
    expect(asked().length).toBeGreaterThan(4);
    expect(asked()).toEqual(asked().toSorted((a, b) => a - b));
  });

  it('of which the vendor names the limit is spent on the newest first', async () => {
    const { id, asked, worker } = await behind();
    const key = { key: `toy-pages:${id}`, period: { start: at(-DAY), end: at(0) } };
    await storeReading(world.database, key, { limit: 10_000, used: 0, readAt: at(-HOUR), nextAt: at(0) });
    await worker.read();
    expect(asked().length).toBeGreaterThan(4);
    expect(asked()).toEqual(asked().toSorted((a, b) => b - a));
  });

  it('sets the pause between listings, and another limit another one within a minute', async () => {
    const limits = { counted: true, callsADay: 300, defaultPause: true, largestWindowMs: DAY };
    const { id, vendor } = await world.addAccount(limits);
    const worker = world.worker();
    const listed = async (ms: number): Promise<number> => {
      const before = vendor.asked.length;
      for (let passed = 0; passed < ms; passed += 2 * MINUTE) {
        world.clock.pass(2 * MINUTE);
        await worker.planAndRead();
      }
      return vendor.asked.length - before;
    };
    await worker.planAndRead();
    expect(await listed(3 * HOUR)).toBe(6);
    raise(id, 500);
    expect(await listed(3 * HOUR)).toBe(10);
    const key = { key: `toy-pages:${id}`, period: { start: at(0), end: at(DAY) } };
    await storeReading(world.database, key, { limit: 150, used: 0, readAt: at(6 * HOUR), nextAt: at(DAY) });
    expect(await listed(3 * HOUR)).toBe(3);
  });

  it('that is fresh keeps a backfill waiting for nothing, and the newest data never waits for the backfill', async () => {
    const { id, vendor } = await world.addAccount({
      ...{ counted: true, callsADay: 40, intervalMs: 3 * HOUR, largestWindowMs: HOUR },
    });
    const worker = world.worker();
    await worker.planAndRead();
    const { id: backfillId } = await worker.backfills.start({
      accountId: id,
      from: at(-10 * HOUR),
      to: at(-HOUR),
    });
    await worker.read();
    expect((await world.windowsOf(id, backfillId)).map(({ state }) => state)).toEqual(
      Array(9).fill('closed'),
    );
    // More is asked for than there are calls: the newest windows go on getting theirs.
    await worker.backfills.start({ accountId: id, from: at(-3 * DAY), to: at(-9 * HOUR) });
    await worker.read();
    const asked = vendor.asked.length;
    expect(asked).toBeLessThan(40);
    expect(asked).toBeGreaterThan(10);
    world.clock.pass(3 * HOUR + MINUTE);
    await worker.planAndRead();
    expect(vendor.asked.slice(asked).map(({ window }) => window.to > at(0))).toContain(true);
  });

  it('that is raised is used within a minute, by windows and by refreshes', async () => {
    const { id, vendor } = await world.addAccount({ ...FETCHED_ALONE, counted: true, callsADay: 1 });
    const worker = world.worker();
    await worker.plan();
    vendor.put('A-1', world.clock.now());
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    await worker.takeChanges();
    world.clock.pass(HOUR);
    await worker.planAndRead();
    await worker.refresh();
    expect([vendor.asked.length, vendor.fetched.length]).toEqual([1, 0]);
    raise(id, 100_000);
    world.clock.pass(MINUTE);
    await worker.read();
    await worker.refresh();
    expect(vendor.asked.length).toBeGreaterThan(1);
    expect(vendor.fetched).toHaveLength(1);
  });
});
