import { ConnectorError } from '#connectors-core/connector-error.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, SETTINGS } from './dispatch-world.js';
import { failing, type TillOrder } from './toy-till.js';

/** From the intent: nothing of an attempt can be under way any more. */
const HARD_DEADLINE = SETTINGS.writeWithinMs + SETTINGS.attemptDeadlineMs;
const LOST = failing('outcome_unknown', 'no answer');

describe('a command is sent only while it is wanted', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let booked: TillOrder;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  const calls = () => world.till.calls.map(({ operation }) => operation);
  const says = (state: FulfilmentState) => {
    world.clock.pass(SECOND);
    const fulfilment = { state, raw: state, completedAt: null };
    return world.tell({ vendorNo: 'A', asOf: world.clock.now(), fulfilment });
  };

  describe('an order that is cancelled between its intent and its first byte', () => {
    it('is not placed, and counts as never sent', async () => {
      world.till.beforeGate = () => world.cancel('A');
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      world.till.beforeGate = undefined;
      expect(calls()).toEqual([]);
      const place = await world.only('place');
      expect(place).toMatchObject({ state: 'withdrawn', errorCode: 'order_cancelled', attempts: 0 });
      expect(place.history).toMatchObject([{ step: 'place', outcome: 'not_sent' }]);
      expect(world.till.orders.size).toBe(0);
    });

    it('is not placed by a rule that was switched off meanwhile, but held', async () => {
      world.till.beforeGate = () => world.switch([]);
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      world.clock.pass(SECOND);
      await hub.work();
      expect(calls()).toEqual([]);
      expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'switched_off' });
    });

    it('is looked for as before where an earlier attempt was lost', async () => {
      world.till.placeAnswer = LOST;
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      const sent = await world.only('place');
      for (let n = 0; n < 3 && (await world.only('place')).state === 'unknown'; n += 1) {
        world.clock.pass(MINUTE);
        world.till.beforeGate = () => world.cancel('A');
        await hub.work();
      }
      expect(sent.attempts).toBe(1);
      expect(world.till.called('place')).toHaveLength(1);
      world.clock.pass(SECOND);
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'withdrawn', attempts: 1 });
    });
  });

  describe('a move of an order that is at the till', () => {
    beforeEach(async () => {
      await world.tell({ vendorNo: 'A' });
      await hub.work();
      booked = [...world.till.orders.values()][0]!;
      world.till.calls.length = 0;
    });

    it('whose answer was lost is looked at, and not sent again to an order that was cancelled', async () => {
      world.till.answerMove('ship', LOST);
      await says('shipped');
      await hub.work();
      world.till.answerMove('ship', undefined);
      await world.cancel('A');
      world.clock.pass(10 * SECOND);
      await hub.work();
      // What was sent may yet arrive: neither is it over, nor may the cancel go.
      expect(calls()).toEqual(['ship', 'fetch']);
      expect(await world.only('ship')).toMatchObject({ state: 'unknown', errorCode: 'not_wanted' });
      world.clock.pass(HARD_DEADLINE);
      await hub.work();
      world.clock.pass(SECOND);
      await hub.work();
      expect(world.till.called('ship')).toHaveLength(1);
      expect(booked.fulfilment).toBe('cancelled');
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', attempts: 1 });
      expect(await world.only('cancel')).toMatchObject({ state: 'done', attempts: 1 });
    });

    it('is sent again while it is wanted', async () => {
      world.till.answerMove('ship', LOST);
      await says('shipped');
      await hub.work();
      world.till.answerMove('ship', undefined);
      world.clock.pass(10 * SECOND);
      await hub.work();
      expect(calls()).toEqual(['ship', 'fetch', 'ship']);
      expect(await world.only('ship')).toMatchObject({ state: 'done', attempts: 2 });
    });

    it('is not sent when it is cancelled between its intent and its first byte', async () => {
      await says('shipped');
      await hub.plan();
      world.till.beforeGate = async () => {
        world.till.beforeGate = undefined;
        await world.cancel('A');
      };
      await hub.send();
      expect(calls()).toEqual([]);
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', attempts: 0 });
      await hub.work();
      expect(calls()).toEqual(['cancel', 'fetch']);
    });

    it('that a person released is not sent against a cancel either', async () => {
      world.till.answerMove('ship', failing('rejected', 'not today'));
      await says('shipped');
      await hub.work();
      world.till.answerMove('ship', undefined);
      world.till.calls.length = 0;
      await hub.requests.release((await world.only('ship')).id, 'key');
      world.till.beforeGate = async () => {
        world.till.beforeGate = undefined;
        await world.cancel('A');
      };
      await hub.send();
      expect(calls()).toEqual(['fetch']);
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', attempts: 1 });
    });

    it('is not sent after its deadline', async () => {
      await says('shipped');
      world.till.beforeGate = () => {
        world.clock.pass(SETTINGS.writeWithinMs + 1);
        return Promise.resolve();
      };
      await hub.work();
      expect(calls()).toEqual([]);
      expect(await world.only('ship')).toMatchObject({ state: 'waiting', attempts: 0 });
    });

    it('a cancel goes once the weaker command is over, though nobody could look at that', async () => {
      world.till.answerMove('ship', LOST);
      await says('shipped');
      await hub.work();
      world.till.fetchFault = new ConnectorError('invalid_response', 'not an amount');
      await world.cancel('A');
      world.clock.pass(HARD_DEADLINE - 2 * SECOND);
      await hub.work();
      expect(world.till.called('cancel')).toEqual([]);
      world.clock.pass(2 * SECOND);
      await hub.work();
      expect(world.till.called('cancel')).toHaveLength(1);
      expect(booked.fulfilment).toBe('cancelled');
      expect(await world.only('cancel')).toMatchObject({ state: 'done' });
      // Once the till can be read again it shows what the other came to.
      world.till.fetchFault = undefined;
      world.clock.pass(10 * MINUTE);
      await hub.work();
      expect(await world.only('ship')).toMatchObject({ state: 'withdrawn', errorCode: 'not_wanted' });
      expect(world.till.called('ship')).toHaveLength(1);
    });
  });
});
