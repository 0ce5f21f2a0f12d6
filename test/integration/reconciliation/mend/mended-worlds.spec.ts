import fc from 'fast-check';
import type { RepairKind } from '#domain/repair.js';
import type { RepairAction, RepairToDo } from '#reconciliation/mend/action.js';
import { cancelAction } from '#reconciliation/mend/cancel.action.js';
import { completeAction } from '#reconciliation/mend/complete.action.js';
import { placeAction } from '#reconciliation/mend/place.action.js';
import { shipAction } from '#reconciliation/mend/ship.action.js';
import { type DispatchWorld, type Hub, MINUTE } from '../../dispatch/dispatch-world.js';
import { comparingHub, openComparedWorld } from '../comparing-hub.js';
import { readToNow } from '../listed-till.js';
import { EXAMPLES, type Step, step } from './mending-steps.js';
import { leaveRefused, plannedMending, type SeenOffer } from './planned-mending.js';
import { WrongedOrders } from './wronged-orders.js';

const BY = '小李';
const COMMANDS: readonly RepairKind[] = ['place', 'ship', 'complete', 'cancel'];
/** By then a repair that waits is looked at again. */
const LOOK_AGAIN_MS = MINUTE;
/** More than any order needs: a refusal, a lost answer and its finds, a copy, a move. */
const ROUNDS = 8;

interface Offered {
  readonly id: string;
  readonly order_id: string;
  readonly store_id: string | null;
  readonly rule: string;
  readonly repairs: readonly SeenOffer[];
}

/** How what a person approves is done. */
interface Way {
  approve(offered: Offered, offer: SeenOffer): Promise<unknown>;
  /** What hubs do of it by themselves. */
  run(): Promise<void>;
  /** What was approved and has not ended. */
  underWay(): Promise<readonly unknown[]>;
}

const commandsOf = ({ requests, moves }: Hub): RepairAction[] => [
  placeAction(requests),
  ...[shipAction(moves), completeAction(moves), cancelAction(moves)],
];

/** At once, at the doors of whoever does it: its rules alone keep it from doing harm. */
function atTheDoors(world: DispatchWorld, hub: Hub): Way {
  const actions = new Map(commandsOf(hub).map((one) => [one.kind, one]));
  return {
    approve: ({ order_id: orderId, store_id: storeId }, offer) => {
      const repair: RepairToDo = { ...offer, orderId, storeId, hourStart: null };
      const begun = world.database.transaction((sql) => actions.get(offer.kind)!.begin(sql, repair, BY));
      return begun.catch(leaveRefused);
    },
    run: () => Promise.resolve(),
    underWay: () => Promise.resolve([]),
  };
}

/** Planned from what vendors say just then, begun if it still holds, and looked at afterwards. */
function asPlanned(world: DispatchWorld, hub: Hub): Way {
  const { approve, run, underWay } = plannedMending(world, hub, commandsOf(hub));
  return { approve: ({ id }, offer) => approve(id, offer, BY), run, underWay };
}

describe.each([
  ['at the doors', atTheDoors],
  ['as planned', asPlanned],
])('whatever goes wrong with orders, once a person approves every repair: %s', (_name, wayOf) => {
  let world: DispatchWorld;
  let hub: Hub;
  let orders: WrongedOrders;
  let way: Way;
  /** What somebody has seen offered, and has not approved yet: by then much may be otherwise. */
  let seen: readonly Offered[] = [];
  beforeAll(async () => {
    world = await openComparedWorld();
  });
  afterAll(() => world.close());

  async function begin(): Promise<void> {
    await world.begin();
    await world.database.rows({ text: 'DELETE FROM comparison_dues' });
    // What is moved at the till, people approve.
    await world.switch(['place']);
    // Nor is any order too old: that is held for people elsewhere.
    world.configure({ placeWithinMinutes: 24 * 60 });
    hub = world.hub();
    way = wayOf(world, hub);
    orders = await WrongedOrders.open(world, hub);
    world.clock.pass(MINUTE);
    seen = [];
  }

  const offered = (): Promise<Offered[]> =>
    world.database.rows({
      text: `SELECT id, order_id, store_id, rule, repairs FROM discrepancies WHERE state = 'open' AND account_id = $1
             AND EXISTS (SELECT FROM jsonb_array_elements(repairs) r WHERE r->>'kind' = ANY($2)) ORDER BY id`,
      values: [world.tillId, COMMANDS],
    });

  async function approve(offers: readonly Offered[]): Promise<void> {
    for (const one of offers)
      for (const offer of one.repairs.filter(({ kind }) => COMMANDS.includes(kind)))
        await way.approve(one, offer);
  }

  /** The till is read, orders are compared, and all that is offered is approved and done. */
  async function mend(): Promise<void> {
    await readAndCompare();
    await approve(await offered());
    await way.run();
    // Whom a repair has asked answers.
    await orders.poll();
    world.clock.pass(LOOK_AGAIN_MS);
    await way.run();
    await hub.work();
    await readAndCompare();
    await way.run();
  }

  async function readAndCompare(): Promise<void> {
    await orders.poll();
    await readToNow(world.database, world.tillId, world.clock.now());
    await hub.work();
    await comparingHub(world, hub).watch();
  }

  async function look(): Promise<void> {
    await readToNow(world.database, world.tillId, world.clock.now());
    await comparingHub(world, hub).watch();
    seen = await offered();
  }

  async function take(one: Step): Promise<void> {
    switch (one.do) {
      case 'order':
        return orders.order(one.no);
      case 'wrong':
        return orders.happen(one.wrong, one.no);
      case 'mood':
        return orders.be(one.mood);
      case 'work':
        return hub.work();
      case 'poll':
        return orders.poll();
      case 'later':
        return world.clock.pass(20 * MINUTE);
      case 'mend':
        return mend();
      case 'look':
        return look();
      case 'approve':
        await approve(seen);
        return way.run();
    }
  }

  it('comes right: nothing that can be mended is left, and nothing is placed twice', async () => {
    const begun = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 24 }), async (steps) => {
        await begin();
        for (const one of steps) {
          await take(one);
          expect(await orders.placedTwice()).toEqual([]);
        }
        orders.be('honest');
        for (let round = 0; round < ROUNDS; round += 1) {
          world.clock.pass(20 * MINUTE);
          await mend();
          expect(await orders.placedTwice()).toEqual([]);
        }
        const left = (await offered()).filter(({ order_id }) => !orders.waitsForPerson(order_id));
        expect(left).toEqual([]);
        expect(await orders.faults()).toEqual([]);
        expect(await way.underWay()).toEqual([]);
        for (const { kind, cause } of await world.list()) if (cause === 'repair') begun.add(kind);
      }),
      { numRuns: 12, examples: EXAMPLES.map((steps): [Step[]] => [[...steps]]) },
    );
    expect([...begun].sort()).toEqual([...COMMANDS].sort());
  });
});
