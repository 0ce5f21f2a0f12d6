import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { FetchDrain } from '#intake/fetch-drain.js';
import { IntakeService } from '#intake/intake.service.js';
import { Instance } from '#jobs/instance.js';
import { toyAccount, toyHints } from '../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from './each-world.js';
import { DAY, HOUR, MINUTE, onceEach, type SlowQuota, T0 } from './polling-world.js';
import type { ToyVendor } from './toy-vendor.js';

const SECOND = 1_000;
const LISTED = { largestWindowMs: DAY, intervalMs: 30 * MINUTE, overlapMs: 10 * MINUTE, lagMs: MINUTE };
const silent = () => undefined;

describe('a push of a source that can be listed', () => {
  eachInItsWorld();

  let active: ActiveAccount;
  let scarce: boolean;
  let vendor: ToyVendor;
  let drains: FetchDrain;

  /** The inbox goes by the database's own clock: no lease and no pause of ours may end before it. */
  async function begin(): Promise<void> {
    scarce = true;
    world.clock.pass(Math.ceil(Date.now() / SECOND) * SECOND - T0.getTime());
    await world.database.rows({ text: 'SELECT ensure_partitions(clock_timestamp()::date, 2)' });
    const made = await world.addAccount({ ...LISTED, pageSize: 200, pagesShift: false });
    vendor = made.vendor;
    const { webhook } = toyHints(() => Promise.reject(new Error('not asked')));
    active = toyAccount(made.id, { ...vendor.connector, ...(webhook === undefined ? {} : { webhook }) });
    world.accounts.set(active);
    await worker.plan();
    world.clock.pass(30 * MINUTE);
    await worker.planAndRead();
    vendor.asked.length = 0;
    const { database, clock } = world;
    const calls = { scarceIds: () => Promise.resolve(new Set(scarce ? [made.id] : [])) };
    const accounts = { byId: (id: string) => world.accounts.byId(id), pausedIds: () => [] };
    const ledger = world.ledgerOn(database);
    const parts = { database, clock, accounts, ledger, log: silent, random: () => 0.5, calls };
    drains = new FetchDrain({ ...parts, instance: new Instance('hub') }, [vendor.connector.id]);
  }

  async function push(vendorNo: string): Promise<void> {
    const intake = new IntakeService(world.database, databaseClock(), new Instance('api'), silent);
    const rawBody = Buffer.from(
      JSON.stringify({ orders: [vendorNo], key: `${vendorNo} ${String(Math.random())}` }),
    );
    await intake.acknowledge(active, { rawBody, headers: { signed: 'yes' }, receivedAt: world.clock.now() });
    await makeDue('listing IS NULL');
  }

  /** A column of milliseconds rounds: half of the instants would lie just ahead. */
  const makeDue = (which: string) =>
    world.database.rows({
      text: `UPDATE deliveries SET due_at = date_trunc('milliseconds', clock_timestamp()) WHERE account_id = $1 AND ${which}`,
      values: [active.account.id],
    });

  const databaseClock = () => ({ now: () => world.clock.now(), settle: () => Promise.resolve() });

  const drain = () => drains.drain(new AbortController().signal);

  /** As the hub's ticks do it, more often than they are needed. */
  async function goOn(ms: number, everyMs = 20 * SECOND): Promise<void> {
    for (let passed = 0; passed < ms; passed += everyMs) {
      world.clock.pass(everyMs);
      await worker.planAndRead();
      await drain();
    }
  }

  const deliveries = () =>
    new DeliveryQuery(world.database).list({ accountId: active.account.id, limit: 200 });
  const outcomes = async () => [...new Set((await deliveries()).map(({ state }) => state))];

  it('only makes the next listing due, and is done with what that shows', async () => {
    await begin();
    world.clock.pass(MINUTE);
    vendor.put('A-1', world.clock.now());
    await push('A-1');
    await drain();
    expect(await deliveries()).toMatchObject([{ state: 'pending', awaitsListing: true, attempts: 0 }]);
    await goOn(3 * MINUTE);
    expect(vendor.asked).toEqual([]);
    await goOn(3 * MINUTE);
    expect(await deliveries()).toMatchObject([{ state: 'done', awaitsListing: false }]);
    expect([vendor.asked.length, vendor.fetched.length]).toEqual([1, 0]);
    expect(await world.entriesOf(active.account.id)).toEqual(onceEach(['A-1']));
    await goOn(20 * MINUTE);
    expect(vendor.asked).toHaveLength(1);
  });

  it('is fetched by itself where calls are plenty', async () => {
    await begin();
    scarce = false;
    vendor.put('A-1', world.clock.now());
    await push('A-1');
    await drain();
    expect(vendor.fetched).toHaveLength(1);
    expect(await outcomes()).toEqual(['done']);
  });

  it('asks more seldom where the calls that are free would not last, and never later than without it', async () => {
    await begin();
    const quota = world.quota as SlowQuota;
    quota.freeEveryMs = 12 * MINUTE;
    for (let n = 0; n < 24; n += 1) {
      vendor.put(`A-${String(n)}`, world.clock.now());
      await push(`A-${String(n)}`);
      await goOn(MINUTE);
    }
    expect(vendor.asked).toHaveLength(2);
    quota.freeEveryMs = Infinity;
    vendor.put('B-1', world.clock.now());
    await push('B-1');
    await goOn(29 * MINUTE);
    expect(vendor.asked).toHaveLength(2);
    await goOn(4 * MINUTE);
    expect(vendor.asked).toHaveLength(3);
    expect(await outcomes()).toEqual(['done']);
  });

  it('asks together with others for one listing in five minutes', async () => {
    await begin();
    for (let n = 0; n < 90; n += 1) {
      vendor.put(`A-${String(n)}`, world.clock.now());
      await push(`A-${String(n)}`);
      await goOn(20 * SECOND);
    }
    await goOn(8 * MINUTE);
    expect(vendor.asked.length).toBeGreaterThan(4);
    expect(vendor.asked.length).toBeLessThanOrEqual(8);
    expect(vendor.fetched).toEqual([]);
    expect(await outcomes()).toEqual(['done']);
    expect(await world.entriesOf(active.account.id)).toEqual(onceEach(vendor.numbers));
    expect(await world.faultsOf(active.account.id, DAY)).toEqual([]);
  });

  it('is fetched once where the listing does not show its order', async () => {
    await begin();
    vendor.put('old', new Date(world.clock.now().getTime() - 5 * HOUR));
    await push('old');
    await goOn(10 * MINUTE);
    expect([vendor.asked.length, vendor.fetched.length]).toEqual([1, 1]);
    expect(await outcomes()).toEqual(['done']);
  });

  it('is asked for twice in half an hour where there is no such order, and then failed', async () => {
    await begin();
    await push('nobody’s');
    await goOn(10 * MINUTE);
    expect(vendor.fetched).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'pending', errorCode: 'not_found' }]);
    await goOn(22 * MINUTE, MINUTE);
    expect(vendor.fetched).toHaveLength(1);
    await makeDue('true');
    await drain();
    expect(vendor.fetched).toHaveLength(2);
    expect(await outcomes()).toEqual(['failed']);
  });

  it('is fetched where its listing cannot be read for a reason of its own, and waits with it for a vendor that is away', async () => {
    await begin();
    vendor.onPage = () => {
      throw new ConnectorError('unavailable', 'gone');
    };
    await push('A-1');
    await goOn(20 * MINUTE, MINUTE);
    expect(vendor.fetched).toEqual([]);
    vendor.onPage = () => {
      throw new ConnectorError('invalid_response', 'a page of HTML');
    };
    vendor.put('A-1', new Date(world.clock.now().getTime() - 5 * HOUR));
    await goOn(5 * MINUTE);
    expect(vendor.fetched).toHaveLength(1);
    expect(await outcomes()).toEqual(['done']);
  });

  it('that came while nobody listed waits for the window of its own time', async () => {
    await begin();
    vendor.put('A-1', world.clock.now());
    await push('A-1');
    await drain();
    world.clock.pass(3 * HOUR);
    await worker.plan();
    const [newest] = (await world.windowsOf(active.account.id)).slice(-1);
    vendor.onPage = ({ window }) => {
      if (window.from < newest!.from) throw new ConnectorError('unavailable', 'gone');
    };
    await worker.read();
    await drain();
    expect(vendor.fetched).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'pending', awaitsListing: true }]);
    vendor.onPage = () => undefined;
    await goOn(3 * MINUTE, MINUTE);
    expect([await outcomes(), vendor.fetched.length]).toEqual([['done'], 0]);
  });
});
