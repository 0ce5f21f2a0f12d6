import { anotherWorld, eachInItsWorld, world } from './each-world.js';
import { at, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { largestWindowMs, intervalMs } = TOY_LIMITS;

describe('many hubs, some of which die', () => {
  eachInItsWorld();

  /** A worker that dies at its n-th statement. @returns whether it got to the end before */
  async function dieAt(statement: number): Promise<boolean> {
    const database = world.database.forOneThatDiesAt(statement);
    const dying = world.worker(`dying-${String(statement)}`, { database });
    await dying.planAndRead().catch(() => undefined);
    return database.count < statement;
  }

  it('leaves no gap and books nothing twice, at whatever statement one dies', async () => {
    let finished = false;
    let deaths = 0;
    for (let statement = 1; !finished; statement += 1) {
      anotherWorld();
      const { id, vendor } = await world.addAccount();
      const survivor = world.worker('survivor');
      await survivor.plan();
      for (let n = 0; n < 8; n += 1) vendor.put(`A-${String(n)}`, at(n * 10 * MINUTE));
      world.clock.pass(90 * MINUTE);
      finished = await dieAt(statement);
      deaths += finished ? 0 : 1;
      // Before anybody is missed, after its lease, and with a window that was planned meanwhile.
      await survivor.read();
      world.clock.pass(61_000);
      await survivor.planAndRead();
      world.clock.pass(intervalMs);
      await survivor.planAndRead();
      expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
      const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
      expect(stream).toMatchObject({ openWindows: 0, failedWindows: 0 });
      expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    }
    expect(deaths).toBeGreaterThan(50);
  });

  it('reads every window once, though four plan and read at the same time', async () => {
    const hubs = ['one', 'two', 'three', 'four'].map((name) => world.worker(name));
    const accounts = await Promise.all(Array.from({ length: 5 }, () => world.addAccount({ pageSize: 50 })));
    await Promise.all(hubs.map((hub) => hub.plan()));
    for (const { vendor } of accounts) {
      for (let n = 0; n < 40; n += 1) vendor.put(`A-${String(n)}`, at(n * 10 * MINUTE));
    }
    world.clock.pass(7 * HOUR);
    await Promise.all(hubs.map((hub) => hub.planAndRead()));
    await Promise.all(hubs.map((hub) => hub.read()));
    for (const { id, vendor } of accounts) {
      const asked = vendor.asked.map(({ window }) => window.from.toISOString());
      expect(asked).toHaveLength(new Set(asked).size);
      expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
      const states = (await world.windowsOf(id)).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['closed']));
      expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    }
  });

  it.each([
    ['a page in the middle', '3'],
    ['the last page', '6'],
  ])('lets a reader that was taken for dead write nothing more, not even %s', async (_which, heldAt) => {
    const { id, vendor } = await world.addAccount({ pagesShift: false });
    const [slow, quick] = [world.worker('slow'), world.worker('quick')];
    await slow.plan();
    for (let n = 0; n < 8; n += 1) vendor.put(`A-${String(n)}`, at(n));
    world.clock.pass(intervalMs);
    await slow.plan();
    let goOn: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      vendor.onPage = ({ cursor }) => {
        if (cursor !== heldAt) return undefined;
        resolve();
        return new Promise<void>((go) => (goOn = go));
      };
    });
    const reading = slow.read();
    await asked;
    vendor.onPage = () => undefined;
    world.clock.pass(61_000);
    await quick.read();
    const calls = vendor.asked.length;
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', pages: 3, attempts: 2 }]);
    goOn();
    await reading;
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', pages: 3, attempts: 2 }]);
    expect(vendor.asked).toHaveLength(calls);
    expect(world.events).toContainEqual(expect.objectContaining({ event: 'window', outcome: 'lost' }));
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });

  it('does not let one close a window that was made larger while it read', async () => {
    const { id, vendor } = await world.addAccount();
    const [slow, quick] = [world.worker('slow'), world.worker('quick')];
    await slow.plan();
    world.clock.pass(intervalMs);
    await slow.plan();
    let goOn: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      vendor.onPage = () => {
        resolve();
        return new Promise<void>((go) => (goOn = go));
      };
    });
    const reading = slow.read();
    await asked;
    vendor.onPage = () => undefined;
    // Its lease ends; while the account rests, what piled up is joined with it.
    world.pause(id, true);
    await world.database.rows({
      text: 'UPDATE windows SET attempts = 0 WHERE account_id = $1',
      values: [id],
    });
    for (let n = 1; n < 4; n += 1) {
      vendor.put(`later-${String(n)}`, world.clock.now());
      world.clock.pass(intervalMs);
      await quick.plan();
    }
    goOn();
    await reading;
    expect((await world.windowsOf(id)).map(({ state }) => state)).not.toContain('closed');
    world.pause(id, false);
    world.clock.pass(intervalMs);
    await quick.planAndRead();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });
});
