import { z } from 'zod';
import { InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { backfill as backfillShape, backfillAccepted } from '#admin-contract/backfill.js';
import { listedWindow, streamCoverage, windowState } from '#admin-contract/window.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { closeBackfill } from '#polling/windows/backfills.store.js';
import { WINDOW_STATES } from '#polling/windows/window.query.js';
import { toyHints } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS } from './toy-vendor.js';

const { intervalMs, lagMs } = TOY_LIMITS;

describe('a backfill', () => {
  eachInItsWorld();

  /** An account whose live stream runs, and whose vendor has a day of older orders. */
  async function running() {
    const { id, vendor } = await world.addAccount();
    for (let hour = 1; hour <= 24; hour += 1)
      vendor.put(`old-${String(hour).padStart(2, '0')}`, at(-hour * HOUR));
    vendor.put('new', at(0));
    await worker.plan();
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    return { id, vendor };
  }

  const lastDay = (accountId: string) => ({ accountId, from: at(-DAY), to: at(-30 * MINUTE) });
  const streams = (accountId: string) => world.coverage.list({ accountId, limit: 10 });

  it('reads the past in windows of its own and leaves the live stream alone', async () => {
    const { id, vendor } = await running();
    const [before, live] = [await streams(id), await world.windowsOf(id)];
    const made = await worker.backfills.start(lastDay(id));
    await worker.read();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(await streams(id)).toEqual(before);
    expect(await world.windowsOf(id)).toEqual(live);
    const windows = await world.windowsOf(id, made.id);
    expect(windows).toHaveLength(24);
    windows.forEach(({ from, to }, index) => {
      expect(from).toEqual(windows[index - 1]?.to ?? made.from);
      expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(TOY_LIMITS.largestWindowMs);
    });
    const closed = { open: 0, closed: 24, failed: 0 };
    expect(await world.backfills.get(made.id)).toMatchObject({
      closedAt: world.clock.now(),
      windows: closed,
    });
  });

  it('does not make news of what it finds', async () => {
    const { id } = await running();
    await worker.backfills.start(lastDay(id));
    await worker.read();
    const legs = await world.database.prisma.leg.findMany({ where: { accountId: id } });
    const live = legs.filter(({ openedBy }) => openedBy === 'live').map(({ vendorNo }) => vendorNo);
    expect(live).toEqual(['new']);
    expect(legs.filter(({ openedBy }) => openedBy === 'backfill')).toHaveLength(24);
  });

  it('adds nothing the second time', async () => {
    const { id, vendor } = await running();
    const first = await worker.backfills.start(lastDay(id));
    await worker.read();
    world.clock.pass(MINUTE);
    const second = await worker.backfills.start(lastDay(id));
    await worker.read();
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    const listed = await world.backfills.list({ accountId: id, limit: 10 });
    expect(listed.map((one) => one.id)).toEqual([second.id, first.id]);
    expect(listed.every(({ closedAt }) => closedAt !== null)).toBe(true);
    expect(await world.backfills.list({ accountId: id, before: second.id, limit: 10 })).toHaveLength(1);
  });

  it('stays open, and shows it, while a window of it cannot be read', async () => {
    const { id, vendor } = await running();
    vendor.onPage = ({ window }) => {
      if (window.from < at(-22 * HOUR)) throw new ConnectorError('unavailable', 'down');
    };
    const { id: backfillId } = await worker.backfills.start(lastDay(id));
    await worker.read();
    const view = await world.backfills.get(backfillId);
    expect(view).toMatchObject({ closedAt: null, windows: { open: 0, closed: 22, failed: 2 } });
    vendor.onPage = () => undefined;
    world.clock.pass(10 * MINUTE);
    await worker.read();
    expect((await world.backfills.get(backfillId))?.closedAt).toEqual(world.clock.now());
  });

  it('comes after live windows', async () => {
    const { id, vendor } = await running();
    await worker.backfills.start({ accountId: id, from: at(-DAY), to: at(-2 * HOUR) });
    world.clock.pass(3 * HOUR);
    await worker.plan();
    vendor.asked.length = 0;
    await worker.read();
    const live = vendor.asked.map(({ window }) => window.from >= at(-lagMs - HOUR));
    expect(live.indexOf(false)).toBeGreaterThan(0);
    expect(live.lastIndexOf(true)).toBeLessThan(live.indexOf(false));
  });

  it('closes when its last two windows are closed at the same time', async () => {
    const { id } = await running();
    const made = await worker.backfills.start({ accountId: id, from: at(-3 * HOUR), to: at(-HOUR) });
    const [one, two] = await world.windowsOf(id, made.id);
    const close = (windowId: string | undefined, beforeCommit: () => Promise<void> | undefined) =>
      world.database.transaction(async (sql) => {
        await sql.rows({ text: `UPDATE windows SET state = 'closed' WHERE id = $1`, values: [windowId] });
        await closeBackfill(sql, made.id, world.clock.now());
        await beforeCommit();
      });
    let commit: () => void = () => undefined;
    let first: Promise<void> = Promise.resolve();
    await new Promise<void>((looked) => {
      first = close(one?.id, () => {
        looked();
        return new Promise((resolve) => (commit = resolve));
      });
    });
    const second = close(two?.id, () => undefined);
    await Promise.race([second, world.untilSomebodyWaits()]);
    commit();
    await Promise.all([first, second]);
    expect((await world.backfills.get(made.id))?.closedAt).toEqual(world.clock.now());
  });

  it.each([
    ['is inverted', at(-HOUR), at(-2 * HOUR), 'to'],
    ['is empty', at(-HOUR), at(-HOUR), 'to'],
    ['ends in the future', at(-HOUR), at(HOUR), 'to'],
    ['ends less than the lag ago', at(-HOUR), at(intervalMs - lagMs + 1_000), 'to'],
    ['is too long', at(-401 * DAY), at(-HOUR), 'from'],
    ['begins before there was anything', new Date(0), at(-HOUR), 'from'],
  ])('is refused when its stretch %s', async (_what, from, to, field) => {
    const { id } = await running();
    const refused = worker.backfills.start({ accountId: id, from, to });
    await expect(refused).rejects.toBeInstanceOf(InvalidFieldsError);
    await expect(refused).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ field })]),
    });
    expect(await world.backfills.list({ accountId: id, limit: 10 })).toEqual([]);
  });

  it('may end exactly where the vendor’s clock and the lag allow', async () => {
    const { id } = await running();
    world.offsets.set(id, -MINUTE);
    const latest = at(intervalMs - lagMs - MINUTE);
    const later = new Date(latest.getTime() + 1);
    await expect(worker.backfills.start({ accountId: id, from: at(-HOUR), to: later })).rejects.toThrow();
    await expect(
      worker.backfills.start({ accountId: id, from: at(-HOUR), to: latest }),
    ).resolves.toBeDefined();
  });

  it('is refused for an account whose vendor lists nothing, and for none', async () => {
    const hints = toyHints(() => Promise.reject(new Error('never')));
    const accountId = await world.addAccountOf({ connector: hints });
    const accountFault = [{ field: 'accountId', message: expect.stringContaining('cannot be listed') }];
    await expect(worker.backfills.start(lastDay(accountId))).rejects.toMatchObject({ faults: accountFault });
    await expect(worker.backfills.start(lastDay(world.newId()))).rejects.toBeInstanceOf(NotFoundError);
    await expect(worker.backfills.start(lastDay('x'))).rejects.toBeInstanceOf(InvalidFieldsError);
  });

  it('and the windows are shown in the contract’s shape and words', async () => {
    const { id } = await running();
    const made = await worker.backfills.start(lastDay(id));
    expect(z.encode(backfillAccepted, made)).toMatchObject({ id: made.id, from: at(-DAY).toISOString() });
    expect(z.encode(backfillShape, (await world.backfills.get(made.id))!)).toMatchObject({ closedAt: null });
    const [first] = await world.windows.list({ accountId: id, backfillId: made.id, state: 'open', limit: 1 });
    expect(
      z.encode(listedWindow, { ...first!, unreadRows: [...first!.unreadRows], errorText: null }),
    ).toMatchObject({
      backfillId: made.id,
      state: 'open',
      closedAt: null,
    });
    const next = await world.windows.list({ accountId: id, backfillId: made.id, limit: 1, before: first });
    expect(next[0]?.to).toEqual(first?.from);
    const [covered] = await streams(id);
    expect(z.encode(streamCoverage, { ...covered!, gaps: [...covered!.gaps] })).toMatchObject({
      stream: 'all',
      gaps: [],
      plannedTo: at(intervalMs - lagMs).toISOString(),
    });
    expect(windowState.options).toEqual(WINDOW_STATES);
  });
});
