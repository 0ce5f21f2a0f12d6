import { ConnectorError } from '#connectors-core/connector-error.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { spentUntil } from '../../support/shared-quotas.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing, type TillOrder } from './toy-till.js';

describe('ship, complete and cancel', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let booked: TillOrder;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  /** An order `A` that is at the till. */
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    await world.tell({ vendorNo: 'A' });
    await hub.work();
    booked = [...world.till.orders.values()][0]!;
    world.till.calls.length = 0;
  });
  afterAll(() => world.close());

  const says = (state: FulfilmentState) => {
    world.clock.pass(SECOND);
    const fulfilment = { state, raw: state, completedAt: null };
    return world.tell({ vendorNo: 'A', asOf: world.clock.now(), fulfilment });
  };
  const calls = () => world.till.calls.map(({ operation }) => operation);
  const kinds = async () => Object.fromEntries((await world.list()).map(({ kind, state }) => [kind, state]));

  it('a storefront’s order that moves on takes the till’s along', async () => {
    await says('shipped');
    await hub.work();
    await says('completed');
    await hub.work();
    expect(booked.fulfilment).toBe('completed');
    expect(calls()).toEqual(['ship', 'complete']);
    expect(await kinds()).toEqual({ place: 'done', ship: 'done', complete: 'done' });
    const ship = await world.only('ship');
    expect(ship).toMatchObject({ vendorNo: booked.vendorNo, cause: 'rule', attempts: 1 });
    expect(ship.history).toMatchObject([
      { step: 'ship', outcome: 'done', request: { vendorNo: booked.vendorNo } },
    ]);
  });

  it('a cancel cancels it, and nothing else is sent', async () => {
    await world.cancel('A');
    await hub.work();
    expect(booked.fulfilment).toBe('cancelled');
    expect(calls()).toEqual(['cancel', 'fetch']);
  });

  it('nothing is sent that is switched off', async () => {
    await world.switch(['place']);
    await says('shipped');
    await world.cancel('A');
    await hub.work();
    expect(calls()).toEqual([]);
    expect(await kinds()).toEqual({ place: 'done' });
  });

  it('nothing is sent that the till is known to have reached', async () => {
    booked.fulfilment = 'completed';
    await world.poll(booked.vendorNo);
    await says('shipped');
    await hub.work();
    await says('completed');
    await hub.work();
    expect(calls()).toEqual([]);
  });

  it('what waits is done once a poll shows it', async () => {
    await says('shipped');
    await hub.plan();
    booked.fulfilment = 'shipped';
    world.clock.pass(SECOND);
    await world.poll(booked.vendorNo);
    await hub.work();
    expect(calls()).toEqual([]);
    expect(await kinds()).toEqual({ place: 'done', ship: 'done' });
  });

  it('a cancel takes back what waits', async () => {
    await says('shipped');
    await hub.plan();
    await world.cancel('A');
    await hub.work();
    expect(calls()).toEqual(['cancel', 'fetch']);
    expect(await kinds()).toEqual({ place: 'done', ship: 'withdrawn', cancel: 'done' });
  });

  it('a cancel waits for the one before while that may be under way', async () => {
    world.till.answerMove('ship', failing('outcome_unknown', 'no answer'));
    await says('shipped');
    await hub.work();
    await world.cancel('A');
    await hub.work();
    expect(calls()).toEqual(['ship']);
    world.till.answerMove('ship', undefined);
    world.clock.pass(MINUTE);
    await hub.work();
    expect(calls()).not.toContain('complete');
    expect(world.till.called('ship')).toHaveLength(1);
    expect(booked.fulfilment).toBe('cancelled');
  });

  it('a refused cancel is shown and never sent again', async () => {
    booked.fulfilment = 'completed';
    await world.cancel('A');
    for (let n = 0; n < 4; n += 1) {
      await hub.work();
      world.clock.pass(30 * MINUTE);
      await world.poll(booked.vendorNo);
    }
    const cancel = await world.only('cancel');
    expect(cancel).toMatchObject({
      state: 'failed',
      errorCode: 'rejected',
      errorMessage: 'the order is completed',
      attempts: 1,
    });
    expect(calls()).toEqual(['cancel', 'fetch']);
  });

  it('a cancel is tried although the till is known to have completed', async () => {
    booked.fulfilment = 'completed';
    await world.poll(booked.vendorNo);
    await world.cancel('A');
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({ state: 'failed' });
  });

  it('refused because it is done already is done, and what was read is recorded', async () => {
    booked.fulfilment = 'cancelled';
    await world.cancel('A');
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({ state: 'done', attempts: 1 });
    const leg = await world.database.prisma.leg.findFirstOrThrow({
      where: { accountId: world.tillId, vendorNo: booked.vendorNo },
    });
    expect(leg.state).toMatchObject({ fulfilment: { value: { state: 'cancelled' } } });
  });

  it('refused, and the till cannot be asked: it is asked again, and not sent before', async () => {
    booked.fulfilment = 'cancelled';
    world.till.fetchFault = new ConnectorError('unavailable', 'closed');
    await world.cancel('A');
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({ state: 'unknown', errorCode: 'unavailable' });
    world.till.fetchFault = undefined;
    world.clock.pass(MINUTE);
    await hub.work();
    expect(calls()).toEqual(['cancel', 'fetch', 'fetch']);
    expect(await world.only('cancel')).toMatchObject({ state: 'done' });
  });

  it.each([
    ['ship', 'shipped', 'completed', 'done'],
    ['complete', 'completed', 'completed', 'done'],
    ['ship', 'shipped', 'cancelled', 'failed'],
    ['complete', 'completed', 'cancelled', 'failed'],
    ['cancel', 'cancelled', 'cancelled', 'done'],
    ['cancel', 'cancelled', 'completed', 'failed'],
  ] as const)(
    'after a lost answer to %s the till that is %s → %s decides: %s',
    async (kind, wanted, found, state) => {
      world.till.answerMove(kind, failing('outcome_unknown', 'no answer'));
      await says(wanted);
      await hub.work();
      expect(await world.only(kind)).toMatchObject({ state: 'unknown', errorCode: 'outcome_unknown' });
      booked.fulfilment = found;
      world.clock.pass(MINUTE);
      await hub.work();
      expect(await world.only(kind)).toMatchObject({ state, attempts: 1 });
      expect(calls()).toEqual([kind, 'fetch']);
    },
  );

  it('after a lost answer what is not reached is sent again', async () => {
    world.till.answerMove('ship', failing('outcome_unknown', 'no answer'));
    await says('shipped');
    await hub.work();
    world.till.answerMove('ship', undefined);
    world.clock.pass(MINUTE);
    await hub.work();
    expect(calls()).toEqual(['ship', 'fetch', 'ship']);
    expect(await world.only('ship')).toMatchObject({ state: 'done', attempts: 2 });
  });

  it('what was not taken is sent again, after the till was asked', async () => {
    world.till.answerMove('complete', failing('rate_limited', 'slowly', { retryAfterMs: 5 * SECOND }));
    await says('completed');
    await hub.work();
    const { state, nextAttemptAt } = await world.only('complete');
    expect(state).toBe('waiting');
    expect(nextAttemptAt!.getTime()).toBeGreaterThanOrEqual(world.clock.now().getTime() + 5 * SECOND);
    world.till.answerMove('complete', undefined);
    world.clock.pass(MINUTE);
    await hub.work();
    expect(calls()).toEqual(['complete', 'fetch', 'complete']);
  });

  it('what a vendor has no such move for fails at once', async () => {
    world.till.answerMove('ship', failing('unsupported', 'there is no shipping here'));
    await says('shipped');
    await hub.work();
    expect(await world.only('ship')).toMatchObject({ state: 'failed', errorCode: 'unsupported' });
    expect(calls()).toEqual(['ship']);
  });

  it('what was read on the way joins the order by whose number the till now names it', async () => {
    await world.switch(['cancel']);
    const [other, right] = [await world.tell({ vendorNo: 'B' }), await world.tell({ vendorNo: 'C' })];
    const { vendorNo } = world.till.ring();
    const observed = world.till.observed.bind(world.till);
    const naming = (no: string) => {
      const numberOf = { accountId: world.shopId, vendorNo: no };
      world.till.observed = (asked) => ({ ...observed(asked), numberOf });
    };
    naming('B');
    await world.poll(vendorNo);
    expect(await world.legsOf(other.orderId)).toEqual(['B', vendorNo]);
    naming('C');
    world.till.answerMove('cancel', failing('rejected', 'not now'));
    await world.cancel('B');
    await hub.plan();
    await hub.send();
    expect(calls()).toEqual(['cancel', 'fetch']);
    expect(await world.legsOf(right.orderId)).toEqual(['C', vendorNo]);
  });

  it('waits for the quota', async () => {
    const retryAt = new Date(world.clock.now().getTime() + MINUTE);
    await says('shipped');
    await hub.plan();
    await world.hub('limited', { quota: spentUntil(retryAt) }).send();
    expect(await world.only('ship')).toMatchObject({ state: 'waiting', nextAttemptAt: retryAt, attempts: 0 });
  });

  it('an operator’s release sends a failed one once more', async () => {
    world.till.answerMove('ship', failing('rejected', 'not today'));
    await says('shipped');
    await hub.work();
    const { id } = await world.only('ship');
    world.till.answerMove('ship', undefined);
    await hub.requests.release(id, 'key');
    await hub.work();
    expect(await world.only('ship')).toMatchObject({ state: 'done', attempts: 2 });
    expect(booked.fulfilment).toBe('shipped');
  });
});
