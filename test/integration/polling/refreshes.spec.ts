import { countFailedFetches } from '#accounts/accounts/known-fetches.store.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { recordingAccount } from '#ledger/recording.js';
import { aRecording, anObservation } from '../../factories/observations.js';
import { toyDocuments } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, SlowQuota } from './polling-world.js';
import { FETCHED_ALONE, type ToyLimits } from './toy-vendor.js';

describe('refreshing legs by fetching them', () => {
  let told = 0;
  eachInItsWorld();
  beforeEach(() => {
    told = 0;
  });

  const fulfilment = (state: 'created' | 'completed' | 'cancelled' | 'unknown') =>
    ({ fulfilment: { state, raw: state, completedAt: null } }) as const;

  /** What a push or a page brought, and what follows from it. */
  async function record(accountId: string, change: Partial<OrderObservation>): Promise<void> {
    const [active] = world.accounts.all().filter(({ account }) => account.id === accountId);
    // Later than whatever was told before: of one instant the greater statement would win.
    const asOf = new Date(world.clock.now().getTime() + (told += 1));
    const observation = anObservation({ asOf, ...change });
    const evidence = { body: Buffer.from('{}') };
    const recording = { account: recordingAccount(active!), observation, evidence };
    await world.ledgerOn(world.database).record([recording]);
    await worker.takeChanges();
  }

  async function anOrder(no = 'A-1', limits: Partial<ToyLimits> = {}) {
    const made = await world.addAccount({ ...FETCHED_ALONE, ...limits });
    const order = made.vendor.put(no, world.clock.now());
    await record(made.id, { vendorNo: no, ...fulfilment('created') });
    return { ...made, order };
  }

  const rowsOf = (accountId: string) =>
    world.database.prisma.refresh.findMany({ where: { accountId }, orderBy: { dueAt: 'asc' } });
  const dueOf = async (accountId: string) => (await rowsOf(accountId)).map(({ dueAt }) => dueAt!);

  it('fetches at each step of the schedule, by what the vendor said of the order’s origin', async () => {
    const { id, vendor } = await anOrder();
    await record(id, {
      vendorNo: 'A-1',
      placement: { ...anObservation().placement!, origin: { bizType: '9' } },
    });
    const steps: number[] = [];
    for (let minute = 0; minute <= 180; minute += 1) {
      const before = vendor.fetched.length;
      await worker.refresh();
      if (vendor.fetched.length > before) steps.push(minute);
      world.clock.pass(MINUTE);
    }
    expect(steps).toEqual([1, 5, 15, 60, 120, 180]);
    expect(vendor.fetched[0]).toEqual({ vendorNo: 'A-1', params: { bizType: '9' } });
    const [line] = world.events.filter(({ event }) => event === 'refresh');
    expect(line).toMatchObject({ outcome: 'found', accountId: id, vendorNo: 'A-1' });
  });

  it('records what changed, and ends with an end state', async () => {
    const { id, order } = await anOrder();
    order.fulfilment = 'completed';
    world.clock.pass(MINUTE);
    await worker.refresh();
    const [leg] = await world.database.prisma.leg.findMany({ where: { accountId: id } });
    expect(JSON.stringify(leg?.state)).toContain('"completed"');
    await worker.takeChanges();
    expect(await rowsOf(id)).toEqual([]);
  });

  it('moves what the leg is confirmed at, and sets the next step itself, when nothing changed', async () => {
    const { id } = await anOrder();
    world.clock.pass(MINUTE);
    await worker.refresh();
    const entries = await world.entriesOf(id);
    const [leg] = await world.database.prisma.leg.findMany({ where: { accountId: id } });
    expect(leg?.confirmedAt).toEqual(at(MINUTE));
    world.clock.pass(4 * MINUTE);
    await worker.refresh();
    expect(await world.entriesOf(id)).toEqual(entries);
    expect(await dueOf(id)).toEqual([at(15 * MINUTE)]);
  });

  it.each(['completed', 'cancelled'] as const)('ends when a push says %s', async (state) => {
    const { id } = await anOrder();
    await record(id, { vendorNo: 'A-1', ...fulfilment(state) });
    expect(await rowsOf(id)).toEqual([]);
  });

  it('goes on while a state is unknown, and after the money went back: a cancel may follow', async () => {
    const { id } = await anOrder();
    await record(id, { vendorNo: 'A-1', ...fulfilment('unknown') });
    expect(await rowsOf(id)).toHaveLength(1);
    await record(id, {
      vendorNo: 'A-1',
      ...fulfilment('unknown'),
      payment: { state: 'refunded', raw: '9', paidAt: null, method: null },
    });
    expect(await rowsOf(id)).toHaveLength(1);
    await record(id, { vendorNo: 'A-1', ...fulfilment('cancelled') });
    expect(await rowsOf(id)).toEqual([]);
  });

  it('comes a step later when a push has told the same meanwhile', async () => {
    const { id } = await anOrder();
    world.clock.pass(2 * MINUTE);
    await record(id, { vendorNo: 'A-1', ...fulfilment('unknown') });
    expect(await dueOf(id)).toEqual([at(5 * MINUTE)]);
  });

  it('ends after thirty days', async () => {
    const { id, vendor } = await anOrder();
    world.clock.pass(30 * DAY);
    await worker.refresh();
    expect(vendor.fetched).toHaveLength(1);
    expect(await rowsOf(id)).toEqual([]);
  });

  it('fetches at once what only a receipt has told of', async () => {
    const { id, vendor } = await world.addAccount(FETCHED_ALONE);
    const shop = await world.addAccountOf({ connector: toyDocuments });
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    const ledger = world.ledgerOn(world.database);
    const [recorded] = await ledger.record([aRecording(shop, { vendorNo: 'S-1', asOf: world.clock.now() })]);
    vendor.put('T-1', world.clock.now());
    await world.database.transaction((sql) =>
      ledger.linkReceipts(sql, [
        { account: recordingAccount(active!), vendorNo: 'T-1', legId: recorded!.legId },
      ]),
    );
    await worker.takeChanges();
    await worker.refresh();
    expect(vendor.fetched).toEqual([{ vendorNo: 'T-1' }]);
    expect(await dueOf(id)).toEqual([at(MINUTE)]);
    expect(await rowsOf(shop)).toEqual([]);
  });

  it('keeps and shows what is not found, and asks again at the next step', async () => {
    const { id, vendor } = await anOrder();
    vendor.remove('A-1');
    world.clock.pass(MINUTE);
    await worker.refresh();
    const [row] = await rowsOf(id);
    expect(row).toMatchObject({ errorCode: 'not_found', errorMessage: 'no such order', failures: 1 });
    expect(row?.dueAt).toEqual(at(5 * MINUTE));
    vendor.put('A-1', at(0));
    world.clock.pass(4 * MINUTE);
    await worker.refresh();
    expect(await rowsOf(id)).toMatchObject([{ errorCode: null, errorMessage: null, failures: 0 }]);
  });

  it('counts that the vendor does not know an order, or that nobody can read it; nothing else', async () => {
    const { id, vendor } = await anOrder();
    const failed = async () => {
      const counts = await countFailedFetches(world.database, [{ accountId: id, since: at(0) }]);
      return counts.get(id) ?? 0;
    };
    const failing = async (code: 'invalid_response' | 'unavailable') => {
      vendor.onFetch = () => {
        throw new ConnectorError(code, 'nonsense');
      };
      world.clock.pass(HOUR);
      await worker.refresh();
      return failed();
    };
    world.clock.pass(MINUTE);
    await worker.refresh();
    expect(await failed()).toBe(0);
    expect(await failing('unavailable')).toBe(0);
    expect(await failing('invalid_response')).toBe(1);
    vendor.onFetch = () => undefined;
    vendor.remove('A-1');
    world.clock.pass(HOUR);
    await worker.refresh();
    expect(await failed()).toBe(2);
  });

  it('is not brought forward by other news of the order after a failure', async () => {
    const { id, vendor } = await anOrder();
    vendor.onFetch = () => {
      throw new ConnectorError('quota_exhausted', 'enough', { retryAfterMs: HOUR });
    };
    const quota = new SlowQuota(world.clock);
    world.clock.pass(MINUTE);
    await world.worker('hub', { quota }).refresh();
    expect(quota.saidEmpty).toEqual([id]);
    const [row] = await rowsOf(id);
    expect(row!.dueAt!.getTime()).toBeGreaterThanOrEqual(at(HOUR).getTime());
    await record(id, { vendorNo: 'A-1', ...fulfilment('unknown') });
    expect(await dueOf(id)).toEqual([row!.dueAt]);
  });

  it('lets a poisoned leg and a failing one stop only themselves', async () => {
    const { id, vendor } = await world.addAccount(FETCHED_ALONE);
    for (const no of ['A-1', 'A-2', 'A-3', 'A-4']) {
      vendor.put(no, at(0), { poison: no === 'A-2' });
      await record(id, { vendorNo: no, ...fulfilment('created') });
    }
    vendor.onFetch = ({ vendorNo }) => {
      if (vendorNo === 'A-3') throw new ConnectorError('invalid_response', 'what is this');
    };
    world.clock.pass(MINUTE);
    await worker.refresh();
    const rows = await rowsOf(id);
    expect(rows.map(({ errorCode }) => errorCode).sort()).toEqual([
      'invalid_response',
      'invalid_response',
      null,
      null,
    ]);
    const messages = rows.flatMap(({ errorMessage }) => errorMessage ?? []).sort();
    expect(messages).toEqual([expect.stringContaining('none that can be kept'), 'what is this']);
    expect(rows.every(({ dueAt }) => dueAt! >= at(5 * MINUTE))).toBe(true);
  });

  it('sends nothing for a paused account, and nothing once no call is granted', async () => {
    const { id, vendor } = await anOrder('A-1', { counted: true });
    for (const no of ['A-2', 'A-3', 'A-4']) await record(id, { vendorNo: no, ...fulfilment('created') });
    world.pause(id, true);
    world.clock.pass(MINUTE);
    const slow = world.worker('hub', {
      quota: new SlowQuota(world.clock, MINUTE),
      settings: { refreshesPerAccount: 1 },
    });
    await slow.refresh();
    expect(vendor.fetched).toEqual([]);
    world.pause(id, false);
    for (let call = 1; call <= 4; call += 1) {
      await slow.refresh();
      expect(vendor.fetched).toHaveLength(call);
      world.clock.pass(MINUTE);
    }
    expect(new Set(vendor.fetched.map(({ vendorNo }) => vendorNo)).size).toBe(4);
  });

  it('lets an account’s fresh windows go first where calls are counted', async () => {
    const { vendor } = await anOrder('A-1', { counted: true });
    const slow = world.worker('hub', { quota: new SlowQuota(world.clock, MINUTE) });
    await slow.plan();
    world.clock.pass(5 * MINUTE);
    await slow.plan();
    await slow.refresh();
    expect(vendor.fetched).toEqual([]);
    await slow.read();
    expect(vendor.asked).toHaveLength(1);
    world.clock.pass(MINUTE);
    await slow.refresh();
    expect(vendor.fetched).toHaveLength(1);
  });

  it('shares the work among hubs, and takes over what a dead one had', async () => {
    const { id, vendor } = await world.addAccount(FETCHED_ALONE);
    for (let n = 0; n < 40; n += 1) vendor.put(`A-${String(n)}`, at(0));
    for (const no of vendor.numbers) await record(id, { vendorNo: no, ...fulfilment('created') });
    world.clock.pass(MINUTE);
    await Promise.all(['one', 'two', 'three'].map((name) => world.worker(name).refresh()));
    expect(vendor.fetched.map(({ vendorNo }) => vendorNo).sort()).toEqual(vendor.numbers.sort());
    const dying = world.database.forOneThatDiesAt(Infinity);
    world.clock.pass(4 * MINUTE);
    vendor.onFetch = () => void (dying.goneFrom = 0);
    await world
      .worker('dying', { database: dying })
      .refresh()
      .catch(() => undefined);
    vendor.onFetch = () => undefined;
    await worker.refresh();
    const left = (await rowsOf(id)).filter(({ dueAt }) => dueAt! < at(15 * MINUTE));
    expect(left.length).toBeGreaterThan(0);
    world.clock.pass(61_000);
    await worker.refresh();
    expect((await dueOf(id)).every((due) => due.getTime() === at(15 * MINUTE).getTime())).toBe(true);
  });

  it('takes in any number of changed orders, however many hubs do it at once', async () => {
    const { id } = await world.addAccount(FETCHED_ALONE);
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    const recordings = Array.from({ length: 700 }, (_, n) => ({
      account: recordingAccount(active!),
      observation: anObservation({ vendorNo: `A-${String(n)}`, asOf: at(0), ...fulfilment('created') }),
      evidence: { body: Buffer.from('{}') },
    }));
    await world.ledgerOn(world.database).record(recordings);
    await Promise.all(['one', 'two', 'three'].map((name) => world.worker(name).takeChanges()));
    expect(await rowsOf(id)).toHaveLength(700);
    expect(await world.database.prisma.orderChange.count()).toBe(0);
  });
});
