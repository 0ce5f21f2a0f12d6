import { ConnectorError } from '#connectors-core/connector-error.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach, SlowQuota } from './polling-world.js';
import { TOY_LIMITS, type ToyLimits, type ToyVendor } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;

describe('reading a window', () => {
  eachInItsWorld();

  /** An account with one open window, which holds `count` orders, the newest first, … */
  async function oneWindow(count: number, limits: Partial<ToyLimits> = {}) {
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    for (let n = 0; n < count; n += 1) put(vendor, n);
    world.clock.pass(intervalMs);
    await worker.plan();
    return { id, vendor, window: async () => (await world.windowsOf(id))[0] };
  }

  const put = (vendor: ToyVendor, n: number) =>
    vendor.put(`A-${String(n).padStart(2, '0')}`, at(MINUTE - n * 1_000));

  it('closes an empty one with no orders', async () => {
    const { window } = await oneWindow(0);
    await worker.read();
    expect(await window()).toMatchObject({ state: 'closed', orders: 0, pages: 1 });
  });

  it('reads one of several pages again until nothing has moved, and passes cursors on unchanged', async () => {
    const { id, vendor, window } = await oneWindow(7);
    await worker.read();
    expect(vendor.asked.map(({ cursor }) => cursor)).toEqual([null, '3', '6', null, '3', '6']);
    expect(await window()).toMatchObject({ state: 'closed', orders: 7, pages: 6 });
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
  });

  it('reads one of several pages once where rows stay in their places', async () => {
    const { vendor } = await oneWindow(7, { pagesShift: false });
    await worker.read();
    expect(vendor.asked).toHaveLength(3);
  });

  it('misses nothing when rows come and go while it is read', async () => {
    const { id, vendor, window } = await oneWindow(9);
    let page = 0;
    vendor.onPage = () => {
      page += 1;
      // Before the second page: one of the first page leaves, and A-03 moves to where nobody looks again.
      if (page === 2) vendor.remove('A-01');
      // In the second pass the same happens once more.
      if (page === 5) vendor.remove('A-00');
      if (page === 6) put(vendor, 20);
    };
    await worker.read();
    expect(await window()).toMatchObject({ state: 'closed' });
    expect(Object.keys(await world.entriesOf(id))).toEqual(expect.arrayContaining(vendor.numbers));
  });

  it('fails for now when rows never stay where they are', async () => {
    const { vendor, window } = await oneWindow(9);
    let next = 20;
    vendor.onPage = ({ cursor }) => {
      if (cursor === null) put(vendor, (next += 1));
    };
    await worker.read();
    expect(await window()).toMatchObject({ state: 'failed', errorCode: 'rows_keep_moving' });
    vendor.onPage = () => undefined;
    world.clock.pass(10 * MINUTE);
    await worker.read();
    expect(await window()).toMatchObject({ state: 'closed', errorCode: null, errorMessage: null });
  });

  it.each(['unavailable', 'invalid_response', 'auth_failed', 'rejected', 'unsupported'] as const)(
    'is not closed by %s, which is shown, and is read later',
    async (code) => {
      const { id, vendor, window } = await oneWindow(2);
      vendor.onPage = () => {
        throw new ConnectorError(code, 'what the vendor said');
      };
      await worker.read();
      const failed = await window();
      expect(failed).toMatchObject({
        state: 'failed',
        errorCode: code,
        errorMessage: 'what the vendor said',
      });
      expect(failed!.nextAttemptAt!.getTime()).toBeGreaterThan(world.clock.now().getTime());
      await worker.read();
      expect(vendor.asked).toHaveLength(1);
      vendor.onPage = () => undefined;
      world.clock.pass(HOUR);
      await worker.read();
      expect(await window()).toMatchObject({ state: 'closed', attempts: 2, errorCode: null });
      expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    },
  );

  it('is not closed by an error on its last page', async () => {
    const { id, vendor, window } = await oneWindow(5, { pagesShift: false });
    vendor.onPage = ({ cursor }) => {
      if (cursor === '3') throw new ConnectorError('invalid_response', 'a page of HTML');
    };
    await worker.read();
    expect(await window()).toMatchObject({ state: 'failed', pages: 1 });
    expect(Object.keys(await world.entriesOf(id))).toHaveLength(3);
  });

  it('tries a row at once again that could not be recorded for others’ sake', async () => {
    const { id, vendor, window } = await oneWindow(5, { pagesShift: false });
    const ledger = world.ledgerOn(world.database);
    const faults = ['deadlock detected', 'deadlock detected', 'leg A-01 was moved: record again'].values();
    const recordOn: typeof ledger.recordOn = (sql, recordings) => {
      const isDisturbed = recordings.some(({ observation }) => observation.vendorNo === 'A-01');
      const fault = isDisturbed ? faults.next().value : undefined;
      if (fault !== undefined) throw new Error(fault);
      return ledger.recordOn(sql, recordings);
    };
    await world.worker('hub', { ledger: { recordOn } }).read();
    expect(await window()).toMatchObject({ state: 'closed', orders: 5 });
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(world.events.filter(({ event }) => event === 'row')).toEqual([]);
  });

  it('fails when the list never ends', async () => {
    const { window } = await oneWindow(7, { mostPages: 2 });
    await worker.read();
    expect(await window()).toMatchObject({ state: 'failed', errorCode: 'too_many_pages' });
  });

  it('fails after a handful of calls when the vendor gives the same page for every place', async () => {
    const { id, vendor, window } = await oneWindow(7, { mostPages: 4_000, stuck: true });
    await worker.read();
    expect(vendor.asked).toHaveLength(3);
    expect(await window()).toMatchObject({ state: 'failed', errorCode: 'repeated_page' });
    expect((await window())?.errorMessage).toContain('page 1');
    expect(Object.keys(await world.entriesOf(id))).toHaveLength(3);
    world.clock.pass(HOUR + 1);
    await worker.read();
    expect(vendor.asked).toHaveLength(6);
  });

  it('tells the quota when the vendor says that nothing is left', async () => {
    const quota = new SlowQuota(world.clock);
    const { id, vendor, window } = await oneWindow(1);
    vendor.onPage = () => {
      throw new ConnectorError('quota_exhausted', 'enough for today');
    };
    await world.worker('hub', { quota }).read();
    expect(await window()).toMatchObject({ state: 'failed', errorCode: 'quota_exhausted' });
    expect(quota.saidEmpty).toEqual([id]);
  });

  it('waits without failing when no call is granted, and goes on where it was', async () => {
    const { vendor, window } = await oneWindow(5, { counted: true });
    const slow = world.worker('hub', { quota: new SlowQuota(world.clock, MINUTE) });
    for (let call = 1; call <= 4; call += 1) {
      await slow.read();
      expect(vendor.asked).toHaveLength(call);
      if (call < 4) expect(await window()).toMatchObject({ state: 'open', attempts: 0 });
      world.clock.pass(MINUTE);
    }
    expect(vendor.asked.map(({ cursor }) => cursor)).toEqual([null, '3', null, '3']);
    expect(await window()).toMatchObject({ state: 'closed', attempts: 1, pages: 4 });
  });

  it('begins anew when the instance that had begun is gone', async () => {
    const { vendor, window } = await oneWindow(5, { counted: true });
    await world.worker('one', { quota: new SlowQuota(world.clock, MINUTE) }).read();
    const other = world.worker('two');
    world.clock.pass(MINUTE);
    await other.read();
    expect(vendor.asked).toHaveLength(1);
    world.clock.pass(MINUTE + 1_000);
    await other.read();
    expect(vendor.asked.map(({ cursor }) => cursor)).toEqual([null, null, '3', null, '3']);
    expect(await window()).toMatchObject({ state: 'closed' });
  });

  it('reads the newest first, and the oldest beside it', async () => {
    const { id, vendor } = await world.addAccount({ streams: ['all'] });
    await worker.plan();
    world.clock.pass(5 * HOUR);
    await worker.plan();
    let answer: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      vendor.onPage = () =>
        new Promise((go) => {
          const waiting = answer;
          answer = () => {
            waiting();
            go();
          };
          if (vendor.asked.length === 2) resolve();
        });
    });
    const reading = worker.read();
    await both;
    vendor.onPage = () => undefined;
    answer();
    await reading;
    const rows = vendor.asked.map(({ window }) => window.from.getTime());
    // Side by side: either may be asked for first.
    expect(rows.slice(0, 2).sort((a, b) => a - b)).toEqual([Math.min(...rows), Math.max(...rows)]);
    const older = rows.filter((from) => from < world.clock.now().getTime() - HOUR);
    expect(older).toHaveLength(5);
    expect(older).toEqual(older.toSorted((a, b) => a - b));
    expect((await world.windowsOf(id)).every(({ state }) => state === 'closed')).toBe(true);
  });

  it('lets a slow account hold up nobody else, and a new window of its own neither', async () => {
    const { id, vendor } = await world.addAccount();
    const quick = await world.addAccount();
    await worker.plan();
    world.clock.pass(DAY);
    await worker.plan();
    const finish: (() => void)[] = [];
    let quickDone: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (quickDone = resolve));
    vendor.onPage = () => new Promise<void>((resolve) => finish.push(resolve));
    quick.vendor.onPage = () => {
      if (quick.vendor.asked.length === 20) quickDone();
    };
    const reading = worker.read();
    await done;
    expect(finish.length).toBeLessThanOrEqual(2);
    vendor.onPage = () => undefined;
    for (const resolve of finish) resolve();
    await reading;
    for (const account of [id, quick.id]) {
      const states = (await world.windowsOf(account)).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['closed']));
    }
  });

  it('finishes the page in hand when the hub stops, and lets the window go at once', async () => {
    const { vendor, window } = await oneWindow(7);
    vendor.onPage = () => {
      worker.stopping.abort();
    };
    await worker.read();
    expect(vendor.asked).toHaveLength(1);
    expect(await window()).toMatchObject({ state: 'open', pages: 1, attempts: 0 });
    vendor.onPage = () => undefined;
    await world.worker('next').read();
    expect(await window()).toMatchObject({ state: 'closed', orders: 7 });
  });

  it('writes one line for each window', async () => {
    const { id } = await oneWindow(2);
    world.events.length = 0;
    await worker.read();
    const lines = world.events.filter(({ event }) => event === 'window');
    expect(lines).toMatchObject([{ outcome: 'closed', accountId: id, stream: 'all', pages: 1, orders: 2 }]);
  });

  it('leaves a stream alone that the account has no more', async () => {
    const { id, vendor, window } = await oneWindow(2);
    const { connector } = vendor;
    const source = { ...connector.source, pages: { ...connector.source!.pages!, streams: () => [] } };
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    world.accounts.set({ ...active!, connector: { ...connector, source } });
    await worker.read();
    expect(await window()).toMatchObject({ state: 'failed', errorCode: 'stream_gone' });
    expect(vendor.asked).toEqual([]);
  });
});
