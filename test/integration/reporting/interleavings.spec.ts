import { expectHoursAgree } from '../../support/agreeing-hours.js';
import { expectRevisionsExplained } from '../../support/summed-revisions.js';
import { ReportingWorld } from './reporting-world.js';

const RUNS = 12;
const STEPS = 40;
const ORDERS = 4;
const HOURS = ['01', '02', '03'];

/** A linear congruence: the same seed gives the same run. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

describe('changes, looks and derivations in any order', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A change of an order that is written but not committed. */
  interface Uncommitted {
    readonly order: number;
    commit(): Promise<void>;
  }

  function begin(order: number, change: (sql: Parameters<typeof world.resell>[3]) => Promise<void>) {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    return new Promise<Uncommitted>((resolve, reject) => {
      const done = world.database.transaction(async (sql) => {
        await change(sql);
        const commit = async (): Promise<void> => {
          release();
          await done;
        };
        resolve({ order, commit });
        await released;
      });
      done.catch(reject);
    });
  }

  async function run(seed: number): Promise<void> {
    const below = chance(seed);
    world.clock.set('2026-03-05T00:20');
    const stores = [(await world.addShop()).storeId, (await world.addShop()).storeId];
    const orders: string[] = [];
    for (let n = 0; n < ORDERS; n += 1)
      orders.push(await world.sell(null, { fen: 0n, at: '2026-03-05T01:00' }));
    world.clock.set('2026-03-05T03:10');
    let open: Uncommitted | undefined;
    const commit = async (): Promise<void> => {
      await open?.commit();
      open = undefined;
    };
    const change = async (): Promise<void> => {
      const order = below(ORDERS);
      if (open?.order === order) await commit();
      const sells = below(4) > 0;
      const time = `2026-03-05T${HOURS[below(3)]}:${String(10 + below(50))}`;
      const sale = sells ? { fen: BigInt(below(3)), at: time } : null;
      const write = (sql?: Parameters<typeof world.resell>[3]): Promise<void> =>
        world.resell(orders[order]!, stores[below(2)]!, sale, sql);
      if (open === undefined && below(4) === 0) open = await begin(order, write);
      else await write();
    };
    const steps = [
      change,
      change,
      change,
      () => world.hub().takeChanges(),
      () => world.hub().derive(),
      () => world.hub().request(stores[below(2)]!, '2026-03-05T01:00', '2026-03-05T03:00'),
      commit,
    ];
    for (let step = 0; step < STEPS; step += 1) {
      if (step === STEPS / 2) world.clock.set('2026-03-05T04:10');
      await steps[below(steps.length)]!();
      await expectHoursAgree(world.database);
    }
    await commit();
    await world.hub().derive();
    await world.hub().takeChanges();
    await expectRevisionsExplained(world.database);
    for (const storeId of stores) expect(await world.hoursOf(storeId)).toEqual(await fromScratch(storeId));
  }

  async function fromScratch(storeId: string) {
    const hours = await world.hoursOf(storeId);
    return Promise.all(
      hours.map(async ([start, , , revision]) => {
        const [sum] = await world.database.rows<{ fen: string; orders: number }>({
          text: `SELECT coalesce(sum(sale_fen), 0)::text AS fen, count(*)::int AS orders FROM orders
                 WHERE store_id = $1 AND sale_at >= $2 AND sale_at < $2::timestamptz + INTERVAL '1 hour'`,
          values: [storeId, `${start}Z`],
        });
        return [start, BigInt(sum!.fen), sum!.orders, revision];
      }),
    );
  }

  it.each(Array.from({ length: RUNS }, (_, seed) => seed + 1))(
    'end with what deriving from scratch gives (seed %i)',
    (seed) => run(seed),
  );
});
