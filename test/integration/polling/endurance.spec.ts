import type { Sql } from '#database/sql.js';
import type { Recording } from '#ledger/recording.js';
import { COMMIT } from './breakable-database.js';
import { BusyVendor } from './busy-vendor.js';
import { eachInItsWorld, world } from './each-world.js';
import { at, DAY, HOUR, MINUTE, onceEach } from './polling-world.js';
import { TOY_LIMITS, type ToyVendor } from './toy-vendor.js';

const { intervalMs, largestWindowMs, lagMs } = TOY_LIMITS;

/** Of a busy vendor; `SUANPAN_BUSY_ORDERS=100000` for a long look. */
const ORDERS = Number(process.env['SUANPAN_BUSY_ORDERS'] ?? 20_000);
/** `SUANPAN_DEATHS=100` for a long look. */
const DEATHS = Number(process.env['SUANPAN_DEATHS'] ?? 30);

describe('in the long run', () => {
  eachInItsWorld();

  /** Calls of each day, as the vendor counts them. */
  function countedCalls(...vendors: ToyVendor[]): Map<number, number> {
    const days = new Map<number, number>();
    const count = (): void => {
      const day = Math.floor((world.clock.now().getTime() - at(0).getTime()) / DAY);
      days.set(day, (days.get(day) ?? 0) + 1);
    };
    for (const vendor of vendors) [vendor.onPage, vendor.onFetch] = [count, count];
    return days;
  }

  /** What the ledger would be told, without its work: whether it books once is tested elsewhere. */
  class SeenVersions {
    readonly seen = new Map<string, string>();

    recordOn = (_sql: Sql, recordings: readonly Recording[]): Promise<never[]> => {
      for (const { observation } of recordings)
        this.seen.set(observation.vendorNo, observation.fulfilment?.raw ?? '');
      return Promise.resolve([]);
    };
  }

  it('misses none of very many orders that change while they are read and show up to three minutes late', async () => {
    const limits = { lagMs: MINUTE, overlapMs: 5 * MINUTE };
    const busy = { orders: ORDERS, spanMs: 100 * MINUTE, lateMs: 3 * MINUTE, pageSize: ORDERS / 400 };
    const vendor = new BusyVendor(world.clock, { ...busy, changesPerPage: (ORDERS * 3) / 2_000, limits });
    const id = await world.addAccountOf(vendor);
    const ledger = new SeenVersions();
    const worker = world.worker('hub', { ledger });
    const cycle = async (): Promise<void> => {
      await worker.planAndRead();
      world.clock.pass(10 * MINUTE);
    };
    for (let cycles = 0; cycles < 11; cycles += 1) await cycle();
    vendor.isQuiet = true;
    for (let cycles = 0; cycles < 2; cycles += 1) await cycle();
    const missed = vendor.orders.filter(({ no, version }) => ledger.seen.get(no) !== String(version));
    expect(missed).toEqual([]);
    expect(vendor.changes).toBeGreaterThan(0.6 * ORDERS);
    expect(ledger.seen.size).toBe(ORDERS);
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });

  it('catches up with an outage of 72 hours inside the quota', async () => {
    const limits = { counted: true, callsADay: 700, largestWindowMs: 6 * HOUR, pageSize: 20 };
    const { id, vendor } = await world.addAccount(limits);
    const calls = countedCalls(vendor);
    const worker = world.worker('hub', { quota: world.realQuota() });
    await worker.planAndRead();
    const outage = 3 * DAY;
    for (let passed = 0; passed < outage; passed += 10 * MINUTE)
      vendor.put(`A-${String(passed)}`, at(passed));
    world.clock.pass(outage);
    let late = 0;
    let hours = 0;
    for (let behind = 1; behind > 0 && hours < 48; hours += intervalMs / HOUR) {
      await worker.planAndRead();
      const [stream] = await world.coverage.list({ accountId: id, limit: 1 });
      const rows = await world.windows.list({ accountId: id, state: 'closed', limit: 1 });
      behind = (stream?.openWindows ?? 1) + (stream?.failedWindows ?? 1);
      late = Math.max(late, world.clock.now().getTime() - lagMs - (rows[0]?.to.getTime() ?? 0));
      world.clock.pass(intervalMs);
    }
    expect(hours).toBeLessThan(24);
    expect(late).toBeLessThan(2 * intervalMs);
    expect(Math.max(...calls.values())).toBeLessThanOrEqual(700);
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(await world.faultsOf(id, 6 * HOUR)).toEqual([]);
  });

  it('never exceeds the vendor’s limit in a day, though four hubs want more of it', async () => {
    const limits = { counted: true, callsADay: 300, intervalMs: 58 * MINUTE, overlapMs: 2 * MINUTE };
    const { id, vendor } = await world.addAccount({ ...limits, streams: 'bound' });
    const stores = Array.from({ length: 14 }, (_, n) => `N${String(10 + n)}`);
    for (const store of stores) await world.bind(id, store);
    const calls = countedCalls(vendor);
    const hubs = ['one', 'two', 'three', 'four'].map((name) =>
      world.worker(name, { quota: world.realQuota() }),
    );
    for (let passed = 0; passed < 25 * HOUR; passed += 20 * MINUTE) {
      if (passed % HOUR === 0)
        for (const store of stores) vendor.put(`${store}-${String(passed)}`, at(passed));
      await Promise.all(hubs.map((hub) => hub.planAndRead()));
      await Promise.all(hubs.map((hub) => hub.takeChanges()));
      await Promise.all(hubs.map((hub) => hub.refresh()));
      world.clock.pass(20 * MINUTE);
    }
    // 14 stores need 348, and the refreshing of hundreds of orders much more.
    expect(calls.get(0)).toBeLessThanOrEqual(300);
    expect(calls.get(0)).toBeGreaterThan(240);
    expect(calls.get(1)).toBeLessThanOrEqual(300);
    // Which stores go without is another one each time.
    const newest = await world.windows.list({ accountId: id, state: 'closed', limit: 200 });
    const read = stores.map((store) => newest.filter(({ stream }) => stream === store).length);
    expect(Math.min(...read)).toBeGreaterThan(5);
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });

  it(`survives ${String(DEATHS)} deaths between a page that is stored and its window that is closed`, async () => {
    const { id, vendor } = await world.addAccount();
    const survivor = world.worker('survivor');
    await survivor.plan();
    // Before the window's end is written, before it is committed, and between two pages.
    const deaths = [
      () => (name?: string) => name === 'polling_end_claim',
      () => {
        let isClosing = false;
        return (name?: string) => {
          isClosing ||= name === 'polling_end_claim';
          return isClosing && name === COMMIT;
        };
      },
      () => {
        let pages = 0;
        return (name?: string) => name === 'polling_keep_window' && (pages += 1) === 2;
      },
    ];
    for (let round = 0; round < DEATHS; round += 1) {
      for (let n = 0; n < 5; n += 1) vendor.put(`A-${String(1_000 + 5 * round + n)}`, world.clock.now());
      world.clock.pass(intervalMs);
      const dying = world.database.forOneThatDiesWhen(deaths[round % deaths.length]!());
      await world
        .worker(`dying-${String(round)}`, { database: dying })
        .planAndRead()
        .catch(() => undefined);
      expect(dying.isGone).toBe(true);
      expect(Object.keys(await world.entriesOf(id)).length).toBeGreaterThan(5 * round);
      expect(await world.coverage.list({ accountId: id, limit: 1 })).toMatchObject([{ openWindows: 1 }]);
      world.clock.pass(MINUTE + 1_000);
      await survivor.planAndRead();
      expect(await world.coverage.list({ accountId: id, limit: 1 })).toMatchObject([{ openWindows: 0 }]);
    }
    expect(await world.entriesOf(id)).toEqual(onceEach(vendor.numbers));
    expect(await world.faultsOf(id, largestWindowMs)).toEqual([]);
  });
});
