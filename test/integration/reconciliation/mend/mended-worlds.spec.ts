import fc from 'fast-check';
import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { RepairKind } from '#domain/repair.js';
import type { RepairToDo } from '#reconciliation/mend/action.js';
import { RepairActions } from '#reconciliation/mend/actions.js';
import { cancelAction } from '#reconciliation/mend/cancel.action.js';
import { completeAction } from '#reconciliation/mend/complete.action.js';
import { placeAction } from '#reconciliation/mend/place.action.js';
import { shipAction } from '#reconciliation/mend/ship.action.js';
import { type DispatchWorld, type Hub, MINUTE, SECOND } from '../../dispatch/dispatch-world.js';
import { comparingHub, openComparedWorld } from '../comparing-hub.js';
import { readToNow } from '../listed-till.js';
import { EXAMPLES, type Step, step } from './mending-steps.js';
import { WrongedOrders } from './wronged-orders.js';

const BY = '小李';
const COMMANDS: readonly RepairKind[] = ['place', 'ship', 'complete', 'cancel'];
/** More than any order needs: a refusal, a lost answer and its finds, a copy, a move. */
const ROUNDS = 12;

interface Offered {
  readonly order_id: string;
  readonly store_id: string | null;
  readonly rule: string;
  readonly repairs: readonly {
    readonly kind: RepairKind;
    readonly accountId: string;
    readonly legId: string | null;
  }[];
}

describe('whatever goes wrong with orders, once a person approves every repair', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let orders: WrongedOrders;
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
    orders = await WrongedOrders.open(world);
    world.clock.pass(MINUTE);
    seen = [];
  }

  const offered = (): Promise<Offered[]> =>
    world.database.rows({
      text: `SELECT order_id, store_id, rule, repairs FROM discrepancies WHERE state = 'open' AND account_id = $1
             AND EXISTS (SELECT FROM jsonb_array_elements(repairs) r WHERE r->>'kind' = ANY($2)) ORDER BY id`,
      values: [world.tillId, COMMANDS],
    });

  /** What is refused as things stand is not done. */
  async function approve(offers: readonly Offered[]): Promise<void> {
    const actions = new RepairActions([
      placeAction(hub.requests),
      ...[shipAction(hub.moves), completeAction(hub.moves), cancelAction(hub.moves)],
    ]);
    for (const { order_id: orderId, store_id: storeId, repairs } of offers)
      for (const { kind, accountId, legId } of repairs.filter((one) => COMMANDS.includes(one.kind))) {
        const repair: RepairToDo = { kind, orderId, accountId, legId, storeId, hourStart: null };
        await world.database
          .transaction((sql) => actions.of(kind).begin(sql, repair, BY))
          .catch((error: unknown) => {
            if (!(error instanceof ConflictError || error instanceof DomainError)) throw error;
          });
      }
  }

  async function mend(): Promise<void> {
    await orders.poll();
    await readToNow(world.database, world.tillId, world.clock.now());
    await hub.work();
    await comparingHub(world, hub).watch();
    await approve(await offered());
    world.clock.pass(SECOND);
    await hub.work();
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
        return approve(seen);
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
        expect(await offered()).toEqual([]);
        expect(await orders.faults()).toEqual([]);
        for (const { kind, cause } of await world.list()) if (cause === 'repair') begun.add(kind);
      }),
      { numRuns: 20, examples: EXAMPLES.map((steps): [Step[]] => [[...steps]]) },
    );
    expect([...begun].sort()).toEqual([...COMMANDS].sort());
  }, 240_000);
});
