import { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Difference } from '#reconciliation/compare/difference.js';
import { AGREES } from '#reconciliation/compare/comparison.js';
import { MOST_ALONE } from '#reconciliation/keep/incidents.store.js';
import { Keeping } from '#reconciliation/keep/keeping.js';
import { IncidentsQuery } from '#reconciliation/operator/incidents.query.js';
import { IncidentsWatching } from '#reconciliation/watch/incidents-watching.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { aDifference, finding, keepingWorld } from './keeping-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let created: TestDatabase;
let database: Database;
let statements = 0;
let world: ReturnType<typeof keepingWorld>;
beforeAll(async () => {
  created = await createTestDatabase();
  const observe = () => {
    statements++;
  };
  database = new Database({ url: created.url, max: 6, name: 'suanpan-test', observe }, () => undefined);
  world = keepingWorld(database);
});
beforeEach(() => world.later(10 * HOUR_MS));
afterAll(async () => {
  await database.close();
  await created.drop();
});

const differences = (accountId: string, orderIds: readonly string[], change: Partial<Difference> = {}) =>
  orderIds.map((orderId) => world.ofOrder(finding(aDifference({ ...change, accountId })), orderId));
/** @returns the orders */
async function openSome(accountId: string, count: number, change: Partial<Difference> = {}) {
  const orderIds = Array.from({ length: count }, newId);
  await world.take(differences(accountId, orderIds, change));
  return orderIds;
}
const incidentsOf = (accountId: string) => new IncidentsQuery(database).list({ accountId, limit: 10 });
const look = () => new IncidentsWatching(database, world.clock).run();
const agree = (orderIds: readonly string[]) => world.take(orderIds.map((id) => world.ofOrder(AGREES, id)));

it('fifty in an hour are each by themselves, and one more makes all of them one', async () => {
  const accountId = newId();
  await openSome(accountId, MOST_ALONE);
  await openSome(accountId, MOST_ALONE, { rule: 'stuck' });
  await openSome(newId(), MOST_ALONE);
  expect(await incidentsOf(accountId)).toEqual([]);
  const since = world.now();
  world.later(HOUR_MS - 1);
  await openSome(accountId, 1);
  expect(await incidentsOf(accountId)).toEqual([
    expect.objectContaining({
      ...{ rule: 'alive_after_cancel', state: 'open', severity: 'error' },
      ...{ since, begunAt: world.now(), lastAt: world.now() },
      ...{ count: MOST_ALONE + 1, open: MOST_ALONE + 1, closed: 0 },
    }),
  ]);
});

it('what was opened more than an hour before makes none', async () => {
  const accountId = newId();
  await openSome(accountId, MOST_ALONE);
  world.later(HOUR_MS);
  await openSome(accountId, MOST_ALONE);
  expect(await incidentsOf(accountId)).toEqual([]);
});

it('what is accepted from the beginning makes none', async () => {
  const accountId = newId();
  await openSome(accountId, MOST_ALONE + 1, { rule: 'refunded_after_completion' });
  expect(await incidentsOf(accountId)).toEqual([]);
});

it('what follows within an hour joins it, what comes later is by itself until it is too many again', async () => {
  const accountId = newId();
  await openSome(accountId, MOST_ALONE + 1);
  for (let more = 0; more < 3; more++) {
    world.later(HOUR_MS - 1);
    await openSome(accountId, 1);
  }
  expect(await incidentsOf(accountId)).toMatchObject([{ count: MOST_ALONE + 4, lastAt: world.now() }]);
  world.later(HOUR_MS);
  await openSome(accountId, MOST_ALONE);
  expect(await incidentsOf(accountId)).toMatchObject([{ count: MOST_ALONE + 4 }]);
  await openSome(accountId, 1);
  expect(await incidentsOf(accountId)).toMatchObject([{ count: MOST_ALONE + 1 }, { count: MOST_ALONE + 4 }]);
});

it('several who open a part of it at once make it one', async () => {
  const accountId = newId();
  const parts = Array.from({ length: 4 }, () => Array.from({ length: 15 }, newId));
  const keeping = new Keeping(world.clock);
  // None commits before all have opened theirs.
  let all: () => void;
  const opened = new Promise<void>((resolve) => (all = resolve));
  let waiting = parts.length;
  await Promise.all(
    parts.map((orderIds) =>
      database.transaction(async (sql: Sql) => {
        await keeping.take(sql, differences(accountId, orderIds));
        if (--waiting === 0) all();
        await opened;
      }),
    ),
  );
  expect(await incidentsOf(accountId)).toMatchObject([{ count: 60, open: 60 }]);
});

it('nobody waits for who holds one of it, which joins afterwards', async () => {
  const accountId = newId();
  const [held] = (await openSome(accountId, MOST_ALONE)) as [string];
  await database.transaction(async (sql) => {
    await sql.rows({ text: 'SELECT FROM discrepancies WHERE order_id = $1 FOR UPDATE', values: [held] });
    await openSome(accountId, 1);
    expect(await incidentsOf(accountId)).toMatchObject([{ count: MOST_ALONE }]);
  });
  await look();
  expect(await incidentsOf(accountId)).toMatchObject([{ count: MOST_ALONE + 1 }]);
});

it('ends once nothing of it is open, whoever closes the last of it, and what comes back is by itself', async () => {
  const accountId = newId();
  const orderIds = await openSome(accountId, MOST_ALONE + 1);
  const [last, other, ...rest] = orderIds as [string, string, ...string[]];
  await agree(rest);
  await look();
  expect(await incidentsOf(accountId)).toMatchObject([{ state: 'open', open: 2 }]);
  await Promise.all([agree([last]), agree([other])]);
  await look();
  expect(await incidentsOf(accountId)).toMatchObject([
    { state: 'ended', endedAt: world.now(), closed: MOST_ALONE + 1 },
  ]);
  world.later(MINUTE_MS);
  await world.take(differences(accountId, [last]));
  const found = await database.rows({
    text: 'SELECT state, incident_id, times_opened FROM discrepancies WHERE order_id = $1',
    values: [last],
  });
  expect(found).toEqual([{ state: 'open', incident_id: null, times_opened: 2 }]);
  expect(await incidentsOf(accountId)).toMatchObject([{ state: 'ended', count: MOST_ALONE }]);
});

it('does not end while somebody adds to it', async () => {
  const accountId = newId();
  const orderIds = await openSome(accountId, MOST_ALONE + 1);
  await agree(orderIds);
  const keeping = new Keeping(world.clock);
  const [incident] = await incidentsOf(accountId);
  await database.transaction(async (sql) => {
    await keeping.take(sql, differences(accountId, [newId()]));
    // As the end of this transaction will.
    await sql.rows({ text: 'UPDATE incidents SET last_at = last_at WHERE id = $1', values: [incident!.id] });
    await look();
  });
  expect(await incidentsOf(accountId)).toMatchObject([{ state: 'open', open: 1 }]);
  await look();
  expect(await incidentsOf(accountId)).toMatchObject([{ state: 'open', open: 1 }]);
});

it('takes as many statements for many as for one', async () => {
  const counted = async (work: () => Promise<unknown>): Promise<number> => {
    statements = 0;
    await work();
    return statements;
  };
  const one = await counted(() => openSome(newId(), 1));
  expect(one).toBeGreaterThan(4);
  expect(await counted(() => openSome(newId(), 200))).toBe(one);
});
