import type { OrderObservation } from '#domain/order-observation.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { recordingAccount } from '#ledger/recording.js';
import { aRecording, anObservation } from '../../factories/observations.js';
import { toyDocuments } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, SlowQuota } from './polling-world.js';
import type { ToyLimits } from './toy-vendor.js';

/** A till: a day at most in a listing, one every half hour. */
const TILL = {
  ...{ largestWindowMs: DAY, intervalMs: 30 * MINUTE, lagMs: MINUTE, overlapMs: 10 * MINUTE },
  pageSize: 10,
} satisfies Partial<ToyLimits>;

describe('legs that listings show', () => {
  eachInItsWorld();

  async function aTill(limits: Partial<ToyLimits> = {}) {
    const till = await world.addAccount({ ...TILL, ...limits });
    await round();
    till.vendor.asked.length = 0;
    return till;
  }

  /** All that a hub does of polling at one time. */
  async function round(): Promise<void> {
    await worker.plan();
    await worker.read();
    await worker.takeChanges();
    await worker.look();
    await worker.refresh();
    await worker.takeChanges();
  }

  /** @param every what passes between two rounds */
  async function pass(ms: number, every = 30 * MINUTE): Promise<void> {
    for (let passed = 0; passed < ms; passed += every) {
      world.clock.pass(every);
      await round();
    }
  }

  const spans = (asked: readonly { window: { from: Date; to: Date } }[]) =>
    asked.map(({ window: { from, to } }) =>
      [from, to].map((time) => (time.getTime() - at(0).getTime()) / MINUTE),
    );

  const rowsOf = (accountId: string) =>
    world.database.prisma.refresh.findMany({ where: { accountId }, orderBy: { legId: 'asc' } });

  async function stateOf(accountId: string, vendorNo: string): Promise<string | undefined> {
    const [leg] = await world.database.prisma.leg.findMany({ where: { accountId, vendorNo } });
    const state = leg?.state as { fulfilment?: { value: { state: string } } } | undefined;
    return state?.fulfilment?.value.state;
  }

  it('are seen again by each listing, which begins where the oldest open one was placed', async () => {
    const { id, vendor } = await aTill();
    vendor.put('A-1', at(5 * MINUTE));
    vendor.put('A-2', at(15 * MINUTE));
    await pass(90 * MINUTE);
    expect(spans(vendor.asked)).toEqual([
      [-11, 29],
      [5, 59],
      [5, 89],
    ]);
    vendor.put('A-1', at(5 * MINUTE), { fulfilment: 'cancelled' });
    await pass(30 * MINUTE);
    expect(await stateOf(id, 'A-1')).toBe('cancelled');
    await pass(30 * MINUTE);
    expect(spans(vendor.asked).slice(3)).toEqual([
      [5, 119],
      [15, 149],
    ]);
    expect(vendor.fetched).toEqual([]);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
    expect((await world.windowsOf(id)).map(({ orders }) => orders)).toEqual([2]);
  });

  it('cost one call a listing for a day, whatever their number, as long as a page holds them', async () => {
    const { vendor } = await aTill({ pageSize: 100 });
    for (let n = 0; n < 60; n += 1) vendor.put(`A-${String(n)}`, at(n * 10 * MINUTE));
    await pass(DAY);
    expect(vendor.asked).toHaveLength(48);
    expect(vendor.fetched).toEqual([]);
  });

  it('are not reached back to where one page does not hold that, and one call is all that it costs', async () => {
    const { id, vendor } = await aTill();
    for (let n = 0; n < 40; n += 1) vendor.put(`A-${String(n)}`, at(n * 10 * MINUTE));
    await pass(8 * HOUR);
    const { length: listings } = vendor.asked;
    expect(listings).toBeLessThanOrEqual(16 + 1 + 2);
    const back = spans(vendor.asked).map(([from = 0, to = 0]) => to - from);
    expect(Math.max(...back.slice(8, 12))).toBeLessThan(100);
    expect(Object.keys(await world.entriesOf(id))).toHaveLength(40);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
    expect((await world.coverage.list({ accountId: id, limit: 1 }))[0]).toMatchObject({ openWindows: 0 });
  });

  it('are looked for every four hours where no listing reaches, by the pages that may be spent', async () => {
    const { id, vendor } = await aTill({ counted: true, callsADay: 300 });
    for (let n = 0; n < 40; n += 1) vendor.put(`A-${String(n)}`, at(n * 10 * MINUTE));
    await pass(8 * HOUR);
    const first = vendor.numbers.slice(0, 5);
    for (const no of first)
      vendor.put(no, at(Number(no.slice(2)) * 10 * MINUTE), { fulfilment: 'completed' });
    const calls = vendor.asked.length;
    await pass(DAY);
    for (const no of first) expect(await stateOf(id, no)).toBe('completed');
    expect(vendor.asked.length - calls).toBeLessThanOrEqual(48 + 6 * 4 + 1);
    expect(vendor.fetched).toEqual([]);
    expect(world.events.some(({ event, outcome }) => event === 'look' && outcome === 'whole')).toBe(true);
  });

  it('that only a receipt tells of wait for the next listing', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-3 * MINUTE));
    vendor.put('T-1', at(-3 * MINUTE));
    await worker.takeChanges();
    await worker.refresh();
    expect(vendor.fetched).toEqual([]);
    await pass(30 * MINUTE);
    expect(await stateOf(id, 'T-1')).toBe('created');
    expect(vendor.fetched).toEqual([]);
    expect(vendor.asked).toHaveLength(1);
  });

  it('that were sent with an older time are looked for where that is', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-5 * DAY));
    for (const no of ['T-1', 'OLD']) vendor.put(no, at(-5 * DAY));
    await worker.takeChanges();
    await pass(4 * HOUR);
    expect(await stateOf(id, 'T-1')).toBe('created');
    expect(vendor.fetched).toEqual([]);
    const legs = await world.database.prisma.leg.findMany({ where: { accountId: id } });
    const openedBy = Object.fromEntries(legs.map((leg) => [leg.vendorNo, leg.openedBy]));
    expect(openedBy).toEqual({ 'T-1': 'live', OLD: 'backfill' });
  });

  it('that a listing does not show are fetched once, and then once a day until one does', async () => {
    const { id, vendor } = await aTill();
    vendor.put('A-1', at(5 * MINUTE));
    await pass(30 * MINUTE);
    vendor.hide('A-1');
    await pass(30 * MINUTE);
    expect(vendor.fetched).toEqual([{ vendorNo: 'A-1', params: { kind: 'web' } }]);
    await pass(12 * HOUR);
    expect(vendor.fetched).toHaveLength(1);
    vendor.put('A-1', at(5 * MINUTE), { hidden: true, fulfilment: 'completed' });
    await pass(13 * HOUR);
    expect(vendor.fetched).toHaveLength(2);
    expect(await stateOf(id, 'A-1')).toBe('completed');
    expect(await rowsOf(id)).toEqual([]);
  });

  it('are listed again as before once a listing shows them again', async () => {
    const { id, vendor } = await aTill();
    const order = vendor.put('A-1', at(5 * MINUTE));
    await pass(30 * MINUTE);
    vendor.hide('A-1');
    await pass(30 * MINUTE);
    expect(vendor.fetched).toHaveLength(1);
    order.hidden = false;
    vendor.put('A-1', at(5 * MINUTE));
    vendor.put('A-0', at(4 * MINUTE));
    await world.bind(id, 'x');
    await record(id, {
      vendorNo: 'A-0',
      placement: { ...anObservation().placement!, placedAt: at(4 * MINUTE) },
    });
    await pass(30 * MINUTE);
    expect((await rowsOf(id)).map(({ dueAt }) => dueAt)).toEqual([null, null]);
  });

  it('are not waited for by a fetch while a listing fails, and show why a look for them failed', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-5 * DAY));
    await worker.takeChanges();
    vendor.onPage = () => {
      throw new ConnectorError('unavailable', 'away');
    };
    await pass(9 * HOUR);
    expect(vendor.fetched).toEqual([]);
    expect(await rowsOf(id)).toMatchObject([{ dueAt: null, failures: 2, errorCode: 'unavailable' }]);
    const [coverage] = await world.coverage.list({ accountId: id, limit: 1 });
    expect(coverage?.soughtLegs).toEqual({ waiting: 1, since: at(4 * HOUR) });
  });

  it('may lie in stretches that a vendor refuses as too long, then less is listed at once', async () => {
    const { id, vendor } = await aTill({ acceptedMs: 2 * HOUR });
    for (let n = 0; n < 3; n += 1) vendor.put(`A-${String(n)}`, at(n * 60 * MINUTE));
    await pass(8 * HOUR);
    expect(vendor.asked.length).toBeLessThanOrEqual(16 + 2 + 4);
    expect(await world.faultsOf(id, DAY)).toEqual([]);
    expect((await world.windowsOf(id)).every(({ state }) => state === 'closed')).toBe(true);
  });

  it('are listed with no further call beside a row that cannot be read and is older than the window', async () => {
    const { id, vendor } = await aTill();
    vendor.put('A-1', at(5 * MINUTE));
    vendor.put('A-2', at(6 * MINUTE));
    await pass(30 * MINUTE);
    vendor.put('A-2', at(6 * MINUTE), { broken: true });
    await pass(2 * HOUR);
    expect((await world.windowsOf(id)).map(({ state }) => state)).toEqual(['closed']);
    expect(vendor.asked).toHaveLength(1 + 4);
  });

  it('are not reached back to over a row without a number, which would be noted by each window anew', async () => {
    const { id, vendor } = await aTill();
    vendor.put('A-1', at(5 * MINUTE));
    vendor.put('A-2', at(6 * MINUTE));
    await pass(30 * MINUTE);
    vendor.put('A-2', at(6 * MINUTE), { broken: true, nameless: true });
    await pass(2 * HOUR);
    expect((await world.windowsOf(id)).map(({ state, unread }) => [state, unread])).toEqual([['closed', 0]]);
    expect(vendor.asked).toHaveLength(1 + 4 + 1);
  });

  it('are put off where no call is granted, until one is', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-5 * DAY));
    vendor.put('T-1', at(-5 * DAY));
    await worker.takeChanges();
    world.clock.pass(4 * HOUR);
    const slow = new SlowQuota(world.clock, 2 * MINUTE);
    await slow.reserve();
    const hub = world.worker('slow', { quota: slow });
    await hub.look();
    expect(vendor.asked).toEqual([]);
    world.clock.pass(2 * MINUTE);
    await hub.look();
    expect(vendor.asked).toHaveLength(1);
    expect(await stateOf(id, 'T-1')).toBe('created');
  });

  it('are looked for as soon as calls are sent again, where the hub itself sent none', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-5 * DAY));
    vendor.put('T-1', at(-5 * DAY));
    await worker.takeChanges();
    world.clock.pass(4 * HOUR);
    vendor.onPage = () => {
      throw new ConnectorError('unavailable', 'resting', { notSent: 'paused', retryAfterMs: 20_000 });
    };
    await worker.look();
    expect(await rowsOf(id)).toMatchObject([{ failures: 0, errorCode: null }]);
    vendor.onPage = () => undefined;
    world.clock.pass(MINUTE);
    await worker.look();
    expect(await stateOf(id, 'T-1')).toBe('created');
  });

  it('are not looked for on and on in a list that gives the same page for every place in it', async () => {
    const { id, vendor } = await aTill({ stuck: true, pageSize: 1 });
    await receipt(id, 'T-1', at(-5 * DAY));
    for (const no of ['A-1', 'T-1']) vendor.put(no, at(-5 * DAY));
    await worker.takeChanges();
    world.clock.pass(4 * HOUR);
    await worker.look();
    expect(vendor.asked).toHaveLength(3);
    expect(await rowsOf(id)).toMatchObject([{ failures: 1, errorCode: 'invalid_response' }]);
    expect(vendor.fetched).toEqual([]);
  });

  it('are looked for by one hub of many', async () => {
    const { id, vendor } = await aTill();
    await receipt(id, 'T-1', at(-5 * DAY));
    await worker.takeChanges();
    world.clock.pass(4 * HOUR);
    await Promise.all(['one', 'two', 'three'].map((name) => world.worker(name).look()));
    expect(vendor.asked).toHaveLength(1);
  });

  /** What another account's order was placed as at the till. */
  async function receipt(tillId: string, vendorNo: string, placedAt: Date): Promise<void> {
    const shop = await world.addAccountOf({ connector: toyDocuments });
    const [till] = world.accounts.all().filter(({ account }) => account.id === tillId);
    const ledger = world.ledgerOn(world.database);
    const placement = { ...anObservation().placement!, placedAt };
    const ordered = aRecording(shop, { vendorNo: 'S-1', asOf: world.clock.now(), placement });
    const [recorded] = await ledger.record([ordered]);
    await world.database.transaction((sql) =>
      ledger.linkReceipts(sql, [{ account: recordingAccount(till!), vendorNo, legId: recorded!.legId }]),
    );
  }

  async function record(accountId: string, change: Partial<OrderObservation>): Promise<void> {
    const [active] = world.accounts.all().filter(({ account }) => account.id === accountId);
    const observation = anObservation({ asOf: world.clock.now(), ...change });
    const evidence = { body: Buffer.from('{}') };
    await world
      .ledgerOn(world.database)
      .record([{ account: recordingAccount(active!), observation, evidence }]);
    await worker.takeChanges();
  }
});
