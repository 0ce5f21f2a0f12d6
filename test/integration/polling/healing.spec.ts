import { ConnectorError, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { FAILED_REFRESHES } from '#polling/refresh/failed-refreshes.js';
import { FAILED_WINDOWS } from '#polling/windows/failed-windows.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, HOUR, MINUTE, onceEach } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS, type ToyLimits, type ToyVendor } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;
const SECOND = 1_000;

describe('a vendor that was away', () => {
  eachInItsWorld();

  const streams = Array.from({ length: 20 }, (_, n) => `S${String(n)}`);
  const away = () => {
    throw new ConnectorError('unavailable', 'nobody at home');
  };

  /** Twenty streams with a window each, and an order in each of these. */
  async function twenty(limits: Partial<ToyLimits> = {}) {
    const { id, vendor } = await world.addAccount({ streams, ...limits });
    await worker.plan();
    for (const stream of streams) vendor.put(`${stream}-1`, at(0));
    world.clock.pass(intervalMs);
    await worker.plan();
    return { id, vendor };
  }

  async function readFor(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 5 * SECOND) {
      world.clock.pass(5 * SECOND);
      await worker.read();
    }
  }

  const statesOf = async (id: string) => new Set((await world.windowsOf(id)).map(({ state }) => state));

  it.each([
    ['a short while', 2 * MINUTE, false],
    ['a short while, where calls are counted', 2 * MINUTE, true],
    ['hours', 3 * HOUR, false],
  ])('for %s is asked about once a minute, and read to the end within a minute', async (_, ms, counted) => {
    const { id, vendor } = await twenty({ counted, callsADay: 100_000 });
    vendor.onPage = away;
    await readFor(ms);
    expect(vendor.asked.length).toBeLessThan(12 + ms / (30 * SECOND));
    expect(await statesOf(id)).toContain('failed');
    vendor.onPage = () => undefined;
    await readFor(MINUTE);
    expect(await statesOf(id)).toEqual(new Set(['closed']));
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });

  it('is read at once when another call of the account has shown that it is back', async () => {
    const { id, vendor } = await twenty();
    vendor.onPage = away;
    await readFor(10 * MINUTE);
    vendor.onPage = () => undefined;
    const which = { accountIds: [id], codes: OUTAGE_CODES, now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_WINDOWS, which)).toBe(true);
    expect(await makeDue(world.database, FAILED_WINDOWS, which)).toBe(false);
    await world.worker('another').read();
    expect(await statesOf(id)).toEqual(new Set(['closed']));
  });

  it('makes due neither what another account waits for, nor what fails for its own sake', async () => {
    const one = await twenty();
    const other = await world.addAccount();
    await worker.plan();
    world.clock.pass(intervalMs);
    await worker.plan();
    one.vendor.onPage = () => {
      throw new ConnectorError('invalid_response', 'a page of HTML');
    };
    other.vendor.onPage = away;
    await worker.read();
    const which = { accountIds: [one.id], codes: OUTAGE_CODES, now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_WINDOWS, which)).toBe(false);
    expect(await makeDue(world.database, FAILED_WINDOWS, { ...which, accountIds: [other.id] })).toBe(true);
  });

  const resting = new ConnectorError('unavailable', 'not called', {
    retryAfterMs: 10 * SECOND,
    notSent: 'resting',
  });

  async function oneWindow(limits: Partial<ToyLimits> = {}): Promise<{ id: string; vendor: ToyVendor }> {
    const { id, vendor } = await world.addAccount({ ...limits, pagesShift: false });
    await worker.plan();
    for (let n = 0; n < 5; n += 1) vendor.put(`A-${String(n)}`, at(0));
    world.clock.pass(intervalMs);
    await worker.plan();
    return { id, vendor };
  }

  it('is no try of a window while the breaker refuses, and the reading goes on where it was', async () => {
    const { id, vendor } = await oneWindow();
    let refusals = 30;
    vendor.onPage = ({ cursor }) => {
      if (cursor !== null && (refusals -= 1) >= 0) throw resting;
    };
    await worker.read();
    for (let n = 0; n < 30; n += 1) {
      expect(await world.windowsOf(id)).toMatchObject([{ state: 'open', attempts: 0, errorCode: null }]);
      const [window] = await world.windowsOf(id);
      expect(window!.nextAttemptAt!.getTime() - world.clock.now().getTime()).toBeLessThanOrEqual(11 * SECOND);
      world.clock.pass(11 * SECOND);
      await worker.read();
    }
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', attempts: 1, orders: 5 }]);
    expect(vendor.asked.filter(({ cursor }) => cursor === null)).toHaveLength(1);
  });

  it('is no try of a leg while the breaker refuses, and a failed one is fetched once the vendor is back', async () => {
    const { id, vendor } = await oneWindow(FETCHED_ALONE);
    await worker.read();
    await worker.takeChanges();
    vendor.onFetch = () => {
      throw resting;
    };
    world.clock.pass(MINUTE + SECOND);
    await worker.refresh();
    const failures = async () => {
      const rows = await world.database.rows<{ failures: number }>({
        text: 'SELECT failures FROM refreshes WHERE account_id = $1',
        values: [id],
      });
      return rows.map((row) => row.failures);
    };
    expect(await failures()).toEqual([0, 0, 0, 0, 0]);
    vendor.onFetch = away;
    world.clock.pass(HOUR);
    await worker.refresh();
    expect(await failures()).toEqual([1, 1, 1, 1, 1]);
    vendor.onFetch = () => undefined;
    const fetched = vendor.fetched.length;
    await worker.refresh();
    expect(vendor.fetched).toHaveLength(fetched);
    const which = { accountIds: [id], codes: OUTAGE_CODES, now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_REFRESHES, which)).toBe(true);
    await worker.refresh();
    expect(vendor.fetched).toHaveLength(fetched + 5);
    expect(await failures()).toEqual([0, 0, 0, 0, 0]);
  });
});
