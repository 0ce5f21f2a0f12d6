import { InvalidFieldsError } from '#accounts/account-errors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach, SlowQuota } from './polling-world.js';
import { FETCHED_ALONE, TOY_LIMITS, type ToyLimits, ToyVendor } from './toy-vendor.js';

const { lagMs, intervalMs, overlapMs, largestWindowMs } = TOY_LIMITS;

describe('streams that follow the bound stores', () => {
  eachInItsWorld();

  const streamsOf = async (accountId: string) =>
    (await world.coverage.list({ accountId, limit: 50 })).map(({ stream }) => stream);

  it('are one a binding, from the time it is made', async () => {
    const { id, vendor } = await world.addAccount({ streams: 'bound' });
    await worker.planAndRead();
    expect(await streamsOf(id)).toEqual([]);
    await world.bind(id, 'N1');
    await worker.planAndRead();
    world.clock.pass(HOUR);
    await world.bind(id, 'S2');
    await worker.planAndRead();
    vendor.put('N1-1', world.clock.now());
    vendor.put('S2-1', world.clock.now());
    world.clock.pass(intervalMs);
    await worker.planAndRead();
    const [north, south] = await world.coverage.list({ accountId: id, limit: 10 });
    expect(north).toMatchObject({ stream: 'N1', startsAt: at(-lagMs - overlapMs) });
    expect(south).toMatchObject({ stream: 'S2', startsAt: at(HOUR - lagMs - overlapMs) });
    expect(await world.entriesOf(id)).toEqual({ 'N1-1': 1, 'S2-1': 1 });
  });

  it('end with it: nothing more is asked, what was open stays and is shown, and its return leaves no gap', async () => {
    const { id, vendor } = await world.addAccount({ streams: 'bound' });
    await world.bind(id, 'N1');
    await worker.plan();
    vendor.put('N1-before', at(0));
    world.clock.pass(intervalMs);
    await worker.plan();
    await world.unbind(id, 'N1');
    await worker.read();
    vendor.put('N1-while', world.clock.now());
    for (let passed = 0; passed < 3 * HOUR; passed += 30 * MINUTE) {
      world.clock.pass(30 * MINUTE);
      await worker.planAndRead();
    }
    expect(vendor.asked).toEqual([]);
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'failed', errorCode: 'stream_gone' }]);
    const [shown] = await world.coverage.list({ accountId: id, limit: 10 });
    expect(shown).toMatchObject({ stream: 'N1', failedWindows: 1, completeTo: at(-lagMs - overlapMs) });
    await world.bind(id, 'N1');
    world.clock.pass(HOUR);
    await worker.planAndRead();
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    const [again] = await world.coverage.list({ accountId: id, limit: 10 });
    expect(again).toMatchObject({ failedWindows: 0, openWindows: 0 });
  });

  it('are planned by the same statements, however many accounts and bindings there are', async () => {
    const statements = async (): Promise<number> => {
      const before = world.database.count;
      await worker.plan();
      return world.database.count - before;
    };
    const grow = async (accounts: number, stores: readonly string[]): Promise<void> => {
      for (let n = 0; n < accounts; n += 1) {
        const { id } = await world.addAccount({ streams: 'bound', rereadAfterMs: [HOUR] });
        for (const store of stores) await world.bind(id, store);
      }
      world.clock.pass(2 * HOUR);
    };
    await grow(1, ['N1']);
    const begun = await statements();
    world.clock.pass(2 * HOUR);
    const planned = await statements();
    expect(begun).toBe(6);
    await grow(5, ['N1', 'S2', 'W3']);
    expect(await statements()).toBe(planned);
    expect(await world.database.prisma.coverageStream.count()).toBeGreaterThanOrEqual(2 + 5 * 3 * 2);
  });

  it('are those of a backfill too', async () => {
    const { id, vendor } = await world.addAccount({ streams: 'bound' });
    const yesterday = { accountId: id, from: at(-DAY), to: at(-HOUR) };
    const refused = worker.backfills.start(yesterday);
    await expect(refused).rejects.toBeInstanceOf(InvalidFieldsError);
    await expect(refused).rejects.toMatchObject({
      faults: [{ field: 'accountId', message: expect.stringContaining('bindings name nothing') }],
    });
    await world.bind(id, 'N1');
    vendor.put('N1-1', at(-2 * HOUR));
    vendor.put('S2-1', at(-2 * HOUR));
    const { id: backfillId } = await worker.backfills.start(yesterday);
    await worker.read();
    expect(await world.windowsOf(id, backfillId)).toHaveLength(23);
    expect(await world.entriesOf(id)).toEqual({ 'N1-1': 1 });
  });
});

