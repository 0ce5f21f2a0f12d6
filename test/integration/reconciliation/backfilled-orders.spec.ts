import { jest } from '@jest/globals';
import type { OrderObservation } from '#domain/order-observation.js';
import type { FulfilmentState, PaymentState } from '#domain/order-status.js';
import { type OpenedBy, type Recording, recordingAccount } from '#ledger/recording.js';
import { aRecording } from '../../factories/observations.js';
import { type DispatchWorld, type Hub, MINUTE } from '../dispatch/dispatch-world.js';
import { comparingHub, openComparedWorld } from './comparing-hub.js';
import { readToNow } from './listed-till.js';

/** In full: 5,000. */
const ORDERS = Number(process.env['SUANPAN_BACKFILLED_ORDERS'] ?? 400);
const PAGE = 100;
const DAY = 24 * 60 * MINUTE;

// A machine that is shared records some hundred statements a second; nothing here is asserted of it.
jest.setTimeout(300_000 + ORDERS * 100);

interface Stand {
  readonly fulfilment: FulfilmentState;
  readonly payment: PaymentState;
  /** Who has it; both say the same. */
  readonly at: 'shop' | 'till' | 'both';
}

/** A difference that was one already when it was read. */
const isWrong = ({ at, fulfilment, payment }: Stand): boolean =>
  at === 'both' && payment === 'refunded' && fulfilment !== 'cancelled';

/** Wherever orders of a past may stand; many of them would be placed, or missed, were they news. */
const RIGHT: readonly Stand[] = (['shop', 'till', 'both'] as const)
  .flatMap((at) =>
    (['created', 'accepted', 'shipped', 'completed', 'cancelled'] as const).flatMap((fulfilment) =>
      (['paid', 'unpaid', 'refunded'] as const).map((payment) => ({ at, fulfilment, payment })),
    ),
  )
  .filter((stand) => !isWrong(stand));

describe('a past that is fetched later', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await openComparedWorld();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    // No order is too old to be placed, and none of the till's is its own: nothing but that it is a past speaks for it.
    world.configure({ ordersFrom: 'storefront', placeWithinMinutes: 24 * 60 * 400 });
    world.clock.pass(MINUTE);
  });
  afterAll(() => world.close());

  const said = ({ payment, fulfilment }: Stand, placedAt: Date): Partial<OrderObservation> => ({
    asOf: world.clock.now(),
    payment: {
      ...{ state: payment, raw: payment, method: null },
      paidAt: payment === 'unpaid' ? null : placedAt,
    },
    fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
  });

  /** What shop and till say of the n-th order. @param by undefined: we ask for it once more */
  async function statements(n: number, by: OpenedBy | undefined): Promise<Recording[]> {
    const stand = RIGHT[n % RIGHT.length]!;
    const placedAt = new Date(world.clock.now().getTime() - DAY - n * MINUTE);
    const vendorNo = `P-${String(n)}`;
    const says = async (accountId: string, no: string, vendorStoreId: string | null): Promise<Recording> => {
      const placement = { vendorStoreId, placedAt, numbers: [], origin: {} };
      const account = recordingAccount((await world.byId(accountId))!);
      const recording = aRecording(accountId, { ...said(stand, placedAt), vendorNo: no, placement }, account);
      return { ...recording, ...(by === undefined ? {} : { by }) };
    };
    const atShop = await says(world.shopId, vendorNo, 'SH-01');
    const atTill = await says(world.tillId, `T-${vendorNo}`, null);
    const numberOf = { account: atShop.account, vendorNo };
    return { shop: [atShop], till: [atTill], both: [atShop, { ...atTill, numberOf }] }[stand.at];
  }

  async function record(by: OpenedBy | undefined): Promise<void> {
    for (let n = 0; n < ORDERS; n += PAGE) {
      const some = Array.from({ length: Math.min(PAGE, ORDERS - n) }, (_one, at) => statements(n + at, by));
      await world.ledger.record((await Promise.all(some)).flat());
    }
  }

  const count = async (table: string): Promise<number> =>
    (await world.database.rows({ text: `SELECT FROM ${table}` })).length;

  /** All that hubs do by themselves, now and once every patience but a day's is over. */
  async function workAndCompare(): Promise<void> {
    const { watch } = comparingHub(world, hub);
    for (const minutes of [0, 40]) {
      world.clock.pass(minutes * MINUTE);
      await readToNow(world.database, world.tillId, world.clock.now());
      await hub.work();
      await watch();
    }
  }

  it(`of ${String(ORDERS)} orders opens nothing at the till: no command, no call, no difference`, async () => {
    await record('backfill');
    await workAndCompare();
    // As polling asks for those of them that are still open.
    await record(undefined);
    await workAndCompare();
    const now = world.clock.now();
    const period = { from: new Date(now.getTime() - 400 * DAY), to: now };
    expect(await comparingHub(world, hub).run(period)).toMatchObject({ compared: ORDERS, opened: 0 });
    expect([await count('dispatches'), world.till.calls, await count('discrepancies')]).toEqual([0, [], 0]);

    // What is news in that moment is placed.
    await world.tell();
    await hub.work();
    expect(world.till.alive()).toHaveLength(1);
  });
});
