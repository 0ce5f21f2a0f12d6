import fc from 'fast-check';
import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { takeOfShare } from '#accounts/quota/call-counting.store.js';
import type { QuotaService } from '#accounts/quota/quota.service.js';
import { openQuota } from '#accounts/quota/quota.store.js';
import { storeReading } from '#accounts/quota/quota-reading.store.js';
import { callContext, withinCall } from '#connectors-core/call-context.js';
import { CALL_PURPOSES, type CallPurpose, GRANTED_PURPOSES } from '#connectors-core/call-purpose.js';
import type { Sql, Statement } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { CONFIG, forgetEverything, type Hub, openHub } from './accounts-fixture.js';
import { dailyQuota, till, tillAccount } from './toy-till.js';

const HOUR = 3_600_000;
const DAY = Date.UTC(2026, 10, 21);
const at = (hours: number): Date => new Date(DAY + hours * HOUR);
/** By then the vendor counts in the new day, too. */
const TURNED = new Date(at(24).getTime() + 120_000);

let now = at(0);
const clock: Clock = { now: () => now, latest: () => now };
let testDatabase: TestDatabase;
let hub: Hub;
let other: Hub;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  [hub, other] = [await openHub(testDatabase.url, { clock }), await openHub(testDatabase.url, { clock })];
});
afterAll(async () => {
  await Promise.all([hub.close(), other.close()]);
  await testDatabase.drop();
});
beforeEach(async () => {
  now = at(6);
  await forgetEverything(hub);
});

const limited = (dailyCalls: number, appId = 'app') => tillAccount({ appId, dailyCalls });
const unknown = (appId = 'app') => tillAccount({ appId });

const used = async (): Promise<number[]> =>
  (
    await hub.database.rows<{ used_calls: number }>({
      text: 'SELECT used_calls FROM call_quotas ORDER BY key, period_start',
    })
  ).map((row) => row.used_calls);

const usedFor = async (): Promise<Record<string, number>> => {
  const rows = await hub.database.rows<{ purpose: string; calls: number }>({
    text: 'SELECT purpose, calls FROM call_uses WHERE calls > 0 ORDER BY key, period_start, purpose',
  });
  return Object.fromEntries(rows.map(({ purpose, calls }) => [purpose, calls]));
};

const granted = async (quotas: QuotaService, active: ActiveAccount, purpose: CallPurpose, calls?: number) =>
  (await quotas.reserve(active, purpose, calls)).granted;

async function retryAt(active: ActiveAccount, purpose: CallPurpose, calls?: number): Promise<Date> {
  const reserved = await hub.quotas.reserve(active, purpose, calls);
  if (reserved.granted) throw new Error('it was granted');
  return reserved.retryAt;
}

/** Takes calls one by one, each as soon as it is granted, until an instant. @returns when they were granted */
async function takeUntil(active: ActiveAccount, purpose: CallPurpose, end: Date): Promise<Date[]> {
  const instants: Date[] = [];
  while (now < end) {
    const taken = await hub.quotas.reserve(active, purpose);
    if (taken.granted) instants.push(now);
    else now = taken.retryAt;
  }
  return instants;
}

