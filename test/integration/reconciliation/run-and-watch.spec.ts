import fc from 'fast-check';
import type { FulfilmentState } from '#domain/order-status.js';
import { EVERYTHING } from '#reconciliation/runs/run.js';
import { PLACED_AT } from '../../factories/observations.js';
import { type PlacedOrder, placedOrder } from './placed-orders.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = { from: new Date(PLACED_AT.getTime() - DAY_MS), to: new Date(PLACED_AT.getTime() + DAY_MS) };
const signal = new AbortController().signal;

const STATES: readonly FulfilmentState[] = ['created', 'preparing', 'cancelled', 'completed'];
/** Somebody says something of an order; or changes are compared, now or later. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('shop' as const, 'till' as const),
      order: fc.nat({ max: 3 }),
      state: fc.constantFrom(...STATES),
      minute: fc.integer({ min: 3, max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compare' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('later' as const), minutes: fc.integer({ min: 1, max: 12 }) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const someWorld = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 14 }),
  /** Of which orders the till's leg is not filled. */
  unfilled: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 2 }),
  isTillUnwell: fc.boolean(),
  runsFirst: fc.boolean(),
});

describe('changed orders and a run', () => {
  let world: ReconciliationWorld;
  let next = 1;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterAll(() => world.close());

  async function take(one: Step, orders: readonly PlacedOrder[]): Promise<void> {
    if (one.kind === 'compare') return world.compare();
    if (one.kind === 'later') return world.later(one.minutes * MINUTE_MS);
    const order = orders[one.order]!;
    await (one.kind === 'shop' ? order.shopSays : order.tillSays)(one.state, one.minute);
  }

  async function runAll() {
    const id = await world.runs.create({ ...EVERYTHING, ...DAY });
    await world.running().run(signal);
    return (await world.shownRuns.get(id))!.report;
  }

  const kept = (orderIds: readonly string[]) =>
    world.database.rows<{ state: string; order_id: string }>({
      text: `SELECT id, order_id, rule, key, state, times_opened, fingerprint FROM discrepancies
             WHERE order_id = ANY($1::uuid[]) ORDER BY id`,
      values: [orderIds],
    });

  it('find the same, whoever comes first', async () => {
    let [found, silent] = [0, 0];
    await fc.assert(
      fc.asyncProperty(someWorld, async ({ steps, unfilled, isTillUnwell, runsFirst }) => {
        world.standings.clear();
        const orders: PlacedOrder[] = [];
        for (let n = 0; n < 4; n += 1) orders.push(await placedOrder(world, `W-${String(next++)}`));
        const ids = orders.map(({ orderId }) => orderId);
        for (const one of steps) await take(one, orders);
        await world.database.rows({
          text: 'UPDATE legs SET is_comparable = false WHERE order_id = ANY($1::uuid[]) AND sell_rank = 1',
          values: [ids.filter((_, at) => unfilled.includes(at))],
        });
        if (isTillUnwell) world.standings.set(world.till.id, 'unwell');
        world.later(15 * MINUTE_MS);

        if (runsFirst) await runAll();
        else await world.compare();
        const first = await kept(ids);
        if (runsFirst) await world.compare();
        const report = await runAll();
        expect(await kept(ids)).toEqual(first);
        const standing = new Set(first.filter(({ state }) => state !== 'closed').map((one) => one.order_id));
        expect(report).toMatchObject({ compared: 4, opened: 0, closed: 0 });
        expect(report.differing).toBeLessThanOrEqual(standing.size);
        expect(report.differing + report.notComparable).toBeGreaterThanOrEqual(standing.size);
        if (!isTillUnwell && unfilled.length === 0) expect(report.differing).toBe(standing.size);
        found += report.differing;
        silent += report.notComparable;
        await world.database.rows({ text: `UPDATE orders SET placed_at = '2020-01-01T00:00:00Z'` });
      }),
      { numRuns: 30 },
    );
    // The worlds had both.
    expect([found > 0, silent > 0]).toEqual([true, true]);
  });
});
