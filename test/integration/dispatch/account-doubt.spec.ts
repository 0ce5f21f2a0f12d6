import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { granted, quotaThat } from '../../support/shared-quotas.js';
import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing } from './toy-till.js';

describe('an answer to a command that blames the whole account', () => {
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

  const works = () => Promise.resolve();
  const refuse = (code: ConnectorErrorCode) => failing(code, `Pospal answered: ${code}`, { vendorCode: '7' });

  it.each(['auth_failed', 'invalid_signature', 'invalid_config', 'quota_exhausted'] as const)(
    'is about that order alone where the account works all the same: %s',
    async (code) => {
      world.till.placeAnswer = refuse(code);
      world.till.checkAnswer = works;
      await world.tell();
      await hub.work();
      const placed = await world.only('place');
      expect(placed).toMatchObject({ state: 'failed', errorCode: 'rejected', nextAttemptAt: null });
      expect(placed.errorMessage).toContain(`Pospal answered: ${code}`);
      expect(placed.history).toMatchObject([{ step: 'place', outcome: 'rejected', vendorCode: '7' }]);
      expect(world.till.called('check', 'place')).toHaveLength(1);
      world.till.placeAnswer = undefined;
      const next = await world.tell();
      await hub.work();
      expect(await world.ofOrders(next)).toMatchObject([{ state: 'done' }]);
    },
  );

  it('stands where the account does not work, and is asked about once for all its orders', async () => {
    world.till.placeAnswer = refuse('auth_failed');
    world.till.checkAnswer = refuse('auth_failed');
    const orders = [await world.tell(), await world.tell(), await world.tell()];
    await hub.work();
    const placed = await world.ofOrders(...orders);
    expect(placed.map(({ state, errorCode }) => [state, errorCode])).toEqual(
      orders.map(() => ['waiting', 'auth_failed']),
    );
    expect(world.till.called('check')).toHaveLength(1);
    world.till.placeAnswer = undefined;
    world.clock.pass(11 * MINUTE);
    await hub.work();
    expect((await world.ofOrders(...orders)).map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });

  it.each([
    ['the vendor does not answer', failing('unavailable', 'no connection')],
    ['nothing may be sent now', failing('unavailable', 'not sent: paused', { notSent: 'paused' })],
    ['there is no question to ask', undefined],
  ])('stands where %s', async (_why, answer) => {
    world.till.placeAnswer = refuse('invalid_signature');
    world.till.checkAnswer = answer;
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: 'invalid_signature' });
  });

  it('stands unasked where it is a spent quota by our own count too, and where calls come too often', async () => {
    let left = 1;
    const retryAt = new Date(world.clock.now().getTime() + MINUTE);
    const quota = quotaThat(() =>
      Promise.resolve((left -= 1) >= 0 ? granted() : { granted: false, retryAt }),
    );
    world.till.checkAnswer = works;
    world.till.placeAnswer = refuse('quota_exhausted');
    await world.tell();
    await world.hub('counting', { quota }).work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: 'quota_exhausted' });
    expect(world.till.called('check')).toEqual([]);
  });

  it('is not looked into where calls come too often', async () => {
    world.till.checkAnswer = works;
    world.till.placeAnswer = refuse('rate_limited');
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: 'rate_limited' });
    expect(world.till.called('check')).toEqual([]);
  });

  it('is looked into for a move as well, and the till is then asked how the order stands', async () => {
    await world.tell();
    await hub.work();
    const [booked] = [...world.till.orders.values()];
    world.till.answerMove('cancel', refuse('auth_failed'));
    world.till.checkAnswer = works;
    world.clock.pass(SECOND);
    await world.cancel('A-00001');
    await hub.work();
    expect(await world.only('cancel')).toMatchObject({ state: 'failed', errorCode: 'rejected' });
    expect(world.till.called('check', 'cancel')).toHaveLength(1);
    expect(world.till.called('fetch', booked!.vendorNo)).toHaveLength(1);
  });
});