describe('a quota', () => {
  it('is never exceeded, whoever asks at the same time', async () => {
    const active = limited(50);
    const asked = Array.from({ length: 200 }, (_, index) =>
      granted(index % 2 === 0 ? hub.quotas : other.quotas, active, 'place'),
    );
    const taken = await Promise.all(asked);
    expect(taken.filter(Boolean)).toHaveLength(50);
    expect(await used()).toEqual([50]);
  });

  it('keeps what is expected of writes from all others, whoever asks at the same time', async () => {
    const active = limited(50);
    now = at(1);
    await granted(hub.quotas, active, 'listing', 39);
    const asked = Array.from({ length: 60 }, (_, index) =>
      granted(index % 2 === 0 ? hub.quotas : other.quotas, active, index % 3 === 0 ? 'place' : 'backfill'),
    );
    const taken = await Promise.all(asked);
    expect(taken.filter((each, index) => each && index % 3 !== 0).length).toBeLessThanOrEqual(1);
    expect(taken.filter(Boolean)).toHaveLength(11);
  });

  it('never refuses what comes first where it grants what comes after', async () => {
    const wishes = fc.array(
      fc.record({ at: fc.nat(GRANTED_PURPOSES.length - 1), calls: fc.integer({ min: 1, max: 9 }) }),
    );
    const active = limited(40);
    /** Asked and given back: what would be granted now. */
    const grants = async (purpose: CallPurpose): Promise<boolean> => {
      const reserved = await other.quotas.reserve(active, purpose);
      if (reserved.granted) await other.quotas.giveBack(reserved.calls);
      return reserved.granted;
    };
    const property = fc.asyncProperty(wishes, fc.integer({ min: 0, max: 23 }), async (some, hour) => {
      await forgetEverything(hub);
      now = at(hour);
      for (const wish of some) await granted(hub.quotas, active, GRANTED_PURPOSES[wish.at]!, wish.calls);
      expect((await used())[0] ?? 0).toBeLessThanOrEqual(40);
      const found = [];
      for (const purpose of GRANTED_PURPOSES) found.push(await grants(purpose));
      expect(found).toEqual(found.toSorted((a, b) => Number(b) - Number(a)));
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it('is not asked where a connector has none', async () => {
    const { quota: _none, ...free } = till();
    const active = tillAccount({ appId: 'app' }, free);
    expect(await granted(hub.quotas, active, 'backfill', 1_000_000)).toBe(true);
    await hub.quotas.exhausted(active);
    expect(await granted(hub.quotas, active, 'place')).toBe(true);
    expect(await used()).toEqual([]);
  });

  it('that nobody knows is granted, and counted', async () => {
    for (const purpose of CALL_PURPOSES)
      expect(await granted(hub.quotas, unknown(), purpose, 500)).toBe(true);
    expect(await used()).toEqual([500 * CALL_PURPOSES.length]);
  });

  it('is one for all accounts of one caller, and another for another caller', async () => {
    const [one, two] = [limited(3), { ...limited(3), account: { ...limited(3).account, id: 'till 2' } }];
    expect(await granted(hub.quotas, one, 'place', 2)).toBe(true);
    expect(await granted(hub.quotas, two, 'place', 2)).toBe(false);
    expect(await granted(hub.quotas, limited(3, 'another'), 'place', 2)).toBe(true);
  });

  it('begins anew with its period', async () => {
    const active = limited(2);
    await granted(hub.quotas, active, 'place', 2);
    expect(await retryAt(active, 'place')).toEqual(at(24));
    now = at(24);
    expect(await granted(hub.quotas, active, 'place', 2)).toBe(true);
    expect(await used()).toEqual([2, 2]);
  });

  it('that is smaller than what is asked for says so without end', async () => {
    expect(await retryAt(limited(2), 'place', 3)).toEqual(at(48));
  });
});

describe('accounts of one caller', () => {
  const newTill = async (config: object, connector = 'till'): Promise<ActiveAccount> => {
    const { id } = await hub.accounts.create({
      connector,
      name: 'Till',
      config: { appId: 'app', ...config },
    });
    return hub.directory.known(id);
  };
  const takeAll = async (...accounts: readonly ActiveAccount[]): Promise<number> => {
    let count = 0;
    for (const active of accounts)
      while (count < 99 && (await granted(hub.quotas, active, 'place'))) count += 1;
    return count;
  };

  it('have the least of their limits together, a paused one’s too', async () => {
    const free = await newTill({});
    const accounts = [await newTill({ dailyCalls: 5 }), free, await newTill({ dailyCalls: 3 })];
    await hub.accounts.change(accounts[2]!.account.id, { paused: true });
    expect(await takeAll(free, ...accounts)).toBe(3);
    expect(await hub.overview.view(free.account.id)).toMatchObject({ limit: 3, used: 3 });
    expect(await takeAll(await newTill({ appId: 'another', dailyCalls: 4 }))).toBe(4);
  });

  it('whose settings disagree on the period share the longest', async () => {
    const [hourly, daily] = [
      await newTill({ dailyCalls: 3, hourly: true }),
      await newTill({ dailyCalls: 5 }),
    ];
    expect(await takeAll(hourly, daily)).toBe(3);
    now = at(7);
    expect(await takeAll(hourly, daily)).toBe(0);
    expect(await retryAt(hourly, 'place')).toEqual(at(24));
    expect(await used()).toEqual([3]);
  });
});

describe('the limit that the vendor names', () => {
  const period = dailyQuota().period(at(0), unknown().account);
  const read = (limit: number, calls: number) =>
    storeReading(
      other.database,
      { key: 'till:app', period },
      { limit, used: calls, readAt: now, nextAt: at(99) },
    );

  it('is in force from the next call on, on every hub', async () => {
    await granted(hub.quotas, unknown(), 'place', 5);
    await read(8, 3);
    expect(await granted(hub.quotas, unknown(), 'place', 3)).toBe(true);
    expect(await granted(hub.quotas, unknown(), 'place')).toBe(false);
    await read(10, 0);
    expect(await granted(other.quotas, unknown(), 'place', 2)).toBe(true);
    expect(await granted(hub.quotas, unknown(), 'place')).toBe(false);
  });

  it('stays in force over midnight, until the vendor is asked anew', async () => {
    await read(8, 8);
    now = at(24);
    expect(await granted(hub.quotas, unknown(), 'place', 9)).toBe(false);
    expect(await granted(hub.quotas, unknown(), 'place', 8)).toBe(true);
  });

  it('and that of the settings: the smaller one is in force', async () => {
    await read(8, 0);
    expect(await granted(hub.quotas, limited(100), 'place', 9)).toBe(false);
    expect(await granted(hub.quotas, limited(4), 'place', 5)).toBe(false);
    expect(await granted(hub.quotas, limited(4), 'place', 4)).toBe(true);
  });

  it('counts what others have called in the same name', async () => {
    await read(8, 7);
    expect(await granted(hub.quotas, unknown(), 'place', 2)).toBe(false);
    expect(await granted(hub.quotas, unknown(), 'place', 1)).toBe(true);
  });
});

describe('what is not reserved', () => {
  const needs = (listingsPerHour: number) =>
    hub.quotas.expectListings(new Map([['till:app', listingsPerHour]]));

  it('is free at once: a backfill waits for nothing', async () => {
    await needs(2);
    now = at(0);
    expect(await granted(hub.quotas, limited(300), 'backfill', 192)).toBe(true);
    expect(await granted(hub.quotas, limited(300), 'backfill')).toBe(false);
    expect(await granted(hub.quotas, limited(300), 'fetch')).toBe(false);
    expect(await granted(hub.quotas, limited(300), 'listing', 48)).toBe(true);
    expect(await granted(hub.quotas, limited(300), 'listing')).toBe(false);
    expect(await granted(hub.quotas, limited(300), 'place', 60)).toBe(true);
  });

  it('lasts to the period’s end where it is spread', async () => {
    await needs(2);
    now = at(12);
    // 300, without 60 for writes and 24 for listings, in 12 hours.
    expect(await hub.quotas.msPerFreeCall(limited(300))).toBeCloseTo((12 * HOUR) / 216, 3);
    await granted(hub.quotas, limited(300), 'backfill', 216);
    now = new Date(at(12).getTime() + 2_000);
    expect(await hub.quotas.msPerFreeCall(limited(300))).toBe(Infinity);
    expect(await hub.quotas.msPerFreeCall(unknown('nobody knows'))).toBe(0);
  });

  it('is less where more was written a week ago', async () => {
    const active = limited(300);
    await granted(hub.quotas, active, 'place', 100);
    await granted(hub.quotas, active, 'ship', 50);
    now = at(7 * 24 + 1);
    expect(await granted(hub.quotas, active, 'listing', 151)).toBe(false);
    expect(await granted(hub.quotas, active, 'ship', 201)).toBe(false);
    expect(await granted(hub.quotas, active, 'ship', 200)).toBe(true);
    expect(await granted(hub.quotas, active, 'place', 100)).toBe(true);
  });

  it('grows as the end comes near', async () => {
    await needs(2);
    const active = limited(300);
    now = at(20);
    await granted(hub.quotas, active, 'listing', 232);
    expect(await granted(hub.quotas, active, 'backfill')).toBe(false);
    const from = await retryAt(active, 'backfill');
    expect(from.getTime()).toBeGreaterThan(at(23).getTime());
    now = from;
    expect(await granted(hub.quotas, active, 'backfill')).toBe(true);
  });

  it('is granted to who waits at the very instant that it was told', async () => {
    const active = limited(50);
    now = at(12);
    await granted(hub.quotas, active, 'listing', 40);
    for (let refusals = 0; refusals < 5; refusals += 1) {
      const from = await retryAt(active, 'listing');
      now = new Date(from.getTime() - 1);
      expect(await granted(hub.quotas, active, 'listing')).toBe(false);
      now = from;
      expect(await granted(hub.quotas, active, 'listing')).toBe(true);
    }
  });
});

describe('listings', () => {
  it('that the calls will not suffice for are spread over the day, and never stand still', async () => {
    await hub.quotas.expectListings(new Map([['till:app', 60]]));
    now = at(12);
    const instants = await takeUntil(limited(240), 'listing', at(23));
    const gaps = instants
      .slice(1)
      .map((instant, index) => instant.getTime() - (instants[index] ?? now).getTime());
    const even = (12 * HOUR) / 192;
    expect(gaps.filter((gap) => gap === 0).length).toBeLessThanOrEqual(5);
    for (const gap of gaps.slice(6)) expect(gap).toBeLessThan(1.5 * even);
    expect(await granted(hub.quotas, limited(240), 'backfill')).toBe(false);
  });

  it('wait for a vendor’s clock to turn where the period before is used up, commands do not', async () => {
    const active = limited(100);
    await granted(hub.quotas, active, 'place', 90);
    now = at(24);
    expect(await retryAt(active, 'listing')).toEqual(TURNED);
    expect(await granted(hub.quotas, active, 'place')).toBe(true);
    now = TURNED;
    expect(await granted(hub.quotas, active, 'listing')).toBe(true);
  });

  it('never keep a command from what is left', async () => {
    const active = limited(100);
    await takeUntil(active, 'listing', at(23));
    expect(await granted(hub.quotas, active, 'place', 20)).toBe(true);
    expect(await retryAt(active, 'place')).toEqual(at(24));
  });
});

describe('calls', () => {
  const OPERATION = 'orders.list';
  const charge = (active: ActiveAccount, operation = OPERATION) =>
    hub.quotas.charge(active, operation, callContext());

  it('that were reserved are used up first, each other attempt is counted by its purpose', async () => {
    const active = limited(100);
    const reserved = await hub.quotas.reserve(active, 'find', 2);
    if (!reserved.granted) throw new Error('it was not granted');
    await withinCall({ purpose: 'find', reserved: reserved.calls }, async () => {
      for (let attempt = 0; attempt < 5; attempt += 1) await charge(active);
    });
    await hub.quotas.giveBack(reserved.calls);
    expect(await usedFor()).toEqual({ find: 5 });
    expect(await used()).toEqual([5]);
  });

  it('that were not sent are given back, and what is left of the reserved ones, once', async () => {
    const active = limited(100);
    const reserved = await hub.quotas.reserve(active, 'ship', 3);
    if (!reserved.granted) throw new Error('it was not granted');
    await withinCall({ purpose: 'ship', reserved: reserved.calls }, async () => {
      const [sent, unsent] = [await charge(active), await charge(active)];
      if (sent.granted && unsent.granted) await unsent.unsent();
    });
    await Promise.all([hub.quotas.giveBack(reserved.calls), hub.quotas.giveBack(reserved.calls)]);
    const unreserved = await withinCall({ purpose: 'ship' }, () => charge(active));
    if (unreserved.granted) await unreserved.unsent();
    expect(await usedFor()).toEqual({ ship: 1 });
    expect(await used()).toEqual([1]);
  });

  it('that nobody grants are refused with when they would be; readings and people never are', async () => {
    const active = limited(5);
    await granted(hub.quotas, active, 'place', 5);
    await hub.quotas.exhausted(active);
    const refused = await withinCall({ purpose: 'find' }, () => charge(active));
    expect(refused).toEqual({ granted: false, retryAt: at(24) });
    for (const purpose of ['quota', 'check'] as const)
      expect(await withinCall({ purpose }, () => charge(active))).toMatchObject({ granted: true });
    expect(await charge(active)).toMatchObject({ granted: true });
    expect(await usedFor()).toEqual({ place: 5, quota: 1, check: 2 });
  });

  it('that the vendor does not count are not asked for', async () => {
    const connector = till();
    const quota = { ...connector.quota!, counts: (operation: string) => operation === OPERATION };
    const active = tillAccount({ appId: 'app', dailyCalls: 1 }, { ...connector, quota });
    for (const operation of ['login', 'login', OPERATION]) {
      const charged = await withinCall({ purpose: 'place' }, () => charge(active, operation));
      expect(charged.granted).toBe(true);
    }
    expect(await usedFor()).toEqual({ place: 1 });
    expect(await hub.quotas.msPerCall(active, 'login')).toBeUndefined();
    expect(await hub.quotas.msPerCall(active, OPERATION)).toBe(24 * HOUR);
  });

  it('that were reserved before midnight are none of the new day’s', async () => {
    const active = limited(100);
    now = new Date(at(24).getTime() - 1);
    const reserved = await hub.quotas.reserve(active, 'place', 2);
    if (!reserved.granted) throw new Error('it was not granted');
    now = at(24);
    await withinCall({ purpose: 'place', reserved: reserved.calls }, () => charge(active));
    await hub.quotas.giveBack(reserved.calls);
    expect(await used()).toEqual([0, 1]);
  });

  it('are as many as were made, whoever makes and gives back at the same time', async () => {
    const active = limited(30);
    const one = async (index: number): Promise<number> => {
      const { quotas } = index % 2 === 0 ? hub : other;
      const reserved = await quotas.reserve(active, GRANTED_PURPOSES[index % 5]!, 1);
      if (!reserved.granted) return 0;
      if (index % 7 === 0) reserved.calls.use();
      await quotas.giveBack(reserved.calls);
      return 1 - reserved.calls.rest;
    };
    const made = await Promise.all(Array.from({ length: 120 }, (_, index) => one(index)));
    const sum = made.reduce((total, calls) => total + calls, 0);
    expect(await used()).toEqual([sum]);
    expect(Object.values(await usedFor()).reduce((total, calls) => total + calls, 0)).toBe(sum);
  });
});

describe('a vendor that says that nothing is left', () => {
  it('is believed until the period’s end where our own count says the same', async () => {
    const active = limited(1_000);
    await granted(hub.quotas, active, 'place', 900);
    await hub.quotas.exhausted(active);
    for (const purpose of ['place', 'listing'] as const)
      expect(await retryAt(active, purpose)).toEqual(at(24));
    expect(await granted(other.quotas, unknown(), 'place')).toBe(false);
    now = at(24);
    expect(await granted(hub.quotas, active, 'place')).toBe(true);
  });

  it('is asked again in an hour where we have made few calls, or know no limit', async () => {
    const few = limited(1_000);
    await granted(hub.quotas, few, 'place', 899);
    for (const active of [few, unknown('another')]) {
      await hub.quotas.exhausted(active);
      expect(await retryAt(active, 'place')).toEqual(at(7));
    }
    now = at(23.5);
    await hub.quotas.exhausted(few);
    expect(await retryAt(few, 'place')).toEqual(at(24));
  });

  it('as a period begins, speaks of the one before', async () => {
    const active = limited(1_000);
    now = new Date(at(24).getTime() - 500);
    await granted(hub.quotas, active, 'place', 1_000);
    now = new Date(at(24).getTime() + 500);
    await hub.quotas.exhausted(active);
    for (const purpose of ['place', 'listing'] as const)
      expect(await retryAt(active, purpose)).toEqual(TURNED);
    now = TURNED;
    expect(await granted(hub.quotas, active, 'place')).toBe(true);
  });

  it('is never made to say so by a clock that is behind ours', async () => {
    const { orderSink: _none, ...reader } = till();
    const active = tillAccount({ appId: 'app', dailyCalls: 300 }, reader);
    const vendorDays = new Map<number, number>();
    for (const instant of await takeUntil(active, 'listing', at(50))) {
      const day = Math.floor((instant.getTime() - 5_000) / (24 * HOUR));
      vendorDays.set(day, (vendorDays.get(day) ?? 0) + 1);
    }
    expect(Math.max(...vendorDays.values())).toBe(300);
  });

  it('is believed until the instant that it names, beyond its period too', async () => {
    const active = unknown();
    await hub.quotas.exhausted(active, at(7));
    expect(await retryAt(active, 'listing')).toEqual(at(7));
    await hub.quotas.exhausted(active, at(30));
    await hub.quotas.exhausted(active, at(8));
    now = at(25);
    expect(await retryAt(active, 'place')).toEqual(at(30));
    now = at(30);
    expect(await granted(hub.quotas, active, 'place')).toBe(true);
  });
});

describe('what is shown of a quota', () => {
  const newTill = async (config: object) =>
    (await hub.accounts.create({ connector: 'till', name: 'Till', config: { appId: 'app', ...config } })).id;

  it('says what calls were for, what is kept of the rest, and when calls are granted', async () => {
    const id = await newTill({ dailyCalls: 100 });
    await hub.quotas.expectListings(new Map([['till:app', 1]]));
    await granted(hub.quotas, limited(100), 'place', 5);
    await granted(hub.quotas, limited(100), 'backfill', 7);
    const view = await hub.overview.view(id);
    expect(view).toMatchObject({ periodStart: at(0), periodEnd: at(24), readAt: null, emptyUntil: null });
    expect(view).toMatchObject({ limit: 100, used: 12 });
    expect(view.usedFor).toMatchObject({ place: 5, backfill: 7, listing: 0, quota: 0, others: 0 });
    expect(view.reservedFor).toMatchObject({ place: 15, ship: 0, listing: 18, backfill: 0 });
    expect(view.free).toBe(55);
    expect(new Set(Object.values(view.grantedFrom))).toEqual(new Set([now]));
    await granted(hub.quotas, limited(100), 'backfill', 55);
    const spent = await hub.overview.view(id);
    expect(spent.free).toBe(0);
    expect(spent.grantedFrom).toMatchObject({ place: now, listing: now });
    expect(spent.grantedFrom.backfill).toEqual(await retryAt(limited(100), 'backfill'));
    await hub.quotas.exhausted(limited(100));
    expect(await hub.overview.view(id)).toMatchObject({
      ...{ emptyUntil: at(7), free: 0 },
      grantedFrom: { place: at(7), listing: at(7) },
    });
  });

  it('says so when nobody knows the limit, or when there is none', async () => {
    expect(await hub.overview.view(await newTill({}))).toMatchObject({
      ...{ limit: null, used: 0, reservedFor: null, free: null },
    });
    const shop = (await hub.accounts.create({ connector: 'shop', name: 'Shop', config: CONFIG })).id;
    await expect(hub.overview.view(shop)).rejects.toBeInstanceOf(ConflictError);
    await expect(hub.overview.view('018c0000-0000-7000-8000-000000000000')).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });
});

describe('looks before something is mended', () => {
  const sharing = (repairShare?: number, dailyCalls?: number): ActiveAccount => {
    const active = tillAccount({ appId: 'app', ...(dailyCalls !== undefined && { dailyCalls }) });
    const config = { ...active.account.config, ...(repairShare !== undefined && { repairShare }) };
    return { ...active, account: { ...active.account, config } };
  };
  const taken = async (active: ActiveAccount): Promise<number> => {
    let count = 0;
    while (count < 400 && (await granted(hub.quotas, active, 'repair'))) count += 1;
    return count;
  };

  it.each<[number | undefined, number]>([
    [undefined, 15],
    [0, 0],
    [10, 30],
    [100, 240],
  ])('with a share of %s percent of 300 calls get %s, of those that are free', async (share, calls) => {
    expect(await taken(sharing(share, 300))).toBe(calls);
    if (calls < 240) expect(await retryAt(sharing(share, 300), 'repair')).toEqual(at(24));
    expect(await granted(hub.quotas, limited(300), 'place')).toBe(true);
  });

  it('take nothing that is kept for others', async () => {
    await granted(hub.quotas, limited(300), 'backfill', 235);
    expect(await taken(sharing(undefined, 300))).toBe(5);
  });

  it('never take more than their share, whoever comes at the same time', async () => {
    const active = sharing(undefined, 100);
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        granted((index % 2 === 0 ? hub : other).quotas, active, 'repair'),
      ),
    );
    expect(all.filter(Boolean)).toHaveLength(5);
    expect(await usedFor()).toEqual({ repair: 5 });
  });

  it('take nothing of a period that begins while they look: nobody else would be counted', async () => {
    const period = { start: at(0), end: at(24) };
    const wish = { key: 'toy-till:begun', period, purpose: 'repair', calls: 1 } as const;
    const terms = { now, vendorLimit: null, upTo: 100, most: 5, waits: false, pace: null };
    const taken = await hub.database.transaction((sql) => {
      const begunMeanwhile: Sql = {
        rows: async <Row>(statement: Statement) => {
          const rows = await sql.rows<Row>(statement);
          if (statement.name === 'accounts_lock_quota')
            await openQuota(other.database, { ...wish, limit: 100 });
          return rows;
        },
      };
      return takeOfShare(begunMeanwhile, wish, terms, 5);
    });
    expect(taken).toBe(false);
    expect(await usedFor()).toEqual({});
  });

  it('have all that they ask for where nobody knows a limit', async () => {
    expect(await granted(hub.quotas, sharing(), 'repair', 500)).toBe(true);
  });

  it('begin anew with the next period', async () => {
    expect(await taken(sharing(undefined, 100))).toBe(5);
    now = at(25);
    expect(await taken(sharing(undefined, 100))).toBe(5);
  });
});
