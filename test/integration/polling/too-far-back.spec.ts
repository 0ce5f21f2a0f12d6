import { ConnectorError } from '#connectors-core/connector-error.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE } from './polling-world.js';
import type { ToyLimits, ToyVendor } from './toy-vendor.js';

/** Halvings from a day down to less than two minutes. */
const HALVINGS = 10;

describe('what a vendor keeps no longer and calls a window too large', () => {
  eachInItsWorld();

  async function anAccount(limits: Partial<ToyLimits> = {}) {
    const made = await world.addAccount({ largestWindowMs: DAY, ...limits });
    await worker.plan();
    return made;
  }

  function forgets(vendor: ToyVendor, before: Date): void {
    vendor.onPage = ({ window }) => {
      if (window.from < before) throw new ConnectorError('rejected', 'outofrange', { windowTooLarge: true });
    };
  }

  const stateOf = async (accountId: string, backfillId: string | null = null) => {
    const rows = await world.windowsOf(accountId, backfillId);
    const failed = rows.filter(({ state }) => state === 'failed');
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['failed', 'closed']));
    expect(new Set(failed.map(({ errorCode }) => errorCode))).toEqual(new Set(['window_too_large']));
    return { failed, readFrom: rows.find(({ state }) => state === 'closed')?.from };
  };

  it('costs a backfill few calls, and ever fewer', async () => {
    const { id, vendor } = await anAccount();
    forgets(vendor, at(-3 * DAY));
    const { id: backfillId } = await worker.backfills.start({
      accountId: id,
      from: at(-33 * DAY),
      to: at(-3 * DAY),
    });
    await worker.read();
    expect(vendor.asked).toHaveLength(2 * HALVINGS + 1 + 29);
    const rows = await world.windowsOf(id, backfillId);
    expect(rows).toHaveLength(HALVINGS + 1 + 29);
    const first = vendor.asked.length;
    for (let hours = 0; hours < 7 * 24; hours += 1) {
      world.clock.pass(HOUR + 1);
      await worker.read();
    }
    // After 1, 2, 4, 8, 16 hours, and then each day.
    expect(vendor.asked.length - first).toBe((5 + 5) * rows.length);
  });

  it('is read by a backfill from where it begins, to two minutes', async () => {
    const { id, vendor } = await anAccount();
    const kept = at(-3 * DAY - 5 * HOUR - 17 * MINUTE);
    forgets(vendor, kept);
    vendor.put('gone', at(-4 * DAY));
    vendor.put('kept', at(-3 * DAY - 5 * HOUR));
    const request = { accountId: id, from: at(-5 * DAY), to: at(-DAY) };
    const { id: backfillId } = await worker.backfills.start(request);
    await worker.read();
    const { readFrom } = await stateOf(id, backfillId);
    expect(readFrom!.getTime() - kept.getTime()).toBeLessThan(2 * MINUTE);
    expect(vendor.asked.length).toBeLessThan(4 * HALVINGS);
    expect(Object.keys(await world.entriesOf(id))).toContain('kept');
  });

  it.each([
    ['and takes long windows', Infinity],
    ['and takes no long windows either', 5 * HOUR],
  ])('costs a live stream few calls, where the vendor forgets %s', async (_which, acceptedMs) => {
    const { id, vendor } = await anAccount({ acceptedMs });
    world.clock.pass(40 * DAY);
    const kept = at(30 * DAY + 5 * HOUR);
    forgets(vendor, kept);
    vendor.put('kept', at(31 * DAY));
    await worker.planAndRead();
    const { readFrom, failed } = await stateOf(id);
    expect(readFrom!.getTime() - kept.getTime()).toBeLessThan(2 * MINUTE);
    expect(failed.length).toBeLessThan(30 + 2 * HALVINGS);
    // Halving down to what is accepted: 15 calls a day.
    expect(vendor.asked.length).toBeLessThan(30 + 4 * HALVINGS + (acceptedMs === Infinity ? 10 : 10 * 15));
    expect(Object.keys(await world.entriesOf(id))).toEqual(['kept']);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
    const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
    expect(stream?.failedWindows).toBe(failed.length);
  });

  it('does not make later windows small', async () => {
    const { id, vendor } = await anAccount({ intervalMs: 12 * HOUR });
    world.clock.pass(3 * DAY);
    forgets(vendor, at(DAY));
    await worker.planAndRead();
    const calls = vendor.asked.length;
    world.clock.pass(12 * HOUR);
    await worker.plan();
    await worker.read();
    const asked = vendor.asked.slice(calls).filter(({ window }) => window.from > at(2 * DAY));
    expect(asked).toHaveLength(1);
    expect((await stateOf(id)).failed.length).toBeGreaterThan(0);
  });
});
