import type { QuotaReading } from '#connectors-core/call-quota.js';
import { callContext } from '#connectors-core/call-context.js';
import type { Account } from '#connectors-core/account.js';
import type { Connector } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { Clock } from '#domain/clock.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { forgetEverything, type Hub, openHub } from './accounts-fixture.js';
import { appIdOf, till } from './toy-till.js';

const MINUTE = 60_000;
const MORNING = Date.UTC(2026, 10, 21, 6);

let now: Date;
const clock: Clock = { now: () => now, latest: () => now };
let testDatabase: TestDatabase;
let hub: Hub;
let asked: string[];
let connectors: readonly Connector[];
let answer: (account: Account) => Promise<QuotaReading>;
const readings = new AbortController().signal;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

beforeEach(async () => {
  now = new Date(MORNING);
  asked = [];
  answer = () => Promise.resolve({ limit: 1_000, used: 10 });
  const read = (account: Account) => {
    asked.push(appIdOf(account));
    return answer(account);
  };
  connectors = [till({ read })];
  hub = await openHub(testDatabase.url, { clock, connectors });
  await forgetEverything(hub);
});
afterEach(() => hub.close());

const newTill = async (appId: string, name = 'Till') =>
  (await hub.accounts.create({ connector: 'till', name, config: { appId } })).id;

const pass = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * MINUTE);
};

