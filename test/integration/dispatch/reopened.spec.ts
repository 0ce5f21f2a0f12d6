import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, TAKEOVER } from './dispatch-world.js';
import { bookedButUnanswered, failing, lost } from './toy-till.js';

describe('an order that was cancelled and is alive again', () => {
  let world: DispatchWorld;
  let hub: Hub;
  let key: string;
  beforeAll(async () => {
    world = await DispatchWorld.open();
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    key = world.newId();
  });
  afterAll(() => world.close());

  const request = (orderId: string, accountId = world.tillId) =>
    hub.requests.request({ orderId, accountId }, key);
  const alive = () => world.till.alive().map(({ vendorNo }) => vendorNo);
  const places = async () =>
    (await world.list({ kind: 'place' })).toSorted((a, b) => a.generation - b.generation);
  const work = async (times = 1) => {
    for (let n = 0; n < times; n += 1) {
      world.clock.pass(SECOND);
      await hub.work();
    }
  };
  const placed = async (vendorNo: string) => {
    const told = await world.tell({ vendorNo });
    await work();
    return told;
  };
  const reopened = async (vendorNo: string) => {
    const told = await placed(vendorNo);
    await world.cancel(vendorNo);
    await work();
    await world.reopen(vendorNo);
    await work();
    return told;
  };
  const secondTill = async () => {
    const second = await world.addAccount(world.till.connector, ['cancel']);
    await world.bind(second, world.storeId, 'till');
    await world.database.rows({
      text: `INSERT INTO product_mappings (id, account_id, item_name, product_uid, created_at, updated_at)
             VALUES ($1, $2, '红烧牛肉面', '1', now(), now())`,
      values: [world.newId(), second],
    });
    return second;
  };

  it('waits for a person, and is placed again under a marker of its own', async () => {
    const { orderId } = await reopened('A');
    const [first, second] = await places();
    expect(first).toMatchObject({ state: 'done', generation: 1 });
    expect(second).toMatchObject({ state: 'held', errorCode: 'reopened', generation: 2, vendorNo: null });
    expect(second!.marker).not.toBe(first!.marker);
    expect(alive()).toEqual([]);
    expect(await request(orderId)).toBe(second!.id);
    await work();
    const [again] = world.till.alive();
    expect(again).toMatchObject({ marker: second!.marker });
    expect((await places())[1]).toMatchObject({ state: 'done', vendorNo: again!.vendorNo });
    expect(world.till.orders.size).toBe(2);
    await work(3);
    expect(alive()).toEqual([again!.vendorNo]);
    await expect(request(orderId)).rejects.toThrow('at a till already');
  });

  it('is placed again by itself where the account says so, each time under another marker', async () => {
    world.configure({ reopened: 'place' });
    await reopened('A');
    for (let n = 0; n < 2; n += 1) {
      expect(alive()).toHaveLength(1);
      await world.cancel('A');
      await work();
      expect(alive()).toEqual([]);
      await world.reopen('A');
      await work();
    }
    const all = await places();
    expect(all.map(({ generation, state }) => [generation, state])).toEqual(
      [1, 2, 3, 4].map((n) => [n, 'done']),
    );
    expect(new Set(all.map(({ marker }) => marker)).size).toBe(4);
    expect(alive()).toEqual([all[3]!.vendorNo]);
    await work(3);
    expect(world.till.orders.size).toBe(4);
  });

  it('but too old by then waits all the same', async () => {
    world.configure({ reopened: 'place', placeWithinMinutes: 10 });
    const paidAt = world.clock.now();
    const payment = { state: 'paid', raw: 'paid', paidAt, method: null } as const;
    await world.tell({ vendorNo: 'A', payment });
    await work();
    await world.cancel('A');
    await work();
    world.clock.pass(11 * MINUTE);
    const fulfilment = { state: 'accepted', raw: 'accepted', completedAt: null } as const;
    await world.tell({ vendorNo: 'A', payment, fulfilment });
    await work();
    expect((await places())[1]).toMatchObject({ state: 'held', errorCode: 'too_old' });
  });

  it('may go to another till of the store, and then the first one waits no more', async () => {
    const { orderId } = await reopened('A');
    const second = await secondTill();
    await request(orderId, second);
    await work();
    expect(await world.list({ accountId: second })).toMatchObject([{ state: 'done', generation: 3 }]);
    expect((await places())[1]).toMatchObject({ state: 'withdrawn', errorCode: 'placed_otherwise' });
    expect(alive()).toHaveLength(1);
    await world.cancel('A');
    await work(2);
    expect(alive()).toEqual([]);
  });

  it('keeps its place at the till where the cancel was not sent yet', async () => {
    await placed('A');
    await world.cancel('A');
    await hub.plan();
    await world.reopen('A');
    await work();
    expect(await world.only('cancel')).toMatchObject({ state: 'withdrawn', attempts: 0 });
    expect(alive()).toHaveLength(1);
    expect(await places()).toHaveLength(1);
  });

  it('keeps its place at the till that refuses to cancel it', async () => {
    const { orderId } = await placed('A');
    world.till.answerMove('cancel', failing('rejected', 'in the kitchen'));
    await world.cancel('A');
    await work();
    await world.reopen('A');
    await work(2);
    expect(await world.only('cancel')).toMatchObject({ state: 'failed' });
    expect(await places()).toHaveLength(1);
    await expect(request(orderId)).rejects.toThrow('at a till already');
  });

  it('is not cancelled once more when the answer to its cancel was lost', async () => {
    const { orderId } = await placed('A');
    world.till.answerMove('cancel', failing('outcome_unknown', 'no answer'));
    await world.cancel('A');
    await work();
    await world.reopen('A');
    await expect(request(orderId)).rejects.toThrow('does not show yet that its order');
    world.clock.pass(TAKEOVER);
    await work(2);
    expect(await world.only('cancel')).toMatchObject({
      state: 'withdrawn',
      errorCode: 'not_wanted',
      attempts: 1,
    });
    expect(world.till.called('cancel')).toHaveLength(1);
    expect(alive()).toHaveLength(1);
  });

  it('is held where the lost answer meant that it was cancelled', async () => {
    await placed('A');
    world.till.answerMove('cancel', async (move) => {
      move();
      await failing('outcome_unknown', 'no answer')();
    });
    await world.cancel('A');
    await work();
    await world.reopen('A');
    world.clock.pass(TAKEOVER);
    await work(2);
    expect(await world.only('cancel')).toMatchObject({ state: 'done' });
    expect((await places())[1]).toMatchObject({ state: 'held', errorCode: 'reopened' });
  });

  it('is not placed again before the till shows that it is cancelled', async () => {
    world.configure({ reopened: 'place' });
    const { orderId } = await placed('A');
    world.till.fetchFault = new Error('not now');
    await world.cancel('A');
    await work();
    await world.reopen('A');
    await work(2);
    expect(await world.only('cancel')).toMatchObject({ state: 'done' });
    expect(await places()).toHaveLength(1);
    await expect(request(orderId)).rejects.toThrow(ConflictError);
    await expect(request(orderId)).rejects.toThrow('does not show yet that its order T-00001 is cancelled');
    await world.poll('T-00001');
    await work();
    expect(await places()).toMatchObject([{ state: 'done' }, { state: 'done', generation: 2 }]);
    expect(alive()).toEqual(['T-00002']);
  });

  describe('whose first placing was lost', () => {
    const loseFirst = async (answer: typeof lost) => {
      world.till.placeAnswer = answer;
      const told = await placed('A');
      world.till.placeAnswer = undefined;
      await world.cancel('A');
      await work();
      await world.reopen('A');
      await work();
      return told;
    };
    const find = async () => {
      for (let n = 0; n < 4; n += 1) {
        world.clock.pass(MINUTE);
        await hub.work();
      }
    };

    it('is at the till when it is found there', async () => {
      await loseFirst(bookedButUnanswered);
      await find();
      expect(await places()).toMatchObject([{ state: 'done', vendorNo: 'T-00001', generation: 1 }]);
      expect(alive()).toEqual(['T-00001']);
    });

    it('is placed under the first marker when it is not there', async () => {
      const { orderId } = await loseFirst(lost);
      await expect(request(orderId)).rejects.toThrow(/resolve dispatch .* first/);
      await find();
      expect(await places()).toMatchObject([{ state: 'done', attempts: 2, generation: 1 }]);
      expect(alive()).toHaveLength(1);
    });

    it('has one order at the till when the first turns up after the second', async () => {
      const { orderId } = await loseFirst(lost);
      const [first] = await places();
      world.clock.pass(TAKEOVER);
      await world.cancel('A');
      await hub.resolutions.resolve(first!.id, { outcome: 'absent' }, key);
      await work();
      expect((await places())[0]).toMatchObject({ state: 'withdrawn' });
      const second = await secondTill();
      await world.reopen('A');
      await request(orderId, second);
      await work();
      expect(await world.list({ accountId: second })).toMatchObject([{ state: 'done', generation: 2 }]);
      world.till.ring({ marker: first!.marker, vendorNo: 'T-late' });
      await world.poll('T-late');
      await work(2);
      expect((await places())[0]).toMatchObject({ state: 'done', vendorNo: 'T-late' });
      expect(alive()).toHaveLength(1);
      expect(alive()).not.toContain('T-late');
    });
  });

  it('that somebody at the till had cancelled waits, whatever the account says', async () => {
    world.configure({ reopened: 'place' });
    const { orderId } = await placed('A');
    world.till.orders.get('T-00001')!.fulfilment = 'cancelled';
    await world.poll('T-00001');
    await work();
    expect((await places())[1]).toMatchObject({ state: 'held', errorCode: 'cancelled_at_till' });
    await request(orderId);
    await work();
    expect(alive()).toEqual(['T-00002']);
  });

  it('is not said to be at the till by the number of an earlier placing', async () => {
    const { orderId } = await reopened('A');
    world.till.placeAnswer = lost;
    await request(orderId);
    await work();
    world.clock.pass(TAKEOVER);
    const [, second] = await places();
    const say = hub.resolutions.resolve(second!.id, { outcome: 'placed', orderNo: 'T-00001' }, key);
    await expect(say).rejects.toMatchObject({ constructor: DomainError, field: 'orderNo' });
    world.till.placeAnswer = undefined;
  });

  it('is shown where the till books it under the number that it had', async () => {
    const { orderId } = await reopened('A');
    world.till.placeAnswer = () => Promise.resolve({ vendorNo: 'T-00001', message: 'success' });
    await request(orderId);
    await work();
    expect((await places())[1]).toMatchObject({ state: 'held', errorCode: 'maybe_placed' });
  });
});
