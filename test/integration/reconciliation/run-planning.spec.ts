import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { claimRun } from '#reconciliation/runs/runs.store.js';
import { holdLock } from '../../support/held-locks.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { LEASE_MS, type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('RunPlanning', () => {
  let world: ReconciliationWorld;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterEach(async () => {
    await world.database.rows({ text: 'DELETE FROM reconciliation_runs' });
    await world.database.rows({ text: 'DELETE FROM comparing_alive' });
    world.standings.clear();
  });
  afterAll(() => world.close());

  const all = async () => (await world.shownRuns.list({ limit: 50 })).reverse();
  const causes = async () => (await all()).map(({ cause }) => cause);
  /** As many hubs as there are, at once. */
  const plan = (at: readonly string[] = []) => Promise.all([1, 2, 3].map(() => world.planning(at).plan()));
  const minutes = async (count: number, at?: readonly string[]) => {
    for (let n = 0; n < count; n += 1) {
      await plan(at);
      world.later(MINUTE_MS);
    }
  };
  /** `HH:MM` in Shanghai so many minutes from now. */
  const timeIn = (count: number): string =>
    new Date(world.at().getTime() + 8 * 60 * MINUTE_MS + count * MINUTE_MS).toISOString().slice(11, 16);

  it('makes one run at each time, over all hubs, and makes up for the last one that was missed', async () => {
    const at = [timeIn(-60), timeIn(3)];
    await plan(at);
    const [missed, ...none] = await all();
    expect(none).toEqual([]);
    expect(missed).toMatchObject({ cause: 'schedule', storeId: null, accountId: null, rule: null });
    expect(missed!.to.getTime() - missed!.from.getTime()).toBe(35 * DAY_MS);
    await world.running().run(new AbortController().signal);
    await minutes(5, at);
    const [, next, ...others] = await all();
    expect(others).toEqual([]);
    expect(next!.to.getTime() - missed!.to.getTime()).toBe(63 * MINUTE_MS);
  });

  it('makes none behind one that has not ended', async () => {
    const at = [timeIn(-1), timeIn(1)];
    await plan(at);
    world.later(2 * MINUTE_MS);
    await plan(at);
    expect(await causes()).toEqual(['schedule']);
  });

  it('makes the next one though a person has paused one, which waits for it once it goes on', async () => {
    const at = [timeIn(-1), timeIn(1)];
    await plan(at);
    const [paused] = await all();
    await world.runs.pause(paused!.id);
    world.later(2 * MINUTE_MS);
    await plan(at);
    expect(await causes()).toEqual(['schedule', 'schedule']);
    // As a hub that has the second one in hand.
    const leases = new Leases({ now: world.at, latest: world.at }, new Instance('other'), LEASE_MS);
    const claim = () => claimRun(world.database, leases.next(), world.at());
    const [, next] = await all();
    expect(await claim()).toMatchObject({ id: next!.id });
    await world.runs.resume(paused!.id);
    expect(await claim()).toBeUndefined();
    world.later(LEASE_MS);
    expect(await claim()).toMatchObject({ id: paused!.id });
    expect(await claim()).toBeUndefined();
  });

  it('compares the time in which no hub compared, where that was more than ten minutes', async () => {
    await plan();
    world.later(5 * MINUTE_MS);
    await plan();
    expect(await causes()).toEqual([]);
    const from = world.at();
    world.later(11 * MINUTE_MS);
    await plan();
    const [run, ...others] = await all();
    expect(others).toEqual([]);
    expect(run!.cause).toBe('hub_away');
    expect(Math.abs(run!.from.getTime() - from.getTime())).toBeLessThan(MINUTE_MS);
    expect(run!.to.getTime()).toBeGreaterThanOrEqual(from.getTime() + 11 * MINUTE_MS);
  });

  it('compares the time in which an account could not be judged, once it is well again', async () => {
    world.standings.set(world.till.id, 'paused');
    await minutes(8);
    world.standings.set(world.till.id, 'unwell');
    await minutes(8);
    expect(await all()).toEqual([]);
    world.standings.delete(world.till.id);
    await minutes(3);
    const [run, ...others] = await all();
    expect(others).toEqual([]);
    expect(run).toMatchObject({ cause: 'account_away', accountId: world.till.id });
    expect(run!.to.getTime() - run!.from.getTime()).toBeGreaterThanOrEqual(16 * MINUTE_MS);
    world.standings.set(world.till.id, 'unwell');
    await minutes(5);
    world.standings.delete(world.till.id);
    await minutes(2);
    expect(await causes()).toEqual(['account_away']);
  });

  it('is done by one hub after the other, each of which sees what the one before has noted', async () => {
    await plan();
    world.standings.set(world.till.id, 'paused');
    const since = new Date(world.at().getTime() - MINUTE_MS);
    const letGo = await holdLock(world.database, {
      text: `SELECT FROM comparing_alive WHERE what = 'hub' FOR UPDATE`,
    });
    const first = world.planning([]).plan();
    await untilSomebodyWaits(world.database);
    const what = `account:${world.till.id}`;
    await world.database.rows({ text: 'INSERT INTO comparing_alive VALUES ($1, $2)', values: [what, since] });
    const second = world.planning([]).plan();
    await untilSomebodyWaits(world.database, 2);
    await letGo();
    await Promise.all([first, second]);
    const text = 'SELECT at FROM comparing_alive WHERE what = $1';
    expect(await world.database.rows({ text, values: [what] })).toEqual([{ at: since }]);
  });
});
