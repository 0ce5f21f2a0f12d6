import type { FulfilmentState } from '#domain/order-status.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing, type TillOrder } from './toy-till.js';

const MOST_ROUNDS = 5;
const LATER = failing('outcome_unknown', '商品库存不足，请稍后再试', { vendorCode: '4001' });

describe('what a till does not take, however often it is sent', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const for30Minutes = async () => {
    for (let n = 0; n < 30; n += 1) {
      await hub.work();
      world.clock.pass(MINUTE);
    }
  };
  const flagsOf = async (orderId: string): Promise<string[]> => {
    const where = { orderId, source: 'dispatch' };
    const rows = await world.database.prisma.orderFlag.findMany({ where });
    return rows.map(({ code, param }) => `${code}:${param}`);
  };

  it('an order is held after five rounds, with the till’s words, and a person may begin anew', async () => {
    world.till.placeAnswer = LATER;
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await for30Minutes();
    expect(world.till.called('place')).toHaveLength(MOST_ROUNDS);
    const held = await world.only('place');
    expect(held).toMatchObject({ state: 'held', errorCode: 'not_taken', attempts: MOST_ROUNDS });
    expect(held.errorMessage).toContain('商品库存不足，请稍后再试');
    expect(held.detail).toEqual({ said: '商品库存不足，请稍后再试' });
    expect(held.ways).toEqual(['release', 'withdrawn', 'placed']);
    expect(await flagsOf(orderId)).toEqual(['dispatch_held:not_taken']);
    await hub.requests.release(held.id, 'key');
    await for30Minutes();
    expect(world.till.called('place')).toHaveLength(2 * MOST_ROUNDS);
    world.till.placeAnswer = undefined;
    await hub.requests.release(held.id, 'key');
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', detail: null });
  });

  it('what failed before counts on while it is looked for', async () => {
    world.till.placeAnswer = LATER;
    await world.tell();
    await hub.work();
    const failures: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
      const row = await world.database.prisma.dispatch.findFirstOrThrow({
        where: { accountId: world.tillId },
      });
      failures.push(row.failures);
    }
    expect(failures).toEqual([...failures].sort((a, b) => a - b));
    expect(failures.at(-1)).toBeGreaterThan(1);
  });

  describe('of an order that is there', () => {
    let booked: TillOrder;
    const says = (state: FulfilmentState) => {
      world.clock.pass(SECOND);
      const fulfilment = { state, raw: state, completedAt: null };
      return world.tell({ vendorNo: 'A', asOf: world.clock.now(), fulfilment });
    };
    beforeEach(async () => {
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      booked = [...world.till.orders.values()][0]!;
    });

    it('a move is held, too, and a cancel passes it', async () => {
      world.till.answerMove('ship', LATER);
      const { orderId } = await says('shipped');
      await for30Minutes();
      expect(world.till.called('ship')).toHaveLength(MOST_ROUNDS);
      const held = await world.only('ship');
      expect(held).toMatchObject({ state: 'held', errorCode: 'not_taken' });
      expect(held.ways).toEqual(['release', 'withdrawn', 'reached']);
      expect(await flagsOf(orderId)).toEqual(['dispatch_failed:ship']);
      await world.cancel('A');
      await hub.work();
      expect(booked.fulfilment).toBe('cancelled');
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn' });
    });

    it('how it stands is read, though its amount is odd', async () => {
      world.till.showsOddAmounts = true;
      world.till.answerMove('ship', failing('outcome_unknown', 'no answer'));
      await says('shipped');
      await hub.work();
      world.till.answerMove('ship', undefined);
      await world.cancel('A');
      world.clock.pass(MINUTE);
      await hub.work();
      world.clock.pass(MINUTE);
      await hub.work();
      expect(booked.fulfilment).toBe('cancelled');
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', attempts: 1 });
      const cancel = await world.only('cancel');
      expect(cancel).toMatchObject({ state: 'done' });
      // Both are of one instant.
      const steps = cancel.history.map(({ step, outcome }) => `${step} ${outcome}`);
      expect(steps.sort()).toEqual(['cancel done', 'read cancelled']);
    });
  });

  it('two orders that the till names by one number are both shown', async () => {
    const first = await world.tell({ vendorNo: 'A' });
    await hub.work();
    const [taken] = [...world.till.orders.keys()];
    world.till.placeAnswer = () => Promise.resolve({ vendorNo: taken!, message: 'success' });
    const second = await world.tell({ vendorNo: 'B' });
    await hub.work();
    const held = await world.only('place', { orderId: second.orderId });
    expect(held).toMatchObject({ state: 'held', errorCode: 'maybe_placed', vendorNo: null });
    expect(held.detail).toEqual({ other: { vendorNo: taken, orderId: first.orderId } });
    expect(held.errorMessage).toContain(first.orderId);
    expect(await world.legsOf(second.orderId)).toEqual(['B']);
  });
});
