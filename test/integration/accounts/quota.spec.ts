import { ConflictError, NotFoundError } from '#accounts/account-errors.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { CallPurpose } from '#accounts/quota/quota-spread.js';
import type { QuotaService } from '#accounts/quota/quota.service.js';
import { storeReading } from '#accounts/quota/quota.store.js';
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

const granted = async (quotas: QuotaService, active: ActiveAccount, purpose: CallPurpose, calls?: number) =>
  (await quotas.take(active, purpose, calls)).granted;

async function retryAt(active: ActiveAccount, purpose: CallPurpose, calls?: number): Promise<Date> {
  const taken = await hub.quotas.take(active, purpose, calls);
  if (taken.granted) throw new Error('it was granted');
  return taken.retryAt;
}

/** Takes calls one by one, each as soon as it is granted, until an instant. @returns when they were granted */
async function takeUntil(active: ActiveAccount, purpose: CallPurpose, end: Date): Promise<Date[]> {
  const instants: Date[] = [];
  while (now < end) {
    const taken = await hub.quotas.take(active, purpose);
    if (taken.granted) instants.push(now);
    else now = taken.retryAt;
  }
  return instants;
}

describe('a quota', () => {
  it('is never exceeded, whoever asks at the same time', async () => {
    const active = limited(50);
    const asked = Array.from({ length: 200 }, (_, index) =>
      granted(index % 2 === 0 ? hub.quotas : other.quotas, active, 'dispatch'),
    );
    const taken = await Promise.all(asked);
    expect(taken.filter(Boolean)).toHaveLength(50);
    expect(await used()).toEqual([50]);
  });

  it('is left a fifth by polling, whoever asks at the same time', async () => {
    const active = limited(50);
    await granted(hub.quotas, active, 'dispatch', 39);
    const asked = Array.from({ length: 60 }, (_, index) =>
      granted(index % 2 === 0 ? hub.quotas : other.quotas, active, index % 3 === 0 ? 'dispatch' : 'polling'),
    );
    const taken = await Promise.all(asked);
    const polled = taken.filter((each, index) => each && index % 3 !== 0);
    expect(polled.length).toBeLessThanOrEqual(1);
    expect(taken.filter(Boolean)).toHaveLength(11);
  });

  it('is not asked where a connector has none', async () => {
    const { quota: _none, ...free } = till();
    const active = tillAccount({ appId: 'app' }, free);
    expect(await granted(hub.quotas, active, 'polling', 1_000_000)).toBe(true);
    await hub.quotas.exhausted(active);
    expect(await granted(hub.quotas, active, 'dispatch')).toBe(true);
    expect(await used()).toEqual([]);
  });

  it('that nobody knows is granted, and counted', async () => {
    for (const purpose of ['dispatch', 'polling'] as const)
      expect(await granted(hub.quotas, unknown(), purpose, 500)).toBe(true);
    expect(await used()).toEqual([1_000]);
  });

  it('is one for all accounts of one caller, and another for another caller', async () => {
    const [one, two] = [limited(3), { ...limited(3), account: { ...limited(3).account, id: 'till 2' } }];
    expect(await granted(hub.quotas, one, 'dispatch', 2)).toBe(true);
    expect(await granted(hub.quotas, two, 'dispatch', 2)).toBe(false);
    expect(await granted(hub.quotas, limited(3, 'another'), 'dispatch', 2)).toBe(true);
  });

  it('begins anew with its period', async () => {
    const active = limited(2);
    await granted(hub.quotas, active, 'dispatch', 2);
    expect(await retryAt(active, 'dispatch')).toEqual(at(24));
    now = at(24);
    expect(await granted(hub.quotas, active, 'dispatch', 2)).toBe(true);
    expect(await used()).toEqual([2, 2]);
  });

  it('that is smaller than what is asked for says so without end', async () => {
    expect(await retryAt(limited(2), 'dispatch', 3)).toEqual(at(48));
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
      while (count < 99 && (await granted(hub.quotas, active, 'dispatch'))) count += 1;
    return count;
  };

  it('have the least of their limits together, a paused one’s too', async () => {
    const free = await newTill({});
    const accounts = [await newTill({ dailyCalls: 5 }), free, await newTill({ dailyCalls: 3 })];
    await hub.accounts.change(accounts[2]!.account.id, { paused: true });
    expect(await takeAll(free, ...accounts)).toBe(3);
    expect(await hub.quotas.view(free.account.id)).toMatchObject({ limit: 3, used: 3 });
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
    expect(await retryAt(hourly, 'dispatch')).toEqual(at(24));
    expect(await used()).toEqual([3]);
  });
});

describe('the limit that the vendor names', () => {
  const period = dailyQuota().period(at(0), unknown().account);
  const read = (limit: number, calls: number) =>
    storeReading(other.database, { key: 'till:app', period }, { limit, used: calls, readAt: now });

  it('is in force from the next call on, on every hub', async () => {
    await granted(hub.quotas, unknown(), 'dispatch', 5);
    await read(8, 3);
    expect(await granted(hub.quotas, unknown(), 'dispatch', 3)).toBe(true);
    expect(await granted(hub.quotas, unknown(), 'dispatch')).toBe(false);
    await read(10, 0);
    expect(await granted(other.quotas, unknown(), 'dispatch', 2)).toBe(true);
    expect(await granted(hub.quotas, unknown(), 'dispatch')).toBe(false);
  });

  it('stays in force over midnight, until the vendor is asked anew', async () => {
    await read(8, 8);
    now = at(24);
    expect(await granted(hub.quotas, unknown(), 'dispatch', 9)).toBe(false);
    expect(await granted(hub.quotas, unknown(), 'dispatch', 8)).toBe(true);
  });

  it('and that of the settings: the smaller one is in force', async () => {
    await read(8, 0);
    expect(await granted(hub.quotas, limited(100), 'dispatch', 9)).toBe(false);
    expect(await granted(hub.quotas, limited(4), 'dispatch', 5)).toBe(false);
    expect(await granted(hub.quotas, limited(4), 'dispatch', 4)).toBe(true);
  });

  it('counts what others have called in the same name', async () => {
    await read(8, 7);
    expect(await granted(hub.quotas, unknown(), 'dispatch', 2)).toBe(false);
    expect(await granted(hub.quotas, unknown(), 'dispatch', 1)).toBe(true);
  });
});

describe('polling', () => {
  it('is spread evenly over what remains of the period, and never stands still', async () => {
    now = at(12);
    const active = limited(240);
    const instants = await takeUntil(active, 'polling', at(23));
    expect(instants).toHaveLength(192);
    const gaps = instants
      .slice(1)
      .map((instant, index) => instant.getTime() - (instants[index] ?? now).getTime());
    // A burst of a fiftieth at first; then 192 calls in eleven hours.
    const even = (11 * HOUR) / 192;
    expect(gaps.filter((gap) => gap === 0).length).toBeLessThanOrEqual(5);
    for (const gap of gaps.slice(6)) expect(Math.abs(gap - even)).toBeLessThan(0.05 * even);
    now = at(24);
    expect(await granted(hub.quotas, active, 'polling')).toBe(true);
  });

  it('waits for a vendor’s clock to turn where the period before is used up', async () => {
    const active = limited(100);
    await granted(hub.quotas, active, 'dispatch', 90);
    now = at(24);
    expect(await retryAt(active, 'polling')).toEqual(TURNED);
    expect(await granted(hub.quotas, active, 'dispatch')).toBe(true);
    now = TURNED;
    expect(await granted(hub.quotas, active, 'polling')).toBe(true);
  });

  it('is let have the reserve in the last hour, bit by bit', async () => {
    const active = limited(240);
    await granted(hub.quotas, active, 'dispatch', 191);
    const before = await takeUntil(active, 'polling', at(23));
    expect(before.length).toBeLessThanOrEqual(1);
    now = at(23);
    const after = await takeUntil(active, 'polling', at(24));
    expect(after.length).toBeGreaterThanOrEqual(46);
    expect((await used())[0]).toBeLessThanOrEqual(240);
    expect(after.filter((instant) => instant < at(23.5)).length).toBeLessThanOrEqual(25);
  });

  it('slows down when dispatch uses more, and goes on', async () => {
    const active = limited(400);
    await takeUntil(active, 'polling', at(7));
    expect(await granted(hub.quotas, active, 'dispatch', 200)).toBe(true);
    const later = [now, ...(await takeUntil(active, 'polling', at(23)))];
    const gaps = later.slice(1).map((instant, index) => instant.getTime() - (later[index] ?? now).getTime());
    expect(later.length).toBeGreaterThan(90);
    expect(Math.max(...gaps)).toBeLessThan(HOUR / 4);
  });

  it('is told the very first instant at which it would be granted', async () => {
    const active = limited(50);
    for (let refusals = 0; refusals < 20;) {
      const taken = await hub.quotas.take(active, 'polling');
      if (taken.granted) continue;
      refusals += 1;
      now = new Date(taken.retryAt.getTime() - 1);
      expect(await granted(hub.quotas, active, 'polling')).toBe(false);
      now = taken.retryAt;
      expect(await granted(hub.quotas, active, 'polling')).toBe(true);
    }
  });

  it('never keeps dispatch from what is left', async () => {
    const active = limited(100);
    await takeUntil(active, 'polling', at(23));
    expect(await granted(hub.quotas, active, 'dispatch', 20)).toBe(true);
    expect(await retryAt(active, 'dispatch')).toEqual(at(24));
  });
});

describe('a vendor that says that nothing is left', () => {
  it('is believed until the period’s end where our own count says the same', async () => {
    const active = limited(1_000);
    await granted(hub.quotas, active, 'dispatch', 900);
    await hub.quotas.exhausted(active);
    for (const purpose of ['dispatch', 'polling'] as const)
      expect(await retryAt(active, purpose)).toEqual(at(24));
    expect(await granted(other.quotas, unknown(), 'dispatch')).toBe(false);
    now = at(24);
    expect(await granted(hub.quotas, active, 'dispatch')).toBe(true);
  });

  it('is asked again in an hour where we have made few calls, or know no limit', async () => {
    const few = limited(1_000);
    await granted(hub.quotas, few, 'dispatch', 899);
    for (const active of [few, unknown('another')]) {
      await hub.quotas.exhausted(active);
      expect(await retryAt(active, 'dispatch')).toEqual(at(7));
    }
    now = at(23.5);
    await hub.quotas.exhausted(few);
    expect(await retryAt(few, 'dispatch')).toEqual(at(24));
  });

  it('as a period begins, speaks of the one before', async () => {
    const active = limited(1_000);
    now = new Date(at(24).getTime() - 500);
    await granted(hub.quotas, active, 'dispatch', 1_000);
    now = new Date(at(24).getTime() + 500);
    await hub.quotas.exhausted(active);
    for (const purpose of ['dispatch', 'polling'] as const)
      expect(await retryAt(active, purpose)).toEqual(TURNED);
    now = TURNED;
    expect(await granted(hub.quotas, active, 'dispatch')).toBe(true);
  });

  it('is never made to say so by a clock that is behind ours', async () => {
    const { orderSink: _none, ...reader } = till();
    const active = tillAccount({ appId: 'app', dailyCalls: 300 }, reader);
    const vendorDays = new Map<number, number>();
    for (const instant of await takeUntil(active, 'polling', at(50))) {
      const day = Math.floor((instant.getTime() - 5_000) / (24 * HOUR));
      vendorDays.set(day, (vendorDays.get(day) ?? 0) + 1);
    }
    expect(Math.max(...vendorDays.values())).toBe(300);
  });

  it('is believed until the instant that it names, beyond its period too', async () => {
    const active = unknown();
    await hub.quotas.exhausted(active, at(7));
    expect(await retryAt(active, 'polling')).toEqual(at(7));
    await hub.quotas.exhausted(active, at(30));
    await hub.quotas.exhausted(active, at(8));
    now = at(25);
    expect(await retryAt(active, 'dispatch')).toEqual(at(30));
    now = at(30);
    expect(await granted(hub.quotas, active, 'dispatch')).toBe(true);
  });
});

describe('what is shown of a quota', () => {
  const newTill = async (config: object) =>
    (await hub.accounts.create({ connector: 'till', name: 'Till', config: { appId: 'app', ...config } })).id;

  it('says who may use what is left', async () => {
    const id = await newTill({ dailyCalls: 100 });
    const view = { periodStart: at(0), periodEnd: at(24), readAt: null, emptyUntil: null, limit: 100 };
    expect(await hub.quotas.view(id)).toEqual({ ...view, used: 0, share: { dispatch: 100, polling: 80 } });
    await granted(hub.quotas, limited(100), 'dispatch', 90);
    expect(await hub.quotas.view(id)).toEqual({ ...view, used: 90, share: { dispatch: 10, polling: 0 } });
    await hub.quotas.exhausted(limited(100));
    expect(await hub.quotas.view(id)).toMatchObject({
      emptyUntil: at(24),
      share: { dispatch: 0, polling: 0 },
    });
  });

  it('says so when nobody knows the limit, or when there is none', async () => {
    expect(await hub.quotas.view(await newTill({}))).toMatchObject({
      limit: null,
      used: 0,
      share: { dispatch: null, polling: null },
    });
    const shop = (await hub.accounts.create({ connector: 'shop', name: 'Shop', config: CONFIG })).id;
    await expect(hub.quotas.view(shop)).rejects.toBeInstanceOf(ConflictError);
    await expect(hub.quotas.view('018c0000-0000-7000-8000-000000000000')).rejects.toBeInstanceOf(
      NotFoundError,
    );
  });
});
