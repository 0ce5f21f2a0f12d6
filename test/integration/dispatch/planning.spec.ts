import { type Hub, DispatchWorld, MINUTE, SECOND } from './dispatch-world.js';

const unpaid = { state: 'unpaid', raw: 'unpaid', paidAt: null, method: null } as const;
const paid = (paidAt: Date) => ({ state: 'paid', raw: 'paid', paidAt, method: 'wechat' }) as const;
const fulfilled = (state: 'completed' | 'cancelled') => ({ state, raw: state, completedAt: null }) as const;

describe('what is placed by itself', () => {
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

  const later = (ms = SECOND): Date => {
    world.clock.pass(ms);
    return world.clock.now();
  };

  it('is what is paid, and neither cancelled nor completed', async () => {
    const { orderId } = await world.tell({ vendorNo: 'U', payment: unpaid });
    await world.tell({ fulfilment: fulfilled('cancelled') });
    await world.tell({ fulfilment: fulfilled('completed') });
    await hub.plan();
    expect(await world.list()).toEqual([]);
    const now = later();
    await world.tell({ vendorNo: 'U', asOf: now, payment: paid(now) });
    await hub.plan();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', orderId, storeId: world.storeId });
  });

  it('does not begin before it is switched on, both sides are bound, and the order is news', async () => {
    await world.switch([]);
    await world.tell({ vendorNo: 'before' });
    later();
    await world.switch(['place']);
    await world.tell({ vendorNo: 'before', asOf: later(), payment: paid(world.clock.now()) });
    await world.tell({ vendorNo: 'replayed' }, 'replay');
    await world.tell({ vendorNo: 'read again' }, 'backfill');
    await hub.plan();
    expect(await world.list()).toEqual([]);
    await world.tell();
    await hub.plan();
    expect(await world.list()).toHaveLength(1);
  });

  it('is an order whose push comes after a backfill of another account has named its number', async () => {
    const shop = { id: world.shopId, connector: 'toy-shop', sells: 'first', storeIds: 'vendor' } as const;
    const fulfilment = { state: 'created', raw: '01', completedAt: null } as const;
    await world.ledger.record([
      {
        account: { ...shop, id: await world.addAccount(world.till.connector), sells: 'never' },
        observation: { vendorNo: '301:A', asOf: world.clock.now(), precedence: 1, fulfilment },
        evidence: { body: Buffer.from('{}') },
        by: 'backfill',
        numberOf: { account: shop, vendorNo: 'A' },
      },
    ]);
    await hub.plan();
    expect(await world.list()).toEqual([]);
    await world.tell({ vendorNo: 'A', asOf: later() });
    await hub.plan();
    expect(await world.only('place')).toMatchObject({ state: 'waiting' });
  });

  it.each(['till', 'shop'] as const)('does not begin with a new binding of the %s', async (side) => {
    await world.switch(['place']);
    const accountId = side === 'till' ? world.tillId : world.shopId;
    await world.tell({ vendorNo: 'old' });
    await world.database.prisma.storeBinding.deleteMany({ where: { accountId } });
    later();
    await world.bind(accountId, world.storeId, side === 'till' ? 'till' : 'SH-01');
    // Somebody tells of it again: the order is looked at under the new binding.
    await world.tell({ vendorNo: 'old', asOf: later(), payment: paid(world.clock.now()) });
    await hub.plan();
    expect(await world.list()).toEqual([]);
  });

  it.each(['till', 'shop'] as const)(
    'takes a binding of the %s that was opened again for new',
    async (side) => {
      await world.switch(['place']);
      const accountId = side === 'till' ? world.tillId : world.shopId;
      await world.tell({ vendorNo: 'old' });
      later();
      const { storeBinding } = world.database.prisma;
      await storeBinding.updateMany({ where: { accountId }, data: { boundAt: world.clock.now() } });
      await world.tell({ vendorNo: 'old', asOf: later(), payment: paid(world.clock.now()) });
      await hub.plan();
      expect(await world.list()).toEqual([]);
      await world.tell({ vendorNo: 'new' });
      await hub.plan();
      expect(await world.only('place')).toMatchObject({ state: 'waiting' });
    },
  );

  it.each(['till', 'shop'] as const)('begins nothing once the binding of the %s has ended', async (side) => {
    await world.switch(['place']);
    const accountId = side === 'till' ? world.tillId : world.shopId;
    const { storeBinding } = world.database.prisma;
    await storeBinding.updateMany({ where: { accountId }, data: { validTo: world.clock.now() } });
    later();
    const placedAt = new Date(world.clock.now().getTime() - MINUTE);
    const { legId } = await world.tell({
      placement: { vendorStoreId: 'SH-01', placedAt, numbers: [], origin: {} },
    });
    const leg = await world.database.prisma.leg.findUniqueOrThrow({ where: { id: legId } });
    expect(leg.storeId).toBe(world.storeId);
    await hub.plan();
    expect(await world.list()).toEqual([]);
  });

  it('sends nothing to a till whose binding ended while the order waited', async () => {
    await world.switch(['place']);
    await world.tell();
    await hub.plan();
    const { storeBinding } = world.database.prisma;
    await storeBinding.updateMany({
      where: { accountId: world.tillId },
      data: { validTo: world.clock.now() },
    });
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'held', errorCode: 'not_bound' });
  });

  it('leaves out what came from a till in the first place', async () => {
    world.till.cameFromTill = (origin) => origin['source'] === 'pos';
    const placement = (source: string) => ({
      vendorStoreId: 'SH-01',
      placedAt: world.clock.now(),
      numbers: [],
      origin: { source },
    });
    await world.tell({ placement: placement('pos') });
    await world.tell({ placement: placement('app') });
    await hub.plan();
    expect(await world.list()).toHaveLength(1);
  });

  it('an origin that the till’s rules choke on is told of and not placed', async () => {
    world.till.cameFromTill = () => {
      throw new Error('no such rule');
    };
    await world.tell();
    await hub.plan();
    expect(await world.list()).toEqual([]);
    expect(world.events).toContainEqual(
      expect.objectContaining({ level: 'error', outcome: 'origin not read' }),
    );
  });

  it('what was paid too long ago waits for an operator', async () => {
    world.configure({ placeWithinMinutes: 10 });
    const paidAt = new Date(world.clock.now().getTime() - 10 * MINUTE - 1);
    const told = [
      await world.tell({ payment: paid(paidAt) }),
      await world.tell({ payment: paid(new Date(paidAt.getTime() + 1)) }),
    ];
    await hub.plan();
    const [old, young] = await world.ofOrders(...told);
    expect(old).toMatchObject({ state: 'held', errorCode: 'too_old' });
    expect(young).toMatchObject({ state: 'waiting', errorCode: null });
  });

  it('what is no longer to be placed is withdrawn, and placed when it is again', async () => {
    await world.tell({ vendorNo: 'A' });
    await hub.plan();
    await world.tell({ vendorNo: 'A', asOf: later(), payment: unpaid });
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'withdrawn', errorCode: 'order_unpaid' });
    await world.tell({ vendorNo: 'A', asOf: later(), payment: paid(world.clock.now()) });
    await hub.plan();
    expect(await world.only('place')).toMatchObject({ state: 'waiting', settledAt: null });
    await world.cancel('A');
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'withdrawn', errorCode: 'order_cancelled' });
    expect(world.till.calls).toEqual([]);
  });

  it('goes to one till, though the store has two', async () => {
    const second = await world.addAccount(world.till.connector, ['place']);
    await world.bind(second, world.storeId, 'till');
    later();
    await world.tell();
    await hub.work();
    expect(await world.only('place')).toMatchObject({ state: 'done' });
    expect(await world.list({ accountId: second })).toEqual([]);
  });

  it('follows a leg into the order that it is linked to', async () => {
    const { legId } = await world.tell();
    const other = await world.tell({ vendorNo: 'other', payment: unpaid });
    await hub.plan();
    await world.database.prisma.leg.update({ where: { id: legId }, data: { orderId: other.orderId } });
    expect(await world.only('place', { orderId: other.orderId })).toMatchObject({ orderId: other.orderId });
  });

  it('an order that cannot be planned stops only itself', async () => {
    const { legId } = await world.tell();
    await world.tell();
    const { ledger } = world;
    const poisoned = world.hub('hub', {
      ledger: {
        recordAndLink: (sql, recordings, receipts) => ledger.recordAndLink(sql, recordings, receipts),
        linkReceipts: (sql, receipts) => ledger.linkReceipts(sql, receipts),
        mark: (sql, marks) =>
          marks.some((mark) => mark.legId === legId)
            ? Promise.reject(new Error('poison'))
            : ledger.mark(sql, marks),
      },
    });
    await expect(poisoned.plan()).rejects.toThrow('poison');
    expect(await world.list()).toHaveLength(1);
    // It is still there for the next run.
    await hub.plan();
    expect(await world.list()).toHaveLength(2);
  });

  it('waits for an account that another hub has just made, but not for one that cannot be used', async () => {
    await world.tell();
    const nobody = world.hub('behind', { accounts: { byId: () => Promise.resolve(undefined) } });
    await expect(nobody.plan()).rejects.toThrow('not known here yet');
    expect(await world.list()).toEqual([]);
    await hub.plan();
    expect(await world.list()).toHaveLength(1);
    await world.tell();
    world.clock.pass(10 * SECOND);
    await nobody.plan();
    expect(await world.list()).toHaveLength(1);
  });

  it('two hubs that plan at once make each command once', async () => {
    const hubs = [hub, world.hub('second'), world.hub('third')];
    await world.tellMany(60);
    await Promise.all(hubs.map((one) => one.plan()));
    expect(await world.list()).toHaveLength(60);
    expect(await world.database.prisma.orderChange.count({ where: { consumer: 'dispatch' } })).toBe(0);
    expect(await world.database.prisma.legMarker.count({ where: { accountId: world.tillId } })).toBe(60);
  });
});
