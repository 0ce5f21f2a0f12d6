import { readComparedOrders } from '#reconciliation/read/compared-orders.query.js';
import { newId } from '../../support/open-ledger.js';
import { placedOrder } from './placed-orders.js';
import { type ReconciliationWorld, reconciliationWorld } from './reconciliation-world.js';

describe('readComparedOrders', () => {
  let world: ReconciliationWorld;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  afterAll(() => world.close());

  /** So many commands about a leg, none of which was sent. */
  async function command(legId: string, count: number): Promise<string[]> {
    const now = world.clock.now();
    const rows = Array.from({ length: count }, (_, generation) => ({
      ...{ id: newId(), accountId: world.till.id, kind: 'place', legId, cause: 'rule', generation },
      ...{ state: 'done', dueAt: now, createdAt: now, updatedAt: now, settledAt: now },
    }));
    await world.database.prisma.dispatch.createMany({ data: rows });
    return rows.map(({ id }) => id);
  }

  it('has each leg and each command once, by id, whatever their number', async () => {
    const { orderId } = await placedOrder(world, 'SEVERAL');
    const bare = await placedOrder(world, 'BARE');
    const read = async () => {
      const orders = await readComparedOrders(world.database, [orderId, bare.orderId], new Map());
      return new Map(orders.map((order) => [order.id, order]));
    };
    const legs = (await read()).get(orderId)!.legs.map(({ id }) => id);
    expect(legs).toHaveLength(2);
    const commands = [...(await command(legs[0]!, 3)), ...(await command(legs[1]!, 2))];
    const found = await read();
    expect(found.get(orderId)!.legs.map(({ id }) => id)).toEqual([...legs].sort());
    expect(found.get(orderId)!.commands.map(({ id }) => id)).toEqual([...commands].sort());
    expect(
      found
        .get(orderId)!
        .commands.map(({ legId }) => legId)
        .sort(),
    ).toEqual([legs[0], legs[0], legs[0], legs[1], legs[1]].sort());
    expect(found.get(bare.orderId)).toMatchObject({ commands: [], legs: [{}, {}] });
  });

  it('reads a leg as it was recorded', async () => {
    const order = await placedOrder(world, 'AS RECORDED');
    await order.shopSays('cancelled', 5);
    const [read] = await readComparedOrders(world.database, [order.orderId], new Map());
    const rows = await world.database.prisma.leg.findMany({
      where: { orderId: order.orderId },
      orderBy: { id: 'asc' },
    });
    expect(read!.legs).toHaveLength(rows.length);
    read!.legs.forEach((leg, at) => {
      const row = rows[at]!;
      for (const name of [
        'id',
        'accountId',
        'vendorNo',
        'sellRank',
        'storeId',
        'vendorStoreId',
        'openedBy',
        'createdAt',
        'confirmedAt',
        'marker',
      ] as const)
        expect([name, leg[name]]).toEqual([name, row[name]]);
      for (const name of [
        'payment',
        'paidAt',
        'paymentSince',
        'fulfilment',
        'fulfilmentSince',
        'isRefunded',
        'refundedSince',
        'saleFen',
        'orderError',
        'productsDigest',
      ] as const)
        expect([name, leg.facts![name]]).toEqual([name, row[name]]);
    });
  });
});
