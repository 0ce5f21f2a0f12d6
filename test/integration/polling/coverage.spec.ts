import { ConnectorError } from '#connectors-core/connector-error.js';
import { readEmptyStretches } from '#polling/plan/empty-stretches.query.js';
import { eachInItsWorld, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach, SlowQuota } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { lagMs, intervalMs, largestWindowMs, overlapMs } = TOY_LIMITS;

describe('coverage', () => {
  eachInItsWorld();

  it('begins a stream one overlap ago and reads it window by window', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.planAndRead();
    expect(await world.windowsOf(id)).toEqual([]);
    vendor.put('A-1', at(-lagMs + MINUTE));
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    const [window] = await world.windowsOf(id);
    expect(window).toMatchObject({ state: 'closed', pages: 1, orders: 1, attempts: 1, nextAttemptAt: null });
    expect(window).toMatchObject({ from: at(-lagMs - overlapMs), to: at(intervalMs - lagMs) });
    expect(await world.entriesOf(id)).toEqual({ 'A-1': 1 });
  });

  it('says how a leg was first seen, and keeps one payload for a page', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    for (const no of ['A-1', 'A-2']) vendor.put(no, at(0));
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    const { leg, ledgerEntry } = world.database.prisma;
    const legs = await leg.findMany({ where: { accountId: id } });
    expect(legs.map(({ openedBy }) => openedBy)).toEqual(['live', 'live']);
    const entries = await ledgerEntry.findMany({ where: { legId: { in: legs.map((one) => one.id) } } });
    expect(entries).toHaveLength(2);
    expect(new Set(entries.map(({ payloadId }) => payloadId)).size).toBe(1);
  });

  it('finds what became visible late within the overlap, and books it once', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    vendor.put('late', at(intervalMs - lagMs - MINUTE));
    vendor.put('next', at(intervalMs));
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    expect(await world.entriesOf(id)).toEqual({ late: 1, next: 1 });
  });

  it('joins closed windows, so that a day of short ones is a row or two', async () => {
    const { id } = await world.addAccount({ largestWindowMs: DAY, intervalMs: 30 * MINUTE });
    const worker = world.worker();
    for (let passed = 0; passed <= DAY + HOUR; passed += 30 * MINUTE) {
      await worker.planAndRead();
      world.clock.pass(30 * MINUTE);
    }
    const rows = await world.windowsOf(id);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.pages).toBeGreaterThan(40);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
  });

  it('tells since when nothing was listed, of all streams alike', async () => {
    const { id, vendor } = await world.addAccount({ streams: ['web', 'desk'] });
    const worker = world.worker();
    await worker.plan();
    const pass = async () => {
      world.clock.pass(intervalMs);
      await worker.planAndRead();
    };
    const empty = async () => {
      const [stretch] = await readEmptyStretches(world.database, [id], at(-DAY));
      return stretch && [stretch.from, stretch.to];
    };
    expect(await empty()).toBeUndefined();
    for (let windows = 0; windows < 3; windows += 1) await pass();
    expect(await empty()).toEqual([at(-lagMs - overlapMs), at(3 * intervalMs - lagMs)]);
    vendor.put('web-1', at(4 * intervalMs - lagMs - 1));
    await pass();
    expect(await empty()).toBeUndefined();
    for (let windows = 0; windows < 4; windows += 1) await pass();
    const [from, to] = (await empty()) ?? [];
    expect(to).toEqual(at(8 * intervalMs - lagMs));
    expect(from!.getTime()).toBeGreaterThanOrEqual(at(4 * intervalMs - lagMs).getTime());
    expect(await readEmptyStretches(world.database, [id], world.clock.now())).toEqual([]);
  });

  it('covers each stream by itself', async () => {
    const { id, vendor } = await world.addAccount({ streams: ['web', 'desk'] });
    const worker = world.worker();
    await worker.plan();
    vendor.put('web-1', at(0));
    vendor.put('desk-1', at(0));
    vendor.onPage = ({ stream }) => {
      if (stream === 'desk') throw new ConnectorError('unavailable', 'the desk is closed');
    };
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    const states = (await world.windowsOf(id)).map(({ stream, state }) => `${stream} ${state}`);
    expect(states.sort()).toEqual(['desk failed', 'web closed']);
    const [desk, web] = await world.coverage.list({ accountId: id, limit: 10 });
    expect(desk).toMatchObject({ stream: 'desk', failedWindows: 1, completeTo: at(-lagMs - overlapMs) });
    expect(desk?.gaps).toMatchObject([{ state: 'failed', errorCode: 'unavailable' }]);
    expect(web).toMatchObject({
      stream: 'web',
      openWindows: 0,
      gaps: [],
      completeTo: at(intervalMs - lagMs),
    });
  });

  it('never plans past the earlier of the two clocks, and nothing while a clock goes back', async () => {
    const { id } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    world.offsets.set(id, -3 * MINUTE);
    world.clock.pass(intervalMs + MINUTE);
    await worker.plan();
    expect(await world.windowsOf(id)).toEqual([]);
    world.clock.pass(3 * MINUTE);
    await worker.plan();
    expect(await world.windowsOf(id)).toMatchObject([{ to: at(intervalMs + MINUTE - lagMs) }]);
    world.clock.pass(-DAY);
    await worker.plan();
    expect(await world.windowsOf(id)).toHaveLength(1);
  });

  it('does not close a window that the vendor’s clock, learned by reading it, shows to be too young', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    world.clock.pass(intervalMs);
    vendor.onPage = () => void world.offsets.set(id, -10 * MINUTE);
    await worker.planAndRead();
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'open', attempts: 0 }]);
    vendor.put('slow-clock', at(0));
    await worker.read();
    expect(vendor.asked).toHaveLength(1);
    world.clock.pass(10 * MINUTE);
    await worker.read();
    expect((await world.windowsOf(id))[0]).toMatchObject({ state: 'closed' });
    expect(await world.entriesOf(id)).toEqual({ 'slow-clock': 1 });
  });

  it('sends nothing to a paused account, and misses nothing of its pause', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    world.pause(id, true);
    for (let hour = 0; hour < 8; hour += 1) {
      vendor.put(`A-${String(hour).padStart(2, '0')}`, at(hour * HOUR));
      for (let passed = 0; passed < HOUR; passed += 20 * MINUTE) {
        world.clock.pass(20 * MINUTE);
        await worker.planAndRead();
      }
    }
    expect(vendor.asked).toEqual([]);
    const waiting = await world.windowsOf(id);
    // Of 48 that were planned.
    expect(waiting.length).toBeLessThanOrEqual(13);
    expect(waiting.every(({ state, attempts }) => state === 'open' && attempts === 0)).toBe(true);
    world.pause(id, false);
    await worker.read();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });

  it('stops in the middle of a window when its account is paused, and goes on from there', async () => {
    const { id, vendor } = await world.addAccount();
    const worker = world.worker();
    await worker.plan();
    for (let n = 0; n < 7; n += 1) vendor.put(`A-${String(n)}`, at(n));
    vendor.onPage = ({ cursor }) => {
      if (cursor === '3') world.pause(id, true);
    };
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    expect(vendor.asked).toHaveLength(2);
    vendor.onPage = () => undefined;
    world.pause(id, false);
    await worker.read();
    expect(vendor.asked[2]).toMatchObject({ cursor: '6' });
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', orders: 7 }]);
  });

  it.each([
    ['a call a minute', () => new SlowQuota(world.clock, MINUTE)],
    ['what a day’s calls leave for polling', () => world.realQuota()],
  ])('catches up with %s, while the newest data is never two intervals late', async (_calls, quotaOf) => {
    const limits = { counted: true, largestWindowMs: 6 * HOUR, pageSize: 20 };
    const { id, vendor } = await world.addAccount(limits);
    const worker = world.worker('hub', { quota: quotaOf() });
    await worker.planAndRead();
    const outage = 2 * DAY;
    for (let passed = 0; passed < outage + DAY; passed += 10 * MINUTE)
      vendor.put(`A-${String(passed)}`, at(passed));
    world.clock.pass(outage);
    const begun = world.clock.now().getTime();
    let latest = 0;
    let behind = 1;
    while (behind > 0 && world.clock.now().getTime() < begun + DAY) {
      await worker.planAndRead();
      const now = world.clock.now().getTime();
      const rows = await world.windowsOf(id);
      const newest = Math.max(
        ...rows.filter(({ state }) => state === 'closed').map(({ to }) => to.getTime()),
      );
      latest = Math.max(latest, now - lagMs - newest);
      behind = rows.filter(({ state }) => state !== 'closed').length;
      world.clock.pass(MINUTE);
    }
    expect(behind).toBe(0);
    expect(latest).toBeLessThan(2 * intervalMs);
    expect(await world.faultsOf(id, 6 * HOUR)).toEqual([]);
    const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
    const due = vendor.numbers.filter((no) => at(Number(no.slice(2))) < (stream?.completeTo ?? at(0)));
    expect(due.length).toBeGreaterThan(280);
    expect(await world.entriesOf(id)).toMatchObject(onceEach(due));
  });

  it('keeps what piles up in a vendor’s outage in few windows, with few calls', async () => {
    const { id, vendor } = await world.addAccount({ largestWindowMs: 12 * HOUR, intervalMs: 20 * MINUTE });
    const worker = world.worker();
    await worker.plan();
    vendor.put('before', at(0));
    vendor.onPage = () => {
      throw new ConnectorError('unavailable', 'down');
    };
    const intervals = 72;
    for (let passed = 0; passed < intervals; passed += 1) {
      world.clock.pass(20 * MINUTE);
      await worker.planAndRead();
    }
    // Each newest window, and what has piled up in a few windows by then.
    expect(vendor.asked.length).toBeLessThan(5 * intervals);
    expect((await world.windowsOf(id)).length).toBeLessThanOrEqual(5);
    vendor.onPage = () => undefined;
    world.clock.pass(20 * MINUTE);
    await worker.planAndRead();
    expect(await world.coverage.list({ accountId: id, limit: 1 })).toMatchObject([
      { failedWindows: 0, openWindows: 0 },
    ]);
    expect(await world.entriesOf(id)).toEqual({ before: 1 });
    expect(await world.faultsOf(id, 12 * HOUR)).toEqual([]);
  });
});
