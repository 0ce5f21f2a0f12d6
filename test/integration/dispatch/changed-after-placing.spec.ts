import type { OrderObservation } from '#domain/order-observation.js';
import { anObservation } from '../../factories/observations.js';
import { DispatchWorld, type Hub, SECOND } from './dispatch-world.js';
import { failing } from './toy-till.js';

describe('an order that changes after it was placed', () => {
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

  const flagsOf = async (orderId: string): Promise<string[]> => {
    const rows = await world.database.prisma.orderFlag.findMany({ where: { orderId, source: 'dispatch' } });
    return rows.map(({ code, param }) => `${code}:${param}`);
  };
  const say = async (change: Partial<OrderObservation> = {}) => {
    world.clock.pass(SECOND);
    const told = await world.tell({ vendorNo: 'A', ...change });
    await hub.work();
    return told;
  };
  const { amounts, lines = [], contact } = anObservation();
  const sum = (saleFen: bigint) => ({
    amounts: { ...amounts!, saleFen, paidFen: saleFen, totalFen: saleFen },
  });

  it('is flagged with both sides, until the facts are equal again', async () => {
    const { orderId } = await say();
    expect(await flagsOf(orderId)).toEqual([]);
    await say({ ...sum(5_490n), lines: [...lines, { ...lines[0]!, itemName: '散装曲奇' }] });
    expect(await flagsOf(orderId)).toEqual(['till_differs:sale 18.00 → 54.90, lines']);
    const [differing] = await world.query.differing(orderId);
    expect(differing).toMatchObject({ accountId: world.tillId, vendorNo: 'T-00001' });
    expect(differing!.differences).toMatchObject([
      { fact: 'saleFen', placed: 1_800, now: 5_490 },
      { fact: 'lines', placed: [{ itemName: '红烧牛肉面' }], now: [{}, { itemName: '散装曲奇' }] },
    ]);
    expect((await world.only('place')).tillDiffers).toEqual(differing!.differences);
    await say();
    expect(await flagsOf(orderId)).toEqual([]);
    expect(await world.query.differing(orderId)).toEqual([]);
    expect(world.till.called('place')).toHaveLength(1);
  });

  it.each<[string, Partial<OrderObservation>, string]>([
    ['its lines alone', { lines: [{ ...lines[0]!, quantity: '3' }] }, 'lines'],
    ['its customer', { contact: { ...contact!, address: '虚构路2号' } }, 'contact'],
    ['nobody to bring it to', { contact: null }, 'contact'],
    [
      'how it is handed over',
      { service: { kind: 'pickup', reservedAt: null, area: null, table: null, diners: null } },
      'service',
    ],
    ['a freight', { amounts: { ...amounts!, freightFen: 500n } }, 'freight 0.00 → 5.00'],
  ])('is flagged for %s', async (_what, change, words) => {
    const { orderId } = await say({
      service: { kind: 'delivery', reservedAt: null, area: null, table: null, diners: null },
    });
    await say({
      service: { kind: 'delivery', reservedAt: null, area: null, table: null, diners: null },
      ...change,
    });
    expect(await flagsOf(orderId)).toEqual([`till_differs:${words}`]);
  });

  it('is not flagged for what no till prints, nor while it was only about to be sent', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.plan();
    const { orderId } = await say(sum(2_000n));
    expect(await world.only('place')).toMatchObject({ state: 'done' });
    const payment = { state: 'paid', raw: 'paid', paidAt: world.clock.now(), method: 'card' } as const;
    await say({ ...sum(2_000n), payment });
    await say({ ...sum(2_000n), fulfilment: { state: 'ready', raw: 'ready', completedAt: null } });
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('is flagged when it changes while its answer is under way', async () => {
    world.till.placeAnswer = async (book) => {
      await world.tell({ vendorNo: 'A', asOf: new Date(world.clock.now().getTime() + 1), ...sum(2_000n) });
      return book();
    };
    const { orderId } = await say();
    await hub.work();
    expect(await flagsOf(orderId)).toEqual(['till_differs:sale 18.00 → 20.00']);
  });

  it('no longer where the till shows the new sum', async () => {
    const { orderId } = await say();
    await say({ ...sum(5_490n), lines: [{ ...lines[0]!, quantity: '3' }] });
    world.clock.pass(SECOND);
    const till = await world.byId(world.tillId);
    const observation = { ...world.till.observed('T-00001'), ...sum(5_490n) };
    const account = {
      id: world.tillId,
      connector: till!.connector.id,
      sells: 'else',
      storeIds: 'vendor',
    } as const;
    await world.ledger.record([{ account, observation, evidence: { body: Buffer.from('{}') } }]);
    await hub.work();
    expect(await flagsOf(orderId)).toEqual([]);
  });

  it('keeps its flag when it is completed, and loses it when it is cancelled', async () => {
    const { orderId } = await say();
    const completed = { state: 'completed', raw: 'completed', completedAt: null } as const;
    await say({ ...sum(2_000n), fulfilment: completed });
    expect(await flagsOf(orderId)).toEqual(['till_differs:sale 18.00 → 20.00']);
    await say({ ...sum(2_000n), fulfilment: { state: 'cancelled', raw: 'cancelled', completedAt: null } });
    expect((await flagsOf(orderId)).filter((one) => one.startsWith('till_differs'))).toEqual([]);
  });

  describe('by going to another store', () => {
    let other: string;
    let otherTill: string;
    const at = (vendorStoreId: string): Partial<OrderObservation> => ({
      placement: { vendorStoreId, placedAt: world.clock.now(), numbers: [], origin: {} },
    });
    beforeEach(async () => {
      other = await world.addStore(world.newId());
      otherTill = await world.addAccount(world.till.connector, ['place', 'cancel']);
      await world.bind(world.shopId, other, 'SH-02');
      await world.bind(otherTill, other, 'till');
      await world.database.rows({
        text: `INSERT INTO product_mappings (id, account_id, item_name, product_uid, created_at, updated_at)
               VALUES ($1, $2, '红烧牛肉面', '1', now(), now())`,
        values: [world.newId(), otherTill],
      });
      world.clock.pass(SECOND);
    });
    const move = () => say(at('SH-02'));
    const placed = () => say(at('SH-01'));

    it('is cancelled at the old till, read there, and placed at the new one', async () => {
      const { orderId } = await placed();
      await move();
      await hub.work();
      expect(await world.list()).toMatchObject([{ kind: 'cancel', state: 'done' }, { kind: 'place' }]);
      expect(await world.list({ accountId: otherTill })).toMatchObject([
        { kind: 'place', state: 'done', generation: 2, storeId: other },
      ]);
      expect(world.till.alive()).toHaveLength(1);
      expect(await flagsOf(orderId)).toEqual([]);
    });

    it('waits where the old till refuses to cancel it, and both sides are shown', async () => {
      world.till.answerMove('cancel', failing('rejected', 'in the kitchen'));
      const { orderId } = await placed();
      await move();
      await hub.work();
      expect(await world.list({ accountId: otherTill })).toEqual([]);
      expect((await flagsOf(orderId)).toSorted()).toEqual([
        'dispatch_failed:cancel',
        'till_differs:store SH-01 → SH-02',
      ]);
    });

    it('is shown where cancelling is switched off, and goes on once somebody at the till has cancelled it', async () => {
      await world.switch(['place']);
      const { orderId } = await placed();
      await move();
      expect(await flagsOf(orderId)).toEqual(['till_differs:store SH-01 → SH-02']);
      world.till.orders.get('T-00001')!.fulfilment = 'cancelled';
      world.clock.pass(SECOND);
      await world.poll('T-00001');
      await hub.work();
      expect(await world.list({ accountId: otherTill })).toMatchObject([{ kind: 'place', state: 'done' }]);
    });

    it('before it was sent, is placed at the new one alone', async () => {
      await world.tell({ vendorNo: 'A', ...at('SH-01') });
      await hub.plan();
      await move();
      await hub.work();
      expect(await world.only('place')).toMatchObject({ state: 'withdrawn', errorCode: 'order_moved' });
      expect(await world.list({ accountId: otherTill })).toMatchObject([{ state: 'done' }]);
      expect(world.till.orders.size).toBe(1);
    });

    it('stays where it is when only the binding of its store is another', async () => {
      const { legId } = await placed();
      await world.database.rows({
        text: 'UPDATE legs SET store_id = $2 WHERE id = $1',
        values: [legId, other],
      });
      await say({ ...at('SH-01'), fulfilment: { state: 'ready', raw: 'ready', completedAt: null } });
      await hub.work();
      expect(world.till.called('cancel')).toEqual([]);
      expect(world.till.alive()).toHaveLength(1);
    });

    it('and back again before anything was sent stays at the old till', async () => {
      await placed();
      await world.tell({ vendorNo: 'A', ...at('SH-02'), asOf: new Date(world.clock.now().getTime() + 1) });
      await hub.plan();
      await placed();
      await hub.work();
      expect(await world.only('cancel')).toMatchObject({ state: 'withdrawn' });
      expect(await world.list({ accountId: otherTill })).toEqual([]);
    });
  });
});
