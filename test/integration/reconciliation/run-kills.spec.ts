import { EVERYTHING } from '#reconciliation/runs/run.js';
import { PLACED_AT } from '../../factories/observations.js';
import { KilledError, mortalDatabase } from './mortal-database.js';
import { type PlacedOrder, placedOrder } from './placed-orders.js';
import { LEASE_MS, type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DAY = { from: new Date(PLACED_AT.getTime() - DAY_MS), to: new Date(PLACED_AT.getTime() + DAY_MS) };
const signal = new AbortController().signal;

describe('a run whose hubs are killed', () => {
  let world: ReconciliationWorld;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterAll(() => world.close());

  const ask = () => world.runs.create({ ...EVERYTHING, ...DAY });
  const shown = async (id: string) => (await world.shownRuns.get(id))!;

  /** 30 that agree, 14 that differ, 6 that wait, and 6 that differed and agree by now; in an order of their own. */
  async function orders() {
    const kinds = ['agrees', 'differs', 'agrees', 'agrees', 'waits', 'differs', 'ended', 'agrees'] as const;
    const all: (PlacedOrder & { readonly kind: string })[] = [];
    for (let n = 0; n < 56; n += 1) {
      const kind = n < 48 ? kinds[n % 8]! : n < 50 ? 'differs' : 'agrees';
      const order = await placedOrder(world, `K-${String(n)}`);
      if (kind === 'agrees') await order.tillSays('completed', 4);
      else await order.shopSays('cancelled', 5);
      all.push({ ...order, kind });
    }
    world.later(10 * MINUTE_MS);
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    await onlyLater(of('waits').map(({ orderId }) => orderId));
    await world.database.rows({ text: 'DELETE FROM order_changes' });
    for (const { tillSays } of of('ended')) await tillSays('preparing', 6);
    await world.compare();
    for (const { tillSays } of of('ended')) await tillSays('cancelled', 7);
    await world.database.rows({ text: 'DELETE FROM order_changes' });
    return { differing: of('differs'), ended: of('ended') };
  }

  /** The shop has told of the cancel much later. */
  const onlyLater = (ids: readonly string[]) =>
    world.database.rows({
      text: `UPDATE legs SET fulfilment_since = $2 WHERE order_id = ANY($1::uuid[]) AND sell_rank = 0`,
      values: [ids, new Date(world.at().getTime() + 60 * MINUTE_MS)],
    });

  it('comes to the same in other hands, ten times over, and opens nothing twice', async () => {
    const { differing, ended } = await orders();
    const id = await ask();
    for (const diesAt of [2, 5, 9, 13, 14, 16, 17, 18, 19, 21]) {
      const mortal = world.running({}, mortalDatabase(world.database, diesAt));
      await expect(mortal.run(signal)).rejects.toThrow(KilledError);
      expect(await shown(id)).toMatchObject({ state: 'open' });
      world.later(LEASE_MS);
    }
    await world.running().run(signal);
    const { state, report } = await shown(id);
    expect(state).toBe('done');
    expect(report).toMatchObject({ compared: 56, agreeing: 36, waiting: 6, differing: 14, notComparable: 0 });
    expect(report).toMatchObject({ opened: 14, closed: 6, ordersLeft: 0 });
    const seen = await world.database.rows<{ order_id: string }>({
      text: 'SELECT order_id FROM reconciliation_run_differences WHERE run_id = $1 ORDER BY order_id',
      values: [id],
    });
    expect(seen.map(({ order_id }) => order_id)).toEqual(differing.map(({ orderId }) => orderId).sort());
    for (const { orderId } of differing) {
      const [one, ...others] = await world.discrepancies(orderId);
      expect([one?.state, one?.times_opened, others]).toEqual(['open', 1, []]);
      expect(await world.history(one!.id)).toEqual(['opened']);
    }
    for (const { orderId } of ended) {
      const [one] = await world.discrepancies(orderId);
      expect(await world.history(one!.id)).toEqual(['opened', 'closed']);
    }
  });

  it('is counted once by one that was taken for dead and goes on', async () => {
    const id = await ask();
    const looking = world.sliceLooking();
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const look: typeof looking.look = async (...given) => {
      await asleep;
      return looking.look(...given);
    };
    const frozen = world.running({ looking: { look } }).run(signal);
    await world.somebodyHolds(id);
    world.later(LEASE_MS);
    await world.running().run(signal);
    const before = await shown(id);
    expect(before).toMatchObject({ state: 'done', report: { compared: 56 } });
    wake();
    await frozen;
    expect(await shown(id)).toEqual(before);
  });
});
