import { DispatchWorld, type Hub, MINUTE, SECOND } from './dispatch-world.js';
import { failing, lost } from './toy-till.js';

describe('orders whose commands want a person', () => {
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

  const flagsOf = async (orderId: string): Promise<string[]> => {
    const rows = await world.database.prisma.orderFlag.findMany({
      where: { orderId, source: 'dispatch' },
      orderBy: [{ code: 'asc' }, { param: 'asc' }],
    });
    return rows.map(({ code, param }) => (param === '' ? code : `${code}:${param}`));
  };
  const work = async (ms = SECOND) => {
    world.clock.pass(ms);
    await hub.work();
  };
  const unknownWord = (raw: string) =>
    ({ state: 'unknown', raw, completedAt: null, ofOurFormat: true }) as const;

  it('a command of an account that is paused says so, and what failed before says that', async () => {
    const paused = { errorCode: 'paused', errorMessage: expect.stringMatching(/account is paused/) };
    const pause = (is: boolean) =>
      world.database.prisma.account.update({ where: { id: world.tillId }, data: { paused: is } });
    await pause(true);
    await world.tell();
    await work();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', ...paused });
    expect(await world.list()).toMatchObject([paused]);
    await pause(false);
    expect(await world.only('place')).toMatchObject({
      state: 'waiting',
      errorCode: null,
      errorMessage: null,
    });
    world.till.placeAnswer = failing('unavailable', 'closed');
    await work();
    await pause(true);
    expect(await world.only('place')).toMatchObject({ state: 'waiting', errorCode: 'unavailable' });
    await pause(false);
    world.till.placeAnswer = undefined;
    await work(10 * MINUTE);
    await pause(true);
    expect(await world.only('place')).toMatchObject({ state: 'done', errorCode: null });
  });

  it('an item that is not mapped, until it is', async () => {
    await world.database.rows({
      text: 'DELETE FROM product_mappings WHERE account_id = $1',
      values: [world.tillId],
    });
    const { orderId } = await world.tell();
    await work();
    expect(await flagsOf(orderId)).toEqual(['dispatch_held:unmapped_item']);
    await world.map('红烧牛肉面', '880123456789012345');
    const mapped = [{ itemName: '红烧牛肉面', itemSpec: '' }];
    await world.database.transaction((sql) => hub.release.release(sql, world.tillId, mapped));
    await work();
    expect(await flagsOf(orderId)).toEqual([]);
    expect(world.till.alive()).toHaveLength(1);
  });

  it('a refusal, until a person has it sent again', async () => {
    world.till.placeAnswer = failing('rejected', 'closed today');
    const { orderId } = await world.tell();
    await work();
    expect(await flagsOf(orderId)).toEqual(['dispatch_failed:place']);
    world.till.placeAnswer = undefined;
    await hub.requests.release((await world.only('place')).id, key);
    await work();
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('a cancel that the till refused, until the order is alive again', async () => {
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await work();
    world.till.answerMove('cancel', failing('rejected', 'in the kitchen'));
    await world.cancel('A');
    await work();
    expect(await flagsOf(orderId)).toEqual(['dispatch_failed:cancel']);
    await world.reopen('A');
    await work();
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('an order that looks booked, until a person says that it is not', async () => {
    world.till.ring({ phone: '13800000000', saleFen: 1_800n });
    world.till.placeAnswer = lost;
    const { orderId } = await world.tell();
    for (let n = 0; n < 5; n += 1) await work(MINUTE);
    expect(await flagsOf(orderId)).toEqual(['dispatch_held:maybe_placed']);
    world.till.placeAnswer = undefined;
    await hub.resolutions.resolve((await world.only('place')).id, { outcome: 'absent' }, key);
    await work();
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('an order that cannot be looked for, from the fifth minute on', async () => {
    world.till.placeAnswer = lost;
    world.till.findFault = new Error('no list today');
    const { orderId } = await world.tell();
    await work(MINUTE);
    await work(2 * MINUTE);
    expect(await flagsOf(orderId)).toEqual([]);
    for (let n = 0; n < 3; n += 1) await work(5 * MINUTE);
    expect(await flagsOf(orderId)).toEqual(['dispatch_unknown']);
    world.till.findFault = undefined;
    world.till.placeAnswer = undefined;
    for (let n = 0; n < 4; n += 1) await work(10 * MINUTE);
    expect(await world.only('place')).not.toMatchObject({ state: 'unknown' });
    expect(await flagsOf(orderId)).not.toContain('dispatch_unknown');
  });

  it.each(['voided', 'taken apart', '已作废'])(
    '“%s”, which nobody knows, until a word comes that we know',
    async (word) => {
      const { orderId } = await world.tell({ vendorNo: 'A', fulfilment: unknownWord(word) });
      await work();
      expect(await world.only('place')).toMatchObject({
        state: 'held',
        errorCode: 'unknown_word',
        errorMessage: expect.stringContaining(word),
      });
      expect(await flagsOf(orderId)).toEqual(['dispatch_held:unknown_word']);
      expect(world.till.orders.size).toBe(0);
      await world.reopen('A');
      await work();
      expect(world.till.alive()).toHaveLength(1);
      expect(await flagsOf(orderId)).toEqual([]);
    },
  );

  it('a word that nobody knows and that comes just before the order is sent', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.plan();
    await world.tell({
      vendorNo: 'A',
      asOf: new Date(world.clock.now().getTime() + 1),
      fulfilment: unknownWord('voided'),
    });
    await hub.send();
    expect(await world.only('place')).toMatchObject({
      state: 'held',
      errorCode: 'unknown_word',
      attempts: 0,
    });
    await hub.requests.release((await world.only('place')).id, key);
    await work();
    expect(world.till.alive()).toHaveLength(1);
  });

  it('a vendor’s value that no map lists only where its account says so', async () => {
    const fulfilment = { state: 'unknown', raw: '7', completedAt: null } as const;
    await world.tell({ fulfilment });
    await work();
    expect(world.till.alive()).toHaveLength(1);
    world.configure({ placeUnknown: 'hold' }, world.shopId);
    const { orderId } = await world.tell({ fulfilment });
    await work();
    expect(world.till.alive()).toHaveLength(1);
    expect(await flagsOf(orderId)).toEqual(['dispatch_held:unknown_word']);
  });

  it('not an order that is wholly refunded: that one is cancelled at the till', async () => {
    const { orderId } = await world.tell({ vendorNo: 'A' });
    await work();
    const refunds = [{ id: 'R', amountFen: 1_800n, refundedAt: world.clock.now() }];
    world.clock.pass(SECOND);
    await world.tell({ vendorNo: 'A', afterSale: { state: 'refunded', raw: null, refunds } });
    await work();
    expect(world.till.alive()).toEqual([]);
    await world.tell({ vendorNo: 'B', afterSale: { state: 'refunded', raw: null, refunds } });
    await work();
    expect(world.till.called('place')).toHaveLength(1);
    expect(await flagsOf(orderId)).toEqual([]);
  });
});
