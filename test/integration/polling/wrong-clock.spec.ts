import { VendorClock } from '#connectors-core/vendor-clock.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS, type ToyVendor } from './toy-vendor.js';

const { intervalMs, lagMs } = TOY_LIMITS;

describe('a vendor’s clock that is wrong', () => {
  eachInItsWorld();

  /** What the hub learns from each answer's Date header. */
  function dates(id: string, vendor: ToyVendor, dateOf: (calls: number, now: Date) => Date): void {
    const clock = new VendorClock();
    vendor.onPage = () => {
      const now = world.clock.now();
      clock.learn({ date: dateOf(vendor.asked.length, now).toUTCString() }, now, now);
      const offset = clock.shownOffsetMs;
      if (offset !== undefined) world.offsets.set(id, offset);
    };
  }

  async function live(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += intervalMs) {
      world.clock.pass(intervalMs);
      await worker.planAndRead();
    }
  }

  const coverageOf = async (accountId: string) => (await world.coverage.list({ accountId, limit: 1 }))[0]!;

  it.each([
    ['1970', () => new Date(0)],
    ['ten days ago', (now: Date) => new Date(now.getTime() - 10 * DAY)],
  ])('by years is not believed, but shown, and is an alarm: %s', async (_which, dateOf) => {
    const { id, vendor } = await world.addAccount();
    dates(id, vendor, (_calls, now) => dateOf(now));
    await worker.plan();
    vendor.put('A-1', at(0));
    await live(HOUR);
    expect(await world.entriesOf(id)).toEqual(onceEach(['A-1']));
    const { completeTo, vendorClockOffsetMs } = await coverageOf(id);
    expect(completeTo).toEqual(new Date(world.clock.now().getTime() - lagMs));
    expect(vendorClockOffsetMs).toBeLessThan(-9 * DAY);
    worker.alarm.look();
    expect(world.events).toContainEqual(expect.objectContaining({ event: 'vendor_clock', accountId: id }));
  });

  it('in the first answer alone holds nothing up for longer than minutes', async () => {
    const { id, vendor } = await world.addAccount();
    dates(id, vendor, (calls, now) => new Date(now.getTime() - (calls === 1 ? 55 * MINUTE : 0)));
    await worker.plan();
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'open' }]);
    world.clock.pass(5 * MINUTE);
    await worker.read();
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed' }]);
  });

  it('is looked at again with one call every few minutes, however many windows wait for it', async () => {
    const streams = ['A', 'B', 'C', 'D'];
    const { id, vendor } = await world.addAccount({ streams });
    await worker.plan();
    world.clock.pass(intervalMs);
    await worker.plan();
    world.offsets.set(id, -55 * MINUTE);
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await worker.read();
      world.clock.pass(MINUTE);
    }
    expect(vendor.asked.map(({ at: asked }) => asked.getTime() - at(intervalMs).getTime())).toEqual(
      [5, 10, 15, 20, 25].map((minutes) => minutes * MINUTE),
    );
    expect(new Set((await world.windowsOf(id)).map(({ state }) => state))).toEqual(new Set(['open']));
  });

  it('holds up no window that is joined with another that is due', async () => {
    const { id, vendor } = await world.addAccount();
    await worker.plan();
    for (let windows = 0; windows < 2; windows += 1) {
      world.clock.pass(intervalMs);
      await worker.plan();
    }
    await world.database.rows({
      text: `UPDATE windows SET due_at = '2082-01-01' WHERE id = $1`,
      values: [(await world.windowsOf(id))[0]?.id],
    });
    await live(intervalMs);
    expect(vendor.asked.length).toBeGreaterThan(0);
    expect((await world.windowsOf(id)).map(({ state }) => state)).toEqual(['closed']);
  });
});
