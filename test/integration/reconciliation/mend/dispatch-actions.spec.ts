import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import type { RepairAction, RepairToDo } from '#reconciliation/mend/action.js';
import { cancelAction } from '#reconciliation/mend/cancel.action.js';
import { completeAction } from '#reconciliation/mend/complete.action.js';
import { placeAction } from '#reconciliation/mend/place.action.js';
import { shipAction } from '#reconciliation/mend/ship.action.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, TAKEOVER } from '../../dispatch/dispatch-world.js';
import { failing, lost } from '../../dispatch/toy-till.js';

const BY = '小李';
type Repair = RepairToDo & { readonly kind: Command };
type Command = 'place' | 'ship' | 'complete' | 'cancel';

describe('repairs that are commands to a till', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let actions: Readonly<Record<Command, RepairAction>>;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    actions = {
      place: placeAction(hub.requests),
      ship: shipAction(hub.moves),
      complete: completeAction(hub.moves),
      cancel: cancelAction(hub.moves),
    };
  });
  afterAll(() => world.close());

  const repair = (kind: Command, orderId: string): Repair => ({
    ...{ kind, orderId, accountId: world.tillId, legId: null, storeId: world.storeId, hourStart: null },
  });
  const begin = (one: Repair, by: string | null = BY): Promise<string> =>
    world.database.transaction(async (sql) => (await actions[one.kind].begin(sql, one, by)).ref);
  const endOf = async (kind: Command, ref: string) =>
    (await actions[kind].ended(world.database, [ref])).get(ref);

  describe('place', () => {
    /** Paid too long ago for any rule to place it. */
    const old = async (): Promise<string> => {
      const { orderId } = await world.tell({ vendorNo: 'A' }, 'backfill');
      world.clock.pass(MINUTE);
      return orderId;
    };

    it('places an order as a person would, and says when it is there', async () => {
      const ref = await begin(repair('place', await old()));
      expect(await endOf('place', ref)).toEqual({ is: 'open', code: null, message: null });
      world.clock.pass(SECOND);
      await hub.work();
      expect(await endOf('place', ref)).toEqual({ is: 'done' });
      const placed = await world.only('place');
      expect(placed).toMatchObject({ id: ref, cause: 'repair', state: 'done' });
      expect(placed.history[0]).toMatchObject({ step: 'request', request: { by: BY } });
    });

    it('begun by two at once is one command', async () => {
      const orderId = await old();
      const refs = await Promise.all([1, 2, 3].map(() => begin(repair('place', orderId))));
      expect(new Set(refs).size).toBe(1);
      await hub.work();
      expect(world.till.called('place')).toHaveLength(1);
    });

    it('leaves nothing behind where its transaction comes to nothing', async () => {
      const one = repair('place', await old());
      const undone = world.database.transaction(async (sql) => {
        await actions.place.begin(sql, one, BY);
        throw new Error('the repair was taken back');
      });
      await expect(undone).rejects.toThrow('taken back');
      await hub.work();
      expect(await world.list()).toEqual([]);
    });

    it('is refused while the order may be at the till', async () => {
      world.till.placeAnswer = lost;
      const { orderId } = await world.tell({ vendorNo: 'A' });
      await hub.work();
      world.clock.pass(TAKEOVER);
      await expect(begin(repair('place', orderId))).rejects.toMatchObject({
        constructor: ConflictError,
        message: expect.stringMatching(/resolve dispatch/),
      });
    });

    it('is never sent by the hub alone', async () => {
      const refused = begin(repair('place', await old()), null);
      await expect(refused).rejects.toBeInstanceOf(DomainError);
      await hub.work();
      expect(world.till.calls).toEqual([]);
    });

    it('that the till refuses has failed, in its words', async () => {
      world.till.placeAnswer = failing('rejected', 'the till is closed');
      const ref = await begin(repair('place', await old()));
      await hub.work();
      expect(await endOf('place', ref)).toEqual({
        ...{ is: 'failed', code: 'rejected', message: 'the till is closed' },
      });
    });

    it('that is not wanted any more by the time it would be sent has failed', async () => {
      const ref = await begin(repair('place', await old()));
      world.clock.pass(SECOND);
      await world.cancel('A');
      await hub.work();
      expect(await endOf('place', ref)).toMatchObject({ is: 'failed', code: 'order_cancelled' });
    });
  });

  describe.each([
    ['ship', 'shipped'],
    ['complete', 'completed'],
    ['cancel', 'cancelled'],
  ] as const)('%s', (kind, state) => {
    /** At its till; whoever asks for a cancel has it called off there as well. */
    const placed = async () => {
      await world.switch(['place']);
      const { orderId } = await world.tell({ vendorNo: 'A' });
      await hub.work();
      world.clock.pass(SECOND);
      if (kind === 'cancel') await world.cancel('A');
      const leg = { accountId: world.tillId, orderId };
      const { id: legId } = await world.database.prisma.leg.findFirstOrThrow({ where: leg });
      return { ...repair(kind, orderId), legId };
    };

    it('moves the till’s order, once for two at once', async () => {
      const one = await placed();
      const refs = await Promise.all([begin(one), begin(one, '小王')]);
      expect(new Set(refs).size).toBe(1);
      expect(await endOf(kind, refs[0])).toMatchObject({ is: 'open' });
      await hub.work();
      expect(await endOf(kind, refs[0])).toEqual({ is: 'done' });
      expect(await world.only(kind)).toMatchObject({ cause: 'repair', attempts: 1 });
      expect([...world.till.orders.values()].map(({ fulfilment }) => fulfilment)).toEqual([state]);
    });

    it('is held after five lost answers: it waits for a person, who ends it', async () => {
      const one = await placed();
      world.till.answerMove(kind, failing('outcome_unknown', 'no answer'));
      const ref = await begin(one);
      for (let n = 0; n < 12; n += 1) {
        await hub.work();
        world.clock.pass(30 * MINUTE);
      }
      expect(await endOf(kind, ref)).toMatchObject({ is: 'open', code: 'not_taken' });
      await hub.resolutions.resolve(ref, { outcome: 'withdrawn' }, 'key');
      expect(await endOf(kind, ref)).toMatchObject({ is: 'failed', code: 'taken_back' });
    });

    it('is never sent by the hub alone', async () => {
      const one = await placed();
      await expect(begin(one, null)).rejects.toBeInstanceOf(DomainError);
      expect(await world.list({ kind })).toEqual([]);
    });
  });

  it('a command that is gone has no end', async () => {
    expect(await endOf('place', world.newId())).toBeUndefined();
  });
});