describe('reading once more what is closed', () => {
  eachInItsWorld();

  const TWICE: Partial<ToyLimits> = { rereadAfterMs: [HOUR, 6 * HOUR] };
  /** By its time alone, what is read once more would pass for fresh. */
  const SOON: Partial<ToyLimits> = {
    rereadAfterMs: [30 * MINUTE, 6 * HOUR],
    intervalMs: 20 * MINUTE,
    counted: true,
  };

  const stateOf = async (accountId: string, vendorNo: string): Promise<string | undefined> => {
    const [leg] = await world.database.rows<{ state: string }>({
      text: `SELECT state -> 'fulfilment' -> 'value' ->> 'state' AS state FROM legs
             WHERE account_id = $1 AND vendor_no = $2`,
      values: [accountId, vendorNo],
    });
    return leg?.state;
  };

  async function runFor(ms: number, stepMs = 10 * MINUTE): Promise<void> {
    for (let passed = 0; passed < ms; passed += stepMs) {
      world.clock.pass(stepMs);
      await worker.planAndRead();
    }
  }

  it('shows a status that changed after its window was closed, under a name of its own', async () => {
    const { id, vendor } = await world.addAccount(TWICE);
    await worker.plan();
    const order = vendor.put('A-1', at(0));
    await runFor(30 * MINUTE);
    order.fulfilment = 'completed';
    expect(await stateOf(id, 'A-1')).toBe('created');
    await runFor(HOUR);
    expect(await stateOf(id, 'A-1')).toBe('completed');
    order.fulfilment = 'cancelled';
    await runFor(HOUR);
    expect(await stateOf(id, 'A-1')).toBe('completed');
    await runFor(6 * HOUR);
    expect(await stateOf(id, 'A-1')).toBe('cancelled');
    expect(new Set(vendor.asked.map(({ stream }) => stream))).toEqual(new Set(['all']));
    const covered = await world.coverage.list({ accountId: id, limit: 10 });
    expect(covered.map(({ stream }) => stream)).toEqual(['all', 'all~1h', 'all~6h']);
    for (const { startsAt } of covered) expect(startsAt).toEqual(at(-lagMs - overlapMs));
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });

  it('asks no sooner than that much later, and a tenth of it seldom', async () => {
    const { id, vendor } = await world.addAccount({ rereadAfterMs: [10 * HOUR] });
    await worker.plan();
    await runFor(9 * HOUR);
    expect(await world.windows.list({ accountId: id, stream: 'all~10h', limit: 10 })).toEqual([]);
    vendor.asked.length = 0;
    await runFor(11 * HOUR);
    const late = vendor.asked.filter(({ window, at: asked }) => asked.getTime() - window.to.getTime() > HOUR);
    for (const { window, at: asked } of late)
      expect(asked.getTime() - window.to.getTime()).toBeGreaterThanOrEqual(10 * HOUR + lagMs);
    // Ten hours in windows of an hour at most, some of them shorter by the overlap.
    expect(late.length).toBeGreaterThanOrEqual(9);
    expect(late.length).toBeLessThanOrEqual(13);
  });

  it('holds no refresh up where calls are counted', async () => {
    const { id, vendor } = await world.addAccount({ ...SOON, ...FETCHED_ALONE });
    await worker.plan();
    vendor.put('A-1', at(0));
    await runFor(HOUR);
    await worker.takeChanges();
    world.clock.pass(30 * MINUTE);
    await worker.plan();
    const plain = { accountId: id, state: 'open', stream: 'all', limit: 10 } as const;
    for (const { id: windowId } of await world.windows.list(plain))
      await world.database.prisma.window.update({ where: { id: windowId }, data: { state: 'closed' } });
    expect(await world.windows.list({ ...plain, stream: 'all~30m' })).not.toEqual([]);
    await worker.refresh();
    expect(vendor.fetched).toHaveLength(1);
  });

  it('does not look behind the beginning of the stream, however late it is added', async () => {
    const { id, vendor } = await world.addAccount();
    vendor.put('too-old', at(-30 * MINUTE));
    await worker.plan();
    await runFor(DAY, HOUR);
    const rereading = new ToyVendor(world.clock, { ...TOY_LIMITS, rereadAfterMs: [HOUR, 3 * DAY] });
    const [active] = world.accounts.all();
    world.accounts.set({ ...active!, connector: rereading.connector });
    await worker.plan();
    const covered = await world.coverage.list({ accountId: id, limit: 10 });
    expect(covered.map(({ stream, startsAt }) => [stream, startsAt])).toEqual([
      ['all', at(-lagMs - overlapMs)],
      ['all~1h', at(DAY - HOUR - lagMs - overlapMs)],
      ['all~3d', at(-lagMs - overlapMs)],
    ]);
    await runFor(4 * DAY, HOUR);
    expect(Object.keys(await world.entriesOf(id))).toEqual([]);
  });

  it('waits for all that was not read yet, and goes before backfills', async () => {
    const { id, vendor } = await world.addAccount(SOON);
    await worker.plan();
    await runFor(2 * HOUR);
    world.clock.pass(5 * HOUR);
    await worker.plan();
    await worker.backfills.start({ accountId: id, from: at(-DAY), to: at(-20 * HOUR) });
    world.events.length = 0;
    const slow = world.worker('slow', { quota: new SlowQuota(world.clock, 1) });
    for (;;) {
      const before = vendor.asked.length;
      await slow.read();
      world.clock.pass(1);
      if (vendor.asked.length === before) break;
    }
    const closed = world.events.filter(({ event, outcome }) => event === 'window' && outcome === 'closed');
    const kinds = closed.map(({ stream, backfillId }) =>
      backfillId === undefined ? String(stream) : 'backfill',
    );
    const turns = kinds.filter((kind, n) => kind !== kinds[n - 1]);
    expect(turns.filter((kind) => !kind.startsWith('all~'))).toEqual(['all', 'backfill']);
    expect(turns).toEqual(expect.arrayContaining(['all~30m', 'all~6h']));
  });
});
