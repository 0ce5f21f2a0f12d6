import { DispatchWorld, type Hub, MINUTE, SECOND, SETTINGS } from './dispatch-world.js';
import { bookedButUnanswered, lost } from './toy-till.js';

/** From the intent: nothing of an attempt can be under way any more. */
const HARD_DEADLINE = SETTINGS.writeWithinMs + SETTINGS.attemptDeadlineMs;

describe.each([
  ['a till that counts no calls', false],
  ['a till whose every call the budget grants and counts', true],
])('of %s', (_what, counted) => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open({ counted });
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
  });
  afterAll(() => world.close());

  it('200 answers lost after the till accepted: no duplicate, none lost', async () => {
    world.till.placeAnswer = bookedButUnanswered;
    const told = await world.tellMany(200);
    await hub.work();
    for (let n = 0; n < 3; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
    }
    expect(world.till.called('place')).toHaveLength(200);
    expect(await world.list({ state: 'done' })).toHaveLength(200);
    expect(world.till.orders.size).toBe(200);
    for (const { orderId } of told) expect(await world.legsOf(orderId)).toHaveLength(2);
  });

  it('200 answers lost, the half of them before the till heard: each order is booked once', async () => {
    let turn = 0;
    world.till.placeAnswer = (book, sent) => {
      turn += 1;
      return (turn % 2 === 0 ? bookedButUnanswered : lost)(book, sent);
    };
    await world.tellMany(200);
    await hub.work();
    world.till.placeAnswer = undefined;
    for (let n = 0; n < 6; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
    }
    expect(await world.list({ state: 'done' })).toHaveLength(200);
    expect(world.till.called('place')).toHaveLength(300);
    const markers = [...world.till.orders.values()].map(({ marker }) => marker);
    expect(markers).toHaveLength(200);
    expect(new Set(markers).size).toBe(200);
  });

  it('no call is missing in the count, and none is counted that was not made', async () => {
    const before = await world.callsCounted();
    let turn = 0;
    world.till.placeAnswer = (book, sent) => {
      turn += 1;
      return (turn % 3 === 0 ? lost : bookedButUnanswered)(book, sent);
    };
    await world.tellMany(30);
    await hub.work();
    world.till.placeAnswer = undefined;
    for (let n = 0; n < 6; n += 1) {
      world.clock.pass(MINUTE);
      await hub.work();
    }
    expect(await world.list({ state: 'done' })).toHaveLength(30);
    expect((await world.callsCounted()) - before).toBe(counted ? world.till.calls.length : 0);
  });
});

describe('at a till whose calls are counted', () => {
  let world: DispatchWorld;
  let hub: Hub;
  beforeAll(async () => {
    world = await DispatchWorld.open({ counted: true });
  });
  beforeEach(async () => {
    await world.begin();
    hub = world.hub();
    world.till.placeAnswer = lost;
  });
  afterAll(() => world.close());

  it('nothing is looked for before the hard deadline, and it says so from the first second on', async () => {
    await world.tell();
    const until = new Date(world.clock.now().getTime() + HARD_DEADLINE);
    await hub.work();
    world.clock.pass(10 * SECOND);
    await hub.work();
    expect(world.till.called('find')).toEqual([]);
    const place = await world.only('place');
    expect(place).toMatchObject({ state: 'unknown', errorCode: 'outcome_unknown', nextAttemptAt: until });
    expect(place.errorMessage).toContain('no answer');
    expect(place.errorMessage).toContain(until.toISOString());
    world.clock.pass(HARD_DEADLINE - 10 * SECOND);
    await hub.work();
    expect(world.till.called('find')).toHaveLength(1);
  });

  it('one that is too early to be looked for brings no other’s listing forward', async () => {
    await world.tell();
    await hub.work();
    world.clock.pass(HARD_DEADLINE);
    await hub.work();
    expect(world.till.called('find')).toHaveLength(1);
    await world.tell();
    await hub.work();
    world.clock.pass(10 * SECOND);
    await hub.work();
    expect(world.till.called('find')).toHaveLength(1);
  });
});
