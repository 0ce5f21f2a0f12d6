import { DomainError } from '#domain/domain-error.js';
import type { RunScope } from '#reconciliation/runs/run.js';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import type { Statement } from '#database/sql.js';
import { isLongerThan, slowDatabase } from '../../support/slow-database.js';
import { PLACED_AT } from '../../factories/observations.js';
import { placedOrder } from './placed-orders.js';
import { type HubDatabase, type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = { from: new Date(PLACED_AT.getTime() - DAY_MS), to: new Date(PLACED_AT.getTime() + DAY_MS) };
const signal = new AbortController().signal;

/** A database that can no longer read one of its orders. */
const withoutOrder = (database: HubDatabase, orderId: string): HubDatabase => ({
  rows: (statement) => {
    const isOf = statement.name === 'reconciliation_compared_legs';
    if (isOf && (statement.values as string[][]).flat().includes(orderId))
      throw new Error('a poisoned order');
    return database.rows(statement);
  },
  transaction: (work) => database.transaction(work),
});

describe('a run', () => {
  let world: ReconciliationWorld;
  let next = 1;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterEach(async () => {
    // What was placed by now lies in no period that is asked for.
    await world.database.rows({ text: `UPDATE orders SET placed_at = '2020-01-01T00:00:00Z'` });
    await world.database.rows({ text: 'DELETE FROM reconciliation_runs' });
    world.standings.clear();
  });
  afterAll(() => world.close());

  const ask = (scope: Partial<RunScope> = {}, period = DAY) =>
    world.runs.create({ ...EVERYTHING, ...period, ...scope });
  const run = async (scope: Partial<RunScope> = {}, period = DAY) => {
    const id = await ask(scope, period);
    await world.running().run(signal);
    return (await world.shownRuns.get(id))!;
  };

  /** So many orders, of which the last ones were cancelled by the shop alone. */
  async function orders(agreeing: number, differing: number): Promise<string[]> {
    const all = [];
    for (let n = 0; n < agreeing + differing; n += 1)
      all.push(await placedOrder(world, `O-${String(next++)}`));
    for (const order of all.slice(0, agreeing)) await order.tillSays('completed', 4);
    for (const order of all.slice(agreeing)) await order.shopSays('cancelled', 5);
    return all.map(({ orderId }) => orderId);
  }

  // First: later ones are told by a clock that is ahead of what records.
  it('sees to it that what waits is compared once its patience is over', async () => {
    const [orderId] = await orders(0, 1);
    await world.database.rows({ text: 'DELETE FROM order_changes' });
    expect((await run()).report).toMatchObject({ compared: 1, waiting: 1, opened: 0 });
    world.later(10 * MINUTE_MS);
    await world.compare();
    expect(await world.discrepancies(orderId!)).toMatchObject([{ state: 'open' }]);
  });

  it('compares every order once, in slices, and opens what differs', async () => {
    await orders(8, 4);
    world.later(10 * MINUTE_MS);
    const { state, report } = await run();
    expect(state).toBe('done');
    expect(report).toMatchObject({
      compared: 12,
      agreeing: 8,
      differing: 4,
      opened: 4,
      closed: 0,
      ordersLeft: 0,
    });
    expect(report.differences).toEqual([{ rule: 'alive_after_cancel', storeId: null, differences: 4 }]);
    expect((await run()).report).toMatchObject({ compared: 12, agreeing: 8, differing: 4, opened: 0 });
  });

  it('counts what cannot be judged by its reason, and ends nothing of it', async () => {
    const [orderId] = await orders(0, 1);
    world.later(10 * MINUTE_MS);
    await run();
    world.standings.set(world.till.id, 'paused');
    const { report } = await run();
    expect(report).toMatchObject({ compared: 1, notComparable: 1, differing: 0, closed: 0 });
    expect(report.silent).toContainEqual({ rule: 'alive_after_cancel', reason: 'account_paused', orders: 1 });
    expect(await world.discrepancies(orderId!)).toMatchObject([{ state: 'open' }]);
  });

  it('closes what agrees by now, and is held against the run before', async () => {
    const order = await placedOrder(world, `O-${String(next++)}`);
    await order.shopSays('cancelled', 5);
    world.later(10 * MINUTE_MS);
    const first = await run();
    await order.tillSays('cancelled', 6);
    const second = await run();
    expect(second.report).toMatchObject({ agreeing: 1, opened: 0, closed: 1 });
    expect(await world.shownRuns.before(second)).toMatchObject({ id: first.id });
    expect(await world.shownRuns.before(first)).toBeUndefined();
  });

  it('looks at its period, store, account and rule alone', async () => {
    await orders(1, 1);
    world.later(10 * MINUTE_MS);
    const after = { from: new Date(PLACED_AT.getTime() + 1), to: DAY.to };
    expect((await run({}, after)).report).toMatchObject({ compared: 0 });
    const exact = { from: PLACED_AT, to: new Date(PLACED_AT.getTime() + 1) };
    expect((await run({}, exact)).report).toMatchObject({ compared: 2 });
    expect((await run({ accountId: world.till.id })).report).toMatchObject({ compared: 2 });
    expect((await run({ rule: 'stuck' })).report).toMatchObject({
      compared: 2,
      differing: 0,
      differences: [],
    });
    await expect(ask({ storeId: world.till.id })).rejects.toThrow(DomainError);
  });

  it('takes orders that nobody dates by when they were first seen', async () => {
    const ids = await orders(2, 0);
    const text = 'UPDATE orders SET placed_at = NULL WHERE id = ANY($1::uuid[])';
    await world.database.rows({ text, values: [ids] });
    expect((await run()).report).toMatchObject({ compared: 0 });
    const now = world.at();
    const today = { from: new Date(now.getTime() - DAY_MS), to: new Date(now.getTime() + DAY_MS) };
    expect((await run({}, today)).report).toMatchObject({ compared: 2 });
  });

  it('is one at a time of its scope', async () => {
    const id = await ask();
    expect(await ask()).toBe(id);
    await expect(ask({}, { ...DAY, to: PLACED_AT })).rejects.toThrow(
      /has not ended: wait for it, or cancel it/,
    );
    expect(await ask({ rule: 'stuck' })).not.toBe(id);
    await world.runs.cancel(id);
    expect(await ask()).not.toBe(id);
  });

  it('rests while it is paused, goes on where it was, and ends where it is cancelled', async () => {
    await orders(12, 0);
    const id = await ask();
    const keeping = world.sliceKeeping();
    const take: typeof keeping.take = async (...given) => {
      const isKept = await keeping.take(...given);
      await world.runs.pause(id);
      return isKept;
    };
    const pausing = {
      take,
      leaveOne: keeping.leaveOne.bind(keeping),
      leaveRest: keeping.leaveRest.bind(keeping),
    };
    await world.running({ keeping: pausing }).run(signal);
    await world.running().run(signal);
    expect(await world.shownRuns.get(id)).toMatchObject({ state: 'open', report: { compared: 5 } });
    await world.runs.resume(id);
    await world.running({ keeping: pausing }).run(signal);
    expect(await world.shownRuns.get(id)).toMatchObject({ state: 'open', report: { compared: 10 } });
    await world.runs.cancel(id);
    await expect(world.runs.resume(id)).rejects.toThrow('this run has ended');
    await world.running().run(signal);
    expect(await world.shownRuns.get(id)).toMatchObject({ state: 'done', report: { compared: 10 } });
  });

  it('tries a slice that fails smaller, leaves the order that fails alone, and goes on', async () => {
    const ids = await orders(12, 0);
    const id = await ask();
    const poisoned = () => world.running({}, withoutOrder(world.database, ids[7]!));
    for (let minute = 0; minute < 5; minute += 1) {
      await poisoned().run(signal);
      world.later(MINUTE_MS);
    }
    await poisoned().run(signal);
    const shown = (await world.shownRuns.get(id))!;
    expect(shown.state).toBe('done');
    expect(shown.report).toMatchObject({ compared: 11, ordersLeft: 1, leftOrderIds: [ids[7]] });
    expect(shown.errorMessage).toMatch(/unexpected fault/);
  });

  it('goes on in smaller slices where one takes too long, and leaves no order', async () => {
    await orders(7, 0);
    const id = await ask();
    const tooMuch = (statement: Statement): boolean =>
      statement.name === 'reconciliation_compared_legs' && isLongerThan(1, statement);
    await world.running({}, slowDatabase(world.database, tooMuch)).run(signal);
    const shown = (await world.shownRuns.get(id))!;
    expect(shown).toMatchObject({ state: 'done', report: { compared: 7, ordersLeft: 0 } });
    expect(world.events.at(-1)).toMatchObject({ event: 'reconcile', level: 'error', outcome: 'failed' });
  });
});

it('sees to it that what has only time against it is compared once that is over', async () => {
  const world = await reconciliationWorld();
  const { orderId } = await placedOrder(world, 'O-1');
  await world.database.rows({ text: 'DELETE FROM order_changes' });
  await world.runs.create({ ...EVERYTHING, ...DAY });
  await world.running().run(signal);
  world.later(DAY_MS + MINUTE_MS);
  await world.compare();
  expect(await world.discrepancies(orderId)).toMatchObject([{ rule: 'stuck', state: 'open' }]);
  await world.close();
});