describe('readings of quotas', () => {
  it('are made once a caller, as soon as there is one, then every half of a day', async () => {
    const id = await newTill('a');
    await newTill('a', 'The same caller');
    await newTill('b');
    await hub.readings.refresh(readings);
    expect(asked.sort()).toEqual(['a', 'b']);
    expect(await hub.overview.view(id)).toMatchObject({ limit: 1_000, used: 10, readAt: now });
    pass(12 * 60 - 1);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
    await newTill('c');
    await hub.readings.refresh(readings);
    expect(asked.slice(2)).toEqual(['c']);
    pass(1);
    await hub.readings.refresh(readings);
    expect(asked.slice(3).sort()).toEqual(['a', 'b']);
  });

  it('say whose calls are known anew: all accounts of a caller whose vendor told', async () => {
    const ids = [await newTill('a'), await newTill('a', 'The same caller')];
    const failed = await newTill('b');
    const paused = await newTill('a', 'Paused');
    await hub.accounts.change(paused, { paused: true });
    answer = (account) =>
      appIdOf(account) === 'b' ? Promise.reject(new Error('away')) : Promise.resolve({ limit: 9, used: 0 });
    expect((await hub.readings.refresh(readings)).sort()).toEqual(ids.sort());
    answer = () => Promise.resolve({ limit: 9, used: 0 });
    expect(await hub.readings.refresh(readings)).toEqual([]);
    pass(6);
    expect(await hub.readings.refresh(readings)).toEqual([failed]);
  });

  it('are one hub’s for all, and a restarted one makes none anew', async () => {
    await newTill('a');
    const another = await openHub(testDatabase.url, { clock, connectors });
    await Promise.all([hub.readings.refresh(readings), another.readings.refresh(readings)]);
    expect(asked).toEqual(['a']);
    pass(5 * 60);
    await another.readings.refresh(readings);
    await another.close();
    expect(asked).toEqual(['a']);
  });

  it('are made for the purpose that is never refused', async () => {
    await newTill('a');
    const purposes: unknown[] = [];
    answer = () => {
      purposes.push(callContext()?.purpose);
      return Promise.resolve({ limit: 10, used: 0 });
    };
    await hub.readings.refresh(readings);
    expect(purposes).toEqual(['quota']);
  });

  it('are made every six hours where the vendor counts otherwise', async () => {
    await newTill('a');
    answer = () => Promise.resolve({ limit: 1_000, used: 101 });
    await hub.readings.refresh(readings);
    pass(6 * 60 - 1);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(1);
    pass(1);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
  });

  it('are made when the vendor contradicts, once each time that it says so', async () => {
    const id = await newTill('a');
    await hub.readings.refresh(readings);
    const active = await hub.directory.known(id);
    await Promise.all([1, 2, 3].map(() => hub.quotas.exhausted(active)));
    answer = () => Promise.resolve({ limit: 1_000, used: 1_000 });
    await hub.readings.refresh(readings);
    await hub.quotas.exhausted(active);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
    expect(await hub.overview.view(id)).toMatchObject({ used: 1_000, usedFor: { others: 1_000 } });
  });

  it('are made anew once a person has seen the account answer, or changed it: "nothing left" is over', async () => {
    const id = await newTill('a');
    await hub.readings.refresh(readings);
    const active = await hub.directory.known(id);
    await hub.quotas.reserve(active, 'place', 990);
    await hub.quotas.exhausted(active);
    expect(await hub.overview.view(id)).toMatchObject({ emptyUntil: expect.any(Date) });
    await hub.quotas.askAnew(active);
    expect(await hub.overview.view(id)).toMatchObject({ emptyUntil: null, used: 1_000 });
    answer = () => Promise.resolve({ limit: 3_000, used: 1_000 });
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
    expect(await hub.quotas.reserve(active, 'place')).toMatchObject({ granted: true });
  });

  it('that name more calls than before end what was said of those', async () => {
    const id = await newTill('a');
    await hub.readings.refresh(readings);
    const active = await hub.directory.known(id);
    await hub.quotas.reserve(active, 'place', 990);
    await hub.quotas.exhausted(active);
    pass(12 * 60);
    expect(await hub.quotas.reserve(active, 'listing')).toMatchObject({ granted: false });
    answer = () => Promise.resolve({ limit: 3_000, used: 1_000 });
    await hub.readings.refresh(readings);
    expect(await hub.quotas.reserve(active, 'listing')).toMatchObject({ granted: true });
  });

  it('that name no limit leave the last one in force', async () => {
    const id = await newTill('a');
    await hub.readings.refresh(readings);
    pass(12 * 60);
    answer = () => Promise.resolve({ limit: null, used: 30 });
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(id)).toMatchObject({ limit: 1_000, used: 30 });
    const unknown = await newTill('b');
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(unknown)).toMatchObject({ limit: null, used: 30, free: null });
  });

  it('begin anew with a period', async () => {
    await newTill('a');
    now = new Date(Date.UTC(2026, 10, 21, 23, 59));
    await hub.readings.refresh(readings);
    pass(2);
    await hub.readings.refresh(readings);
    // The vendor may still speak of the day before.
    expect(asked).toEqual(['a']);
    pass(1);
    await hub.readings.refresh(readings);
    expect(asked).toEqual(['a', 'a']);
  });

  it('take the vendor’s count where it is larger, and ours where that is', async () => {
    const id = await newTill('a');
    const active = await hub.directory.known(id);
    await hub.quotas.reserve(active, 'place', 50);
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(id)).toMatchObject({ limit: 1_000, used: 50 });
    pass(12 * 60);
    answer = () => Promise.resolve({ limit: 900, used: 700 });
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(id)).toMatchObject({ limit: 900, used: 700 });
    await hub.quotas.reserve(active, 'place', 5);
    expect(await hub.overview.view(id)).toMatchObject({ used: 705, usedFor: { place: 55, others: 650 } });
  });

  it('take no number that is none of calls', async () => {
    const id = await newTill('a');
    answer = () => Promise.resolve({ limit: 10 ** 12, used: -5 });
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(id)).toMatchObject({ limit: 2 ** 31 - 1, used: 0 });
  });

  it('that fail are told of, tried again later, and keep nobody waiting', async () => {
    const [bad, good] = [await newTill('bad'), await newTill('good')];
    answer = ({ id }) =>
      id === bad
        ? Promise.reject(new ConnectorError('unavailable', 'no answer'))
        : Promise.resolve({ limit: 7, used: 1 });
    await hub.readings.refresh(readings);
    expect(await hub.overview.view(good)).toMatchObject({ limit: 7 });
    expect(await hub.overview.view(bad)).toMatchObject({ limit: null, readAt: null });
    expect(hub.logged).toEqual([
      {
        event: 'quota_reading',
        level: 'warn',
        connector: 'till',
        accountId: bad,
        outcome: 'unavailable',
        ms: expect.any(Number),
        message: 'no answer',
      },
    ]);
    pass(4);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
    pass(1);
    await hub.readings.refresh(readings);
    expect(asked.slice(2)).toEqual(['bad']);
    expect((await hub.quotas.reserve(await hub.directory.known(bad), 'listing')).granted).toBe(true);
    // A vendor that never answers is asked ever more seldom: each try costs a call.
    for (let minutes = 0; minutes < 17 * 60; minutes += 1) {
      pass(1);
      await hub.readings.refresh(readings);
    }
    expect(asked.filter((appId) => appId === 'bad').length).toBeLessThanOrEqual(7);
  });

  it('wait as long as a vendor asks for', async () => {
    await newTill('a');
    answer = () =>
      Promise.reject(new ConnectorError('rate_limited', 'slower', { retryAfterMs: 20 * MINUTE }));
    await hub.readings.refresh(readings);
    pass(19);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(1);
    pass(1);
    await hub.readings.refresh(readings);
    expect(asked).toHaveLength(2);
  });

  it('leave paused accounts alone, and ask by another account of the same caller', async () => {
    const id = await newTill('a');
    await hub.accounts.change(id, { paused: true });
    await hub.readings.refresh(readings);
    expect(asked).toEqual([]);
    await newTill('a', 'Not paused');
    await hub.readings.refresh(readings);
    expect(asked).toEqual(['a']);
  });

  it('end when they are to end', async () => {
    const stop = new AbortController();
    for (let count = 0; count < 20; count += 1) await newTill(`app ${String(count)}`);
    answer = () => {
      stop.abort();
      return Promise.resolve({ limit: 1, used: 0 });
    };
    await hub.readings.refresh(stop.signal);
    expect(asked).toHaveLength(8);
  });
});
