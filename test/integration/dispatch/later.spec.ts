import type { LogEvent } from '#domain/log.js';
import { holdLock, impatient } from '../../support/held-locks.js';
import { DispatchWorld } from './dispatch-world.js';

const DISPATCHES = { text: 'SELECT FROM dispatches FOR UPDATE' };
const ORDERS = { text: 'SELECT FROM orders FOR UPDATE' };

describe('a command for which a lock is kept too long', () => {
  let world: DispatchWorld;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(() => world.begin());
  afterAll(() => world.close());

  const laterOf = () => world.events.filter(({ outcome }) => outcome === 'later');

  it('is settled a little later by what the till answered, and neither sent nor looked for again', async () => {
    const database = impatient(world.database);
    let letGo: (() => Promise<void>) | undefined;
    const log = (event: LogEvent): void => {
      world.events.push(event);
      if (event.outcome !== 'later') return;
      void letGo?.();
      letGo = undefined;
    };
    const { orderId } = await world.tell();
    world.till.placeAnswer = async (book) => {
      const receipt = book();
      letGo = await holdLock(world.database, DISPATCHES);
      return receipt;
    };
    await world.hub('hub', { database, log }).work();
    await database.close();
    // Once more where the lock is let go of later than it is tried again.
    expect(laterOf()[0]).toMatchObject({
      ...{ event: 'dispatch', accountId: world.tillId, connector: 'toy-till', kind: 'place' },
      ms: expect.any(Number),
    });
    const [booked] = [...world.till.orders.values()];
    expect(await world.only('place')).toMatchObject({
      state: 'done',
      attempts: 1,
      vendorNo: booked!.vendorNo,
    });
    expect(world.till.calls.map(({ operation }) => operation)).toEqual(['place']);
    expect(await world.legsOf(orderId)).toContain(booked!.vendorNo);
  });

  it('is not sent while its order is held, nor are the others tried one by one', async () => {
    const statements: (string | undefined)[] = [];
    const database = impatient(world.database, (name) => void statements.push(name));
    await world.tellMany(3);
    await world.hub().plan();
    const letGo = await holdLock(world.database, ORDERS);
    const hub = world.hub('hub', { database });
    await hub.send();
    await letGo();
    await database.close();
    expect(world.till.calls).toEqual([]);
    expect(laterOf()).toHaveLength(3);
    expect(statements.filter((name) => name === 'ledger_lock_order_rows').length).toBeLessThan(3);
    const waiting = { state: 'waiting', attempts: 0, errorCode: null };
    expect(await world.list()).toMatchObject([waiting, waiting, waiting]);
  });
});
