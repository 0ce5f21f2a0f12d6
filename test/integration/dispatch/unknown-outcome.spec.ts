import { ConnectorError } from '#connectors-core/connector-error.js';
import { DispatchWorld, type Hub, MINUTE, SECOND, SETTINGS } from './dispatch-world.js';
import { bookedButUnanswered, failing, lost } from './toy-till.js';

const PHONE = '13800000000';
/** From the intent: nothing of an attempt can be under way any more. */
const HARD_DEADLINE = SETTINGS.writeWithinMs + SETTINGS.attemptDeadlineMs;
const NEGATIVE = 30 * SECOND;

describe('an order whose answer was lost', () => {
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

  const steps = async (): Promise<(string | null)[]> =>
    (await world.only('place')).history.map(({ step, outcome }) => `${step} ${String(outcome)}`);
  /** How many orders each find was for. */
  const lookedFor = (): number[] => world.till.called('find').map(({ about }) => about.split(' ').length);
  /** Sends at the next time that it is due, until the state is another. */
  const until = async (state: string): Promise<void> => {
    for (let n = 0; n < 20; n += 1) {
      const { state: now, nextAttemptAt } = await world.only('place');
      if (now === state) return;
      if (nextAttemptAt !== null) world.clock.pass(nextAttemptAt.getTime() - world.clock.now().getTime());
      await hub.work();
    }
    throw new Error(`it never became ${state}`);
  };

  it('is found by its marker and linked, and not sent again', async () => {
    world.till.placeAnswer = bookedButUnanswered;
    const { orderId } = await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({
      state: 'unknown',
      errorCode: 'outcome_unknown',
      vendorNo: null,
    });
    await until('done');
    const [booked] = [...world.till.orders.values()];
    expect(await world.only('place')).toMatchObject({
      vendorNo: booked!.vendorNo,
      attempts: 1,
      resolvedBy: null,
    });
    expect(await world.legsOf(orderId)).toContain(booked!.vendorNo);
    expect(await steps()).toEqual(['place outcome_unknown', 'find found']);
  });

  it.each(['placedAt', 'bookedAt'] as const)(
    'is found at a till that lists by %s, days apart',
    async (listsBy) => {
      world.till.listsBy = listsBy;
      world.till.placeAnswer = bookedButUnanswered;
      world.configure({ placeWithinMinutes: 10_080 });
      const placedAt = new Date(world.clock.now().getTime() - 3 * 24 * 60 * MINUTE);
      const placement = { vendorStoreId: 'SH-01', placedAt, numbers: [], origin: {} };
      await world.tell({ placement });
      await hub.work();
      await until('done');
      expect(world.till.orders.size).toBe(1);
    },
  );

  it.each(['invalid_response', 'outcome_unknown'] as const)(
    '%s is such an answer, and so is any fault of ours',
    async (code) => {
      world.till.placeAnswer = failing(code, 'what was that?');
      await world.tell();
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'unknown' });
      world.till.placeAnswer = () => Promise.reject(new TypeError('undefined is not a function'));
      await world.tell();
      await hub.work();
      expect(await world.list({ state: 'unknown' })).toHaveLength(2);
    },
  );

  it('20 answers lost: one listing looks for all of them', async () => {
    world.till.placeAnswer = lost;
    await world.tellMany(20);
    await hub.work();
    world.till.placeAnswer = undefined;
    for (let n = 0; n < 2; n += 1) {
      world.clock.pass(MINUTE);
      await hub.send();
    }
    expect(lookedFor()).toEqual([20, 20]);
    expect(await world.list({ state: 'done' })).toHaveLength(20);
    expect(world.till.called('place')).toHaveLength(40);
  });

  it('a listing shows of each order that was lost there whether it is absent, due or not', async () => {
    world.till.placeAnswer = lost;
    await world.tell();
    await hub.work();
    world.clock.pass(20 * SECOND);
    await world.tell();
    // The first is looked for early, when it may still be under way.
    await hub.work();
    world.till.placeAnswer = undefined;
    world.clock.pass(HARD_DEADLINE);
    await hub.send();
    world.clock.pass(10 * SECOND);
    // The second is due 20 s later; that it is absent was seen twice by then.
    await hub.send();
    world.clock.pass(20 * SECOND);
    await hub.send();
    expect(lookedFor()).toEqual([1, 2, 2, 1]);
  });

  it('is absent only after two complete finds, the last of them 30 s after the hard deadline', async () => {
    world.till.placeAnswer = lost;
    await world.tell();
    const sentAt = world.clock.now().getTime();
    await hub.work();
    world.till.placeAnswer = undefined;
    const { marker } = await world.only('place');
    await until('done');
    const finds = world.till.called('find').map(({ at }) => at.getTime() - sentAt);
    expect(finds).toHaveLength(3);
    // The first looks early, for what is there; it does not count.
    expect(finds[0]).toBeLessThan(HARD_DEADLINE);
    expect(finds[1]).toBe(HARD_DEADLINE);
    expect(finds[2]).toBe(HARD_DEADLINE + NEGATIVE);
    const [, again] = world.till.called('place');
    expect(again!.at.getTime() - sentAt).toBe(HARD_DEADLINE + NEGATIVE);
    expect(again!.about).toBe(marker);
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 2, marker });
    // The last find and the second attempt are of one instant.
    expect((await steps()).sort()).toEqual([
      'find absent',
      'find absent',
      'find absent',
      'place done',
      'place outcome_unknown',
    ]);
  });

  it('the wait before absent is believed is the account’s', async () => {
    world.configure({ negativeFindSeconds: 600 });
    world.till.placeAnswer = lost;
    await world.tell();
    const sentAt = world.clock.now().getTime();
    await hub.work();
    world.till.placeAnswer = undefined;
    await until('done');
    expect(world.till.calls.at(-1)!.at.getTime() - sentAt).toBe(HARD_DEADLINE + 600 * SECOND);
  });

  it('a find that fails never counts, and pauses longer each time', async () => {
    world.till.placeAnswer = lost;
    await world.tell();
    await hub.work();
    world.clock.pass(10 * MINUTE);
    world.till.findFault = new ConnectorError('unavailable', 'closed');
    const pauses: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      await hub.work();
      const { state, errorCode, nextAttemptAt } = await world.only('place');
      expect({ state, errorCode }).toEqual({ state: 'unknown', errorCode: 'unavailable' });
      pauses.push(nextAttemptAt!.getTime() - world.clock.now().getTime());
      world.clock.pass(pauses.at(-1)!);
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(new Set(pauses).size).toBe(5);
    world.till.findFault = undefined;
    await hub.work();
    // One that counts is not enough, however late it is.
    expect(await world.only('place')).toMatchObject({ state: 'unknown' });
    expect(world.till.called('place')).toHaveLength(1);
    world.till.placeAnswer = undefined;
    await until('done');
    expect(world.till.called('place')).toHaveLength(2);
  });

  it('a till that books late, but before the last find, has it once', async () => {
    let book: (() => unknown) | undefined;
    world.till.placeAnswer = (late) => {
      book = late;
      return lost(late, { orderRemark: '', orderDateTime: '', contactTel: null, saleFen: null });
    };
    await world.tell();
    await hub.work();
    world.clock.pass(HARD_DEADLINE);
    await hub.work();
    world.clock.pass(NEGATIVE - 1);
    await hub.work();
    book!();
    world.clock.pass(1);
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', attempts: 1 });
  });

  it('is held when something without our marker looks like it, unless it is somebody else’s', async () => {
    const like = { phone: PHONE, saleFen: 1_800n };
    // This one belongs to another order of ours.
    world.till.ring({ ...like, vendorNo: 'T-other', marker: 'SP-0000000000000000' });
    const other = await world.tell({ contact: null });
    await hub.plan();
    const account = { id: world.tillId, connector: 'toy-till', sells: 'else', storeIds: 'vendor' } as const;
    await world.database.transaction((sql) =>
      world.ledger.linkReceipts(sql, [{ account, vendorNo: 'T-other', legId: other.legId }]),
    );
    await hub.work();
    world.till.orders.set('T-other', { ...world.till.orders.get('T-other')!, marker: null });
    world.till.placeAnswer = lost;
    const mine = await world.tell();
    const alike = world.till.ring(like);
    await hub.work();
    for (let n = 0; n < 4; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
    }
    const [held] = await world.ofOrders(mine);
    expect(held).toMatchObject({ state: 'held', errorCode: 'maybe_placed', nextAttemptAt: null });
    expect(held!.detail!.similar!.map(({ vendorNo }) => vendorNo)).toEqual([alike.vendorNo]);
    expect(world.till.called('place')).toHaveLength(1);
  });

  it('that is absent in the end and too old by then waits for an operator', async () => {
    world.till.placeAnswer = lost;
    await world.tell();
    await hub.work();
    world.clock.pass(61 * MINUTE);
    await hub.work();
    world.clock.pass(SECOND);
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'too_old', attempts: 1 });
  });

  it('that is absent in the end and cancelled by then is withdrawn', async () => {
    world.till.placeAnswer = lost;
    await world.tell({ vendorNo: 'A' });
    await hub.work();
    await world.cancel('A');
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'unknown' });
    await until('withdrawn');
    expect(world.till.called('place')).toHaveLength(1);
  });

  it('is done once a poll shows its marker, whatever state it is in', async () => {
    world.till.placeAnswer = bookedButUnanswered;
    await world.tell();
    await hub.work();
    const [booked] = [...world.till.orders.values()];
    await world.poll(booked!.vendorNo);
    await hub.plan();
    expect(await world.only('place')).toMatchObject({
      state: 'done',
      vendorNo: booked!.vendorNo,
      resolvedBy: null,
    });
    expect(world.till.called('find')).toEqual([]);
  });

  it.each([
    ['held', "state = 'held', error_code = 'maybe_placed'"],
    ['failed', "state = 'failed'"],
    ['waiting', "state = 'waiting'"],
    ['withdrawn', "state = 'withdrawn'"],
  ])('is done once a poll shows its marker: %s', async (_state, change) => {
    world.till.placeAnswer = bookedButUnanswered;
    await world.tell();
    await hub.work();
    await world.database.rows({
      text: `UPDATE dispatches SET ${change} WHERE account_id = $1`,
      values: [world.tillId],
    });
    const [booked] = [...world.till.orders.values()];
    await world.poll(booked!.vendorNo);
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done', vendorNo: booked!.vendorNo });
    expect(world.till.called('place')).toHaveLength(1);
  });
});
