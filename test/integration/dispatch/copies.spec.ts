import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { bookedButUnanswered, failing, type PlaceAnswer } from './toy-till.js';

/** One order, booked several times under one marker: at a till that repeats what it is sent. */
const bookedTwice =
  (times = 2): PlaceAnswer =>
  async (book) => {
    const receipts = Array.from({ length: times }, book);
    return receipts[0]!;
  };

describe('copies of one order at a till', () => {
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

  const alive = () => world.till.alive().map(({ vendorNo }) => vendorNo);
  const poll = async () => {
    world.clock.pass(SECOND);
    for (const vendorNo of world.till.orders.keys()) await world.poll(vendorNo);
  };

  it('a second one that a poll shows is cancelled and shown, whatever the flags say', async () => {
    await world.switch(['place']);
    world.till.placeAnswer = bookedTwice();
    const { orderId } = await world.tell();
    await hub.work();
    const { vendorNo } = await world.only('place');
    expect(alive()).toHaveLength(2);
    await poll();
    await hub.work();
    expect(alive()).toEqual([vendorNo]);
    const cancel = await world.only('cancel');
    expect(cancel).toMatchObject({ cause: 'copy', state: 'done', orderId });
    expect(cancel.vendorNo).not.toBe(vendorNo);
    await poll();
    await hub.work();
    expect(world.till.called('cancel')).toHaveLength(1);
  });

  it('several that a find shows are all linked; the earliest stays', async () => {
    world.till.placeAnswer = (book, sent) => {
      book();
      book();
      return bookedButUnanswered(book, sent);
    };
    const { orderId } = await world.tell();
    await hub.work();
    world.clock.pass(MINUTE);
    await hub.work();
    const [first] = [...world.till.orders.keys()];
    expect(await world.legsOf(orderId)).toHaveLength(4);
    expect(await world.only('place')).toMatchObject({ state: 'done', vendorNo: first });
    await hub.work();
    expect(alive()).toEqual([first]);
    expect(await world.list({ kind: 'cancel', state: 'done' })).toHaveLength(2);
  });

  it('a copy that was cancelled at the till already is left alone', async () => {
    world.till.placeAnswer = bookedTwice();
    await world.tell();
    await hub.work();
    [...world.till.orders.values()][1]!.fulfilment = 'cancelled';
    await poll();
    await hub.work();
    expect(world.till.called('cancel')).toEqual([]);
    expect(await world.list({ kind: 'cancel' })).toEqual([]);
  });

  it('the last one alive stays, though the dispatch names another', async () => {
    world.till.placeAnswer = bookedTwice();
    await world.tell();
    await hub.work();
    const [named, copy] = [...world.till.orders.values()];
    named!.fulfilment = 'cancelled';
    await poll();
    await hub.work();
    expect(alive()).toEqual([copy!.vendorNo]);
  });

  it('the storefront’s cancel cancels all of them', async () => {
    world.till.placeAnswer = bookedTwice(3);
    await world.tell({ vendorNo: 'A' });
    await hub.work();
    await poll();
    await world.cancel('A');
    for (let n = 0; n < 3; n += 1) await hub.work();
    expect(alive()).toEqual([]);
  });

  it('what moves on is the one that stays', async () => {
    world.till.placeAnswer = bookedTwice();
    await world.tell({ vendorNo: 'A' });
    await hub.work();
    await poll();
    world.clock.pass(SECOND);
    const fulfilment = { state: 'completed', raw: 'completed', completedAt: null } as const;
    await world.tell({ vendorNo: 'A', asOf: world.clock.now(), fulfilment });
    for (let n = 0; n < 3; n += 1) await hub.work();
    const { vendorNo } = await world.only('place');
    const states = [...world.till.orders.values()].map((order) => [
      order.vendorNo === vendorNo,
      order.fulfilment,
    ]);
    expect(states).toEqual([
      [true, 'completed'],
      [false, 'cancelled'],
    ]);
  });

  it('a copy that cannot be cancelled any more is shown', async () => {
    world.till.placeAnswer = bookedTwice();
    await world.tell();
    await hub.work();
    await poll();
    world.till.answerMove('cancel', failing('rejected', 'eaten already'));
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({
      state: 'failed',
      cause: 'copy',
      errorMessage: 'eaten already',
    });
  });

  it('somebody else’s order with the same phone is no copy', async () => {
    await world.tell();
    await hub.work();
    world.till.ring({ phone: '13800000000', saleFen: 1_800n });
    await poll();
    await hub.work();
    expect(alive()).toHaveLength(2);
    expect(await world.list({ kind: 'cancel' })).toEqual([]);
  });
});
