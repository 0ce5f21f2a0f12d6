import type { Sql, Statement } from '#database/sql.js';
import { claimDue, DISPATCHES } from '#dispatch/claimed/claim.store.js';
import { dueAccounts, nextDue } from '#jobs/leased-rows.store.js';
import { readDispatches, turnDispatches } from '#dispatch/plan/dispatches.store.js';
import { findDispatch, dispatchesUnmapped, releaseUnmapped } from '#dispatch/operator/requests.store.js';
import { settleDispatches } from '#dispatch/claimed/settle.store.js';
import { DispatchWorld } from './dispatch-world.js';

const FINISHED = 20_000;

describe('statements', () => {
  let world: DispatchWorld;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(() => world.begin());
  afterAll(() => world.close());

  it('are named, and at most 15 for each order that is placed among others', async () => {
    const orders = 100;
    await world.tellMany(orders);
    const hub = world.hub();
    world.statements.length = 0;
    await hub.work();
    expect(await world.list({ state: 'done' })).toHaveLength(orders);
    expect(world.statements).not.toContain('?');
    expect(world.statements.length / orders).toBeLessThanOrEqual(15);
  });

  it('planning takes the same number for any number of orders', async () => {
    const counts: number[] = [];
    for (const orders of [1, 150]) {
      await world.tellMany(orders);
      world.statements.length = 0;
      await world.hub().plan();
      counts.push(world.statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('do not read what is finished, however much it is', async () => {
    await world.tellMany(20);
    await world.hub().plan();
    const [one] = await world.list({ limit: 1 });
    await finish(world, FINISHED);
    const id = one!.id;
    const now = new Date(world.clock.now().getTime() + 1);
    const lease = { holder: 'somebody', until: now };
    const planned = { step: 'turn', id, accountId: world.tillId, was: 'waiting', to: 'held' } as const;
    const turned = { ...planned, vendorNo: null, shown: null };
    const settled = {
      state: 'done',
      dueAt: now,
      shown: null,
      failures: 0,
      finds: 0,
      foundAt: null,
      vendorNo: null,
      detail: null,
    } as const;
    const claimed = { id, lease_holder: 'somebody' } as never;
    const plans = await explained(world, [
      (sql) => dueAccounts(sql, DISPATCHES, now),
      (sql) => nextDue(sql, DISPATCHES, now),
      (sql) => claimDue(sql, [{ accountId: world.tillId, most: 4 }], lease, now),
      (sql) => readDispatches(sql, [one!.legId]),
      (sql) => turnDispatches(sql, [turned], now),
      (sql) => settleDispatches(sql, [[claimed, settled]], now),
      (sql) => findDispatch(sql, id),
      (sql) => dispatchesUnmapped(sql, world.tillId),
      (sql) => releaseUnmapped(sql, [id], now),
    ]);
    expect(plans).toHaveLength(9);
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on (dispatches|legs)/);
  });
});

const OLD = `md5('old ' || n)::uuid`;
const LONG_AGO = `now() - interval '1 day'`;
const EACH = 'FROM generate_series(1, $1::int) AS n';

/** So many orders that were placed long ago. With statistics in between: foreign keys are checked by plans, too. */
async function finish({ database, shopId, tillId }: DispatchWorld, count: number): Promise<void> {
  const insert = async (text: string, ...values: readonly string[]) => {
    await database.rows({ text: `INSERT INTO ${text} ${EACH}`, values: [count, ...values] });
    await database.rows({ text: 'ANALYZE orders, legs, dispatches' });
  };
  await insert(`orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
    SELECT ${OLD}, 'paid', 'paid', 'created', 'none', ${LONG_AGO}, ${LONG_AGO}`);
  await insert(
    `legs (id, order_id, account_id, connector, vendor_no, sell_rank, own_store_ids, state, confirmed_at, created_at,
           updated_at)
     SELECT ${OLD}, ${OLD}, $2, 'toy-shop', 'old ' || n, 0, false, '{}', ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}`,
    shopId,
  );
  await insert(
    `dispatches (id, account_id, kind, leg_id, cause, state, due_at, created_at, updated_at, settled_at)
     SELECT ${OLD}, $2, 'place', ${OLD}, 'rule', 'done', ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}, ${LONG_AGO}`,
    tillId,
  );
}

/** How the database would go about these statements; none of them is run. */
async function explained(
  world: DispatchWorld,
  calls: readonly ((sql: Sql) => Promise<unknown>)[],
): Promise<string[]> {
  const plans: string[] = [];
  const sql: Sql = {
    async rows<Row>({ text, values }: Statement): Promise<Row[]> {
      const rows = await world.database.rows<{ 'QUERY PLAN': string }>({
        text: `EXPLAIN ${text}`,
        values: values ?? [],
      });
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
      return [];
    },
  };
  for (const call of calls) await call(sql);
  return plans;
}
