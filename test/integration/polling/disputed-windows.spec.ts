import type { DisputedHour, OpenDifferences } from '#polling/read/open-differences.js';
import { eachInItsWorld, world } from './each-world.js';
import { at, HOUR, MINUTE, SlowQuota, type Worker } from './polling-world.js';
import type { AskedPage, ToyLimits, ToyVendor } from './toy-vendor.js';

/** Windows of half an hour, one for each store. */
const HALF_HOURS: Partial<ToyLimits> = {
  streams: 'bound',
  counted: true,
  intervalMs: 30 * MINUTE,
  largestWindowMs: 32 * MINUTE,
};

/** Somebody who holds these hours for disputed, and remembers what was asked. */
class Disputes implements OpenDifferences {
  readonly asked: (readonly [readonly string[], Date, Date])[] = [];

  constructor(readonly hours: DisputedHour[] = []) {}

  within(storeIds: readonly string[], from: Date, to: Date): Promise<DisputedHour[]> {
    this.asked.push([storeIds, from, to]);
    return Promise.resolve(this.hours.filter(({ storeId }) => storeIds.includes(storeId)));
  }
}

describe('what is read first where calls do not suffice', () => {
  eachInItsWorld();
  beforeEach(() => {
    world.quota = new SlowQuota(world.clock, MINUTE);
  });

  const stores = ['N1', 'N2', 'N3'];

  /** Three stores and five hours of windows that nobody has read. */
  async function behind(limits: Partial<ToyLimits> = {}) {
    const { id, vendor } = await world.addAccount({ ...HALF_HOURS, ...limits });
    const bound = new Map<string, string>();
    for (const store of stores) bound.set(store, await world.bind(id, store));
    const planner = world.worker('planner');
    await planner.plan();
    for (let passed = 0; passed < 5 * HOUR; passed += 30 * MINUTE) {
      world.clock.pass(30 * MINUTE);
      await planner.plan();
    }
    return { id, vendor, bound };
  }

  /** A call a minute, until nothing is left. */
  async function readAll(worker: Worker, vendor: ToyVendor): Promise<AskedPage[]> {
    for (let calls = -1; calls < vendor.asked.length;) {
      calls = vendor.asked.length;
      world.clock.pass(MINUTE);
      await worker.read();
    }
    return vendor.asked;
  }

  const hour = (storeId: string, start: number): DisputedHour => ({
    storeId,
    start: at(start),
    end: at(start + HOUR),
  });

  it('is what holds a disputed hour, and then the newest', async () => {
    const { vendor, bound } = await behind();
    const differences = new Disputes([hour(bound.get('N2') ?? '', HOUR)]);
    const asked = await readAll(world.worker('reader', { differences }), vendor);
    const disputed = asked.filter(
      ({ stream, window }) => stream === 'N2' && window.from < at(2 * HOUR) && window.to > at(HOUR),
    );
    expect(disputed.length).toBeGreaterThan(1);
    expect(asked.slice(0, disputed.length)).toEqual(disputed);
    const ends = asked.slice(disputed.length).map(({ window }) => window.to.getTime());
    expect(ends.length).toBeGreaterThan(20);
    expect(ends).toEqual(ends.toSorted((a, b) => b - a));
  });

  it('is the oldest behind the freshest where calls are free', async () => {
    const { id, vendor, bound } = await behind({ counted: false });
    const differences = new Disputes([hour(bound.get('N2') ?? '', HOUR)]);
    await world.worker('reader', { differences, settings: { freshIntervals: 1, freshAtOnce: 0 } }).read();
    const begins = vendor.asked.map(({ window }) => window.from.getTime());
    expect(begins).toEqual(begins.toSorted((a, b) => a - b));
    expect(differences.asked).toEqual([]);
    expect(await world.faultsOf(id, 32 * MINUTE)).toEqual([]);
  });

  it('is asked for at most once a minute, of stores whose windows wait, in the time that these cover', async () => {
    const { id, vendor, bound } = await behind();
    const first = vendor.asked.length;
    const differences = new Disputes();
    const worker = world.worker('reader', { differences });
    for (let times = 0; times < 5; times += 1) await worker.read();
    expect(vendor.asked).toHaveLength(first + 1);
    const [earliest] = await world.windowsOf(id);
    expect(differences.asked).toEqual([
      [expect.any(Array), new Date(earliest!.from.getTime() - HOUR), expect.any(Date)],
    ]);
    expect([...differences.asked[0]![0]].sort()).toEqual([...bound.values()].sort());
    await readAll(worker, vendor);
    const times = differences.asked.length;
    world.clock.pass(2 * MINUTE);
    await worker.read();
    expect(differences.asked).toHaveLength(times);
  });
});
