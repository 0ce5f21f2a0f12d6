import { ConnectorError } from '#connectors-core/connector-error.js';
import { anotherWorld, eachInItsWorld, worker, world } from './each-world.js';
import type { PollingWorld } from './polling-world.js';
import { at, DAY, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;

describe('a window that the vendor calls too large', () => {
  eachInItsWorld();

  const lengthOf = ({ from, to }: { from: Date; to: Date }) => to.getTime() - from.getTime();

  /** An account that was away for so long, and an order in every ten minutes of it. */
  async function away(ms: number, limits: Parameters<PollingWorld['addAccount']>[0]) {
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    for (let passed = 0; passed < ms; passed += 10 * MINUTE) vendor.put(`A-${String(passed)}`, at(passed));
    world.clock.pass(ms + intervalMs);
    return { id, vendor };
  }

  it('is read in halves, and in halves of these, until the vendor answers', async () => {
    const { id, vendor } = await away(10 * HOUR, { largestWindowMs: 12 * HOUR, acceptedMs: HOUR });
    await worker.planAndRead();
    const rows = await world.windowsOf(id);
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'closed'));
    expect(await world.faultsOf(id, 12 * HOUR)).toEqual([]);
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    const asked = new Set(
      vendor.asked.map(({ window }) => `${window.from.toISOString()} ${window.to.toISOString()}`),
    );
    // Ten hours in halves of ten hours: 1, 2, 4 and 8 that were too large, and 16.
    expect(asked.size).toBe(1 + 1 + 2 + 4 + 8 + 16);
    const told = world.events.filter(({ outcome }) => outcome === 'halved');
    expect(told).toHaveLength(15);
    expect(told[0]).toMatchObject({ level: 'warn', stream: 'all', message: 'query-time:outofrange' });
  });

  it('is not made again by planning or joining for a day', async () => {
    const { id, vendor } = await away(10 * HOUR, { largestWindowMs: 12 * HOUR });
    vendor.onPage = ({ window }) => {
      const windowTooLarge = lengthOf(window) > HOUR;
      throw new ConnectorError(windowTooLarge ? 'rejected' : 'unavailable', 'no', { windowTooLarge });
    };
    await worker.planAndRead();
    const largest = async () => Math.max(...(await world.windowsOf(id)).map(lengthOf));
    const learned = await largest();
    expect(learned).toBeLessThanOrEqual(HOUR);
    for (let passed = 0; passed < 18 * HOUR; passed += 6 * HOUR) {
      world.clock.pass(6 * HOUR);
      await worker.planAndRead();
      expect(await largest()).toBeLessThanOrEqual(learned);
    }
    // Among what is asked there is nothing too large any more.
    expect(world.events.filter(({ outcome }) => outcome === 'halved')).toHaveLength(15);
    world.clock.pass(DAY);
    await worker.plan();
    expect(await largest()).toBeGreaterThan(6 * HOUR);
    expect(await world.faultsOf(id, 12 * HOUR)).toEqual([]);
    vendor.onPage = () => undefined;
    await worker.planAndRead();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });

  it('of a backfill is read in halves too, and teaches the stream nothing', async () => {
    const { id, vendor } = await world.addAccount({ largestWindowMs: 6 * HOUR, acceptedMs: HOUR });
    await worker.plan();
    for (let hour = 2; hour < 24; hour += 1) vendor.put(`old-${String(hour)}`, at(-hour * HOUR));
    const made = await worker.backfills.start({ accountId: id, from: at(-DAY), to: at(-HOUR) });
    await worker.read();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    const windows = await world.windowsOf(id, made.id);
    windows.forEach(({ from }, n) => expect(from).toEqual(windows[n - 1]?.to ?? made.from));
    expect(windows.at(-1)?.to).toEqual(made.to);
    expect((await world.backfills.get(made.id))?.closedAt).toEqual(world.clock.now());
    const stream = await world.database.prisma.$queryRaw`
      SELECT largest_seconds FROM coverage_streams WHERE account_id = ${id}::uuid`;
    expect(stream).toEqual([{ largest_seconds: null }]);
  });

  it('fails, and says so, when even two minutes are too large', async () => {
    const { id, vendor } = await away(HOUR, { acceptedMs: 30_000 });
    await worker.planAndRead();
    const rows = await world.windowsOf(id);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'failed', errorCode: 'window_too_large' });
      expect(row.errorMessage).toMatch(
        lengthOf(row) < 2 * MINUTE
          ? /^even \d+ s are too long for the vendor: query-time:outofrange$/
          : /^however short, as what comes after it: query-time:outofrange$/,
      );
      expect(lengthOf(row)).toBeGreaterThanOrEqual(MINUTE);
    }
    expect(rows.some((row) => lengthOf(row) < 2 * MINUTE)).toBe(true);
    expect(await world.faultsOf(id, HOUR)).toEqual([]);
    const asked = vendor.asked.length;
    world.clock.pass(30 * MINUTE);
    await worker.read();
    expect(vendor.asked).toHaveLength(asked);
  });

  it('is covered all the time, at whatever statement a hub dies', async () => {
    let finished = false;
    let halved = 0;
    for (let statement = 1; !finished; statement += 1) {
      anotherWorld();
      const { id, vendor } = await away(100 * MINUTE, { largestWindowMs: 3 * HOUR, acceptedMs: HOUR });
      await worker.plan();
      const database = world.database.forOneThatDiesAt(statement);
      await world
        .worker('dying', { database })
        .read()
        .catch(() => undefined);
      finished = database.count < statement;
      halved += (await world.windowsOf(id)).length > 2 ? 1 : 0;
      expect(await world.faultsOf(id, 3 * HOUR)).toEqual([]);
      world.clock.pass(MINUTE + 1_000);
      await worker.planAndRead();
      expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
      const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
      expect(stream).toMatchObject({ openWindows: 0, failedWindows: 0 });
    }
    expect(halved).toBeGreaterThan(5);
  });

  it('is left to whoever has it meanwhile', async () => {
    const { id, vendor } = await away(2 * HOUR, { largestWindowMs: 3 * HOUR });
    await worker.plan();
    let goOn: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      vendor.onPage = async () => {
        if (vendor.asked.length > 2) return;
        await new Promise<void>((go) => {
          const other = goOn;
          goOn = () => (other(), go());
          if (vendor.asked.length === 2) resolve();
        });
        throw new ConnectorError('rejected', 'no', { windowTooLarge: true });
      };
    });
    const reading = worker.read();
    await asked;
    world.clock.pass(MINUTE + 1_000);
    await world.worker('other').read();
    const before = await world.windowsOf(id);
    expect(new Set(before.map(({ state }) => state))).toEqual(new Set(['closed']));
    goOn();
    await reading;
    expect(await world.windowsOf(id)).toEqual(before);
    expect(world.events.filter(({ outcome }) => outcome === 'lost')).toHaveLength(2);
  });
});
