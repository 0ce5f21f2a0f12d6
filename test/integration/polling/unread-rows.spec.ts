import { ConnectorError, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { UnreadRowsService } from '#polling/plan/unread-rows.service.js';
import { PollingTroublesQuery } from '#polling/polling-troubles.query.js';
import { FAILED_UNREAD_ROWS } from '#polling/windows/failed-windows.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { spentUntil } from '../../support/shared-quotas.js';
import { at, DAY, HOUR, MINUTE, onceEach, SlowQuota } from './polling-world.js';
import { TOY_LIMITS, type ToyLimits } from './toy-vendor.js';

const { intervalMs } = TOY_LIMITS;

describe('a row that nobody can read', () => {
  eachInItsWorld();

  /** One window of so many orders. */
  async function oneWindow(orders: number, limits: Partial<ToyLimits> = {}) {
    const { id, vendor } = await world.addAccount(limits);
    await worker.plan();
    for (let n = 1; n <= orders; n += 1) vendor.put(`A-0${String(n)}`, at(0));
    world.clock.pass(intervalMs);
    await worker.plan();
    return { id, vendor, window: async () => (await world.windowsOf(id))[0] };
  }

  const troublesOf = (id: string) => new PollingTroublesQuery(world.database).ofAccounts([id]);

  it('holds the others of its window back no more, is shown, and is asked for by its number', async () => {
    const { id, vendor, window } = await oneWindow(2);
    vendor.put('A-99', at(0), { broken: true });
    await worker.read();
    expect(await window()).toMatchObject({
      ...{ state: 'closed', errorCode: null, orders: 3, unread: 1 },
      unreadRows: [{ vendorNo: 'A-99', message: 'state is no number', tries: 0 }],
    });
    expect(await world.entriesOf(id)).toEqual(onceEach(['A-01', 'A-02']));
    expect(await troublesOf(id)).toMatchObject([
      { what: 'windows', code: 'unread_rows', count: 1, message: expect.stringContaining('A-99') },
    ]);
    await worker.askUnread();
    expect(vendor.fetched).toEqual([{ vendorNo: 'A-99' }]);
    expect(await world.entriesOf(id)).toEqual(onceEach(['A-01', 'A-02', 'A-99']));
    expect(await window()).toMatchObject({ unread: 0, unreadRows: [] });
    expect(await troublesOf(id)).toEqual([]);
  });

  it.each([
    ['the last page', 1],
    ['a page before the last', 5],
  ])('is one too that no database takes, of %s', async (_which, others) => {
    const { id, vendor, window } = await oneWindow(others);
    vendor.put('A-99', at(MINUTE), { poison: true });
    await worker.read();
    expect(await window()).toMatchObject({ state: 'closed', unreadRows: [{ vendorNo: 'A-99' }] });
    expect(Object.values(await world.entriesOf(id))).toHaveLength(others);
    expect(world.events).toContainEqual(expect.objectContaining({ event: 'row', vendorNo: 'A-99' }));
  });

  it('is asked for five times, then waits for a person, who ends it', async () => {
    const { id, vendor, window } = await oneWindow(1);
    vendor.put('A-99', at(0), { broken: true });
    vendor.onFetch = () => {
      throw new ConnectorError('invalid_response', 'state is no number');
    };
    await worker.read();
    for (let hours = 0; hours < 72; hours += 1) {
      await worker.askUnread();
      world.clock.pass(HOUR);
    }
    expect(vendor.fetched).toHaveLength(5);
    const row = (await window())!.unreadRows[0]!;
    expect(row).toMatchObject({ tries: 5, nextAttemptAt: null });
    const service = new UnreadRowsService(world.database);
    await service.dismiss(row.id);
    expect(await troublesOf(id)).toEqual([]);
    expect(await window()).toMatchObject({ unread: 0 });
    await expect(service.dismiss(row.id)).rejects.toThrow();
  });

  it('is no try while nothing was sent', async () => {
    const { vendor, window } = await oneWindow(1);
    vendor.put('A-99', at(0), { broken: true });
    vendor.onFetch = () => {
      throw new ConnectorError('unavailable', 'not called', { notSent: 'resting', retryAfterMs: 10_000 });
    };
    await worker.read();
    await worker.askUnread();
    expect((await window())!.unreadRows).toMatchObject([{ vendorNo: 'A-99', tries: 0 }]);
  });

  it('is no try either while no call is granted for it, and the log says that', async () => {
    const { vendor, window } = await oneWindow(1);
    vendor.put('A-99', at(0), { broken: true });
    await worker.read();
    await world.worker('other', { quota: spentUntil(at(DAY)) }).askUnread();
    expect(vendor.fetched).toEqual([]);
    expect((await window())!.unreadRows).toMatchObject([{ vendorNo: 'A-99', tries: 0 }]);
    const outcomes = world.events.filter(({ event }) => event === 'row').map(({ outcome }) => outcome);
    expect(outcomes).toContain('no_quota');
    expect(outcomes).not.toContain('read');
  });

  it('is no try while the vendor is away, and is asked for as soon as that is over', async () => {
    const { id, vendor, window } = await oneWindow(1);
    vendor.put('A-99', at(0), { broken: true });
    vendor.onFetch = () => {
      throw new ConnectorError('unavailable', 'nobody at home');
    };
    await worker.read();
    for (let hours = 0; hours < 72; hours += 1) {
      await worker.askUnread();
      world.clock.pass(HOUR);
    }
    expect(vendor.fetched).toHaveLength(72);
    await worker.askUnread();
    expect((await window())!.unreadRows).toMatchObject([{ vendorNo: 'A-99', tries: 0 }]);
    vendor.onFetch = () => undefined;
    const which = { accountIds: [id], codes: OUTAGE_CODES, now: world.clock.now() };
    expect(await makeDue(world.database, FAILED_UNREAD_ROWS, which)).toBe(true);
    world.clock.pass(MINUTE);
    await worker.askUnread();
    expect(await window()).toMatchObject({ unread: 0 });
  });

  it('rests with the others of its account, once one of them got no call', async () => {
    const { vendor } = await oneWindow(0, { pageSize: 100 });
    for (let n = 10; n < 50; n += 1) vendor.put(`A-${String(n)}`, at(0), { broken: true });
    await worker.read();
    const hub = world.worker('other', { quota: spentUntil(at(DAY)) });
    await hub.askUnread();
    await hub.askUnread();
    expect(world.events.filter(({ outcome }) => outcome === 'no_quota')).toHaveLength(8);
    world.clock.pass(MINUTE);
    await worker.askUnread();
    expect(vendor.fetched).toHaveLength(40);
  });

  it('tells whoever counts calls that the vendor has none left', async () => {
    const { id, vendor } = await oneWindow(1);
    const quota = new SlowQuota(world.clock);
    vendor.put('A-99', at(0), { broken: true });
    vendor.onFetch = () => {
      throw new ConnectorError('quota_exhausted', 'none is left');
    };
    await worker.read();
    await world.worker('other', { quota }).askUnread();
    expect(quota.saidEmpty).toEqual([id]);
  });

  it('is read once a later listing shows it, and its window says nothing of it any more', async () => {
    const { id, vendor, window } = await oneWindow(1);
    const broken = vendor.put('A-99', at(0), { broken: true });
    await worker.read();
    broken.broken = false;
    await worker.backfills.start({ accountId: id, from: at(-HOUR), to: at(MINUTE) });
    await worker.read();
    expect(await window()).toMatchObject({ unread: 0 });
    expect(await world.entriesOf(id)).toHaveProperty('A-99');
  });

  it('follows its window when that is joined with others', async () => {
    const { id, vendor } = await oneWindow(1, { largestWindowMs: DAY });
    vendor.put('A-99', at(0), { broken: true });
    await worker.read();
    for (let times = 0; times < 3; times += 1) {
      world.clock.pass(intervalMs);
      await worker.planAndRead();
    }
    expect(await world.windowsOf(id)).toMatchObject([{ state: 'closed', unread: 1 }]);
  });
});
