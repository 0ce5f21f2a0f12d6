import { openShopWorld, type SaidOrder, type ShopWorld } from './shop-world.js';

const HOUR_MS = 3_600_000;
const PLACED = new Date(Date.now() - 20 * HOUR_MS);
const later = (ms: number): Date => new Date(PLACED.getTime() + ms);
const order = (change: Partial<SaidOrder> = {}): SaidOrder => ({
  orderNo: '0001',
  storeCode: 'T-A',
  placedAt: PLACED,
  ...change,
});
const FLAG = ['number_contradicted:0001'];

let world: ShopWorld;
beforeAll(async () => {
  world = await openShopWorld();
});
afterAll(() => world.close());

describe('a document whose number another order has', () => {
  it.each<[string, Partial<SaidOrder>, string[]]>([
    ['at another store', { storeCode: 'T-B' }, ['storeCode']],
    ['a day later', { placedAt: later(13 * HOUR_MS) }, ['placedAt']],
    ['a week earlier', { placedAt: later(-168 * HOUR_MS) }, ['placedAt']],
    [
      'at another store on another day',
      { storeCode: 'T-B', placedAt: later(-24 * HOUR_MS) },
      ['storeCode', 'placedAt'],
    ],
  ])('is kept and shown and overwrites nothing: %s', async (_what, other, differs) => {
    const shop = await world.shop();
    await world.post(shop, order());
    await world.post(
      shop,
      order({ ...other, fen: 9900, updatedAt: later(60_000), customer: { name: '王另一位' } }),
    );
    await world.drain();
    expect(await world.sold(shop)).toEqual([{ vendorNo: '0001', store: 'T-A', saleFen: 2500n, flags: FLAG }]);
    const [kept] = await world.list(shop, 'contradicts');
    expect(kept).toMatchObject({ errorCode: 'contradicts' });
    expect(await world.contradictions.of(kept!.id)).toMatchObject({
      orderNo: '0001',
      differs,
      recorded: { storeCode: 'T-A', placedAt: PLACED, paidFen: 2500n },
      stated: { storeCode: other.storeCode ?? 'T-A', placedAt: other.placedAt ?? PLACED, paidFen: 9900n },
      resolvedAs: null,
    });
    expect(await world.troubles.ofAccounts([shop.account.id])).toMatchObject([
      { what: 'deliveries', code: 'contradicts', count: 1 },
    ]);
  });

  it('leaves each number to the order that came first, however many wait together', async () => {
    const shop = await world.shop();
    const numbers = Array.from({ length: 24 }, (_, at) => `N${String((at * 7) % 24)}`);
    for (const orderNo of numbers) await world.post(shop, order({ orderNo, storeCode: 'T-A' }));
    for (const orderNo of numbers.toReversed())
      await world.post(shop, order({ orderNo, storeCode: 'T-B', fen: 9900 }));
    // As after an outage: those that came first were put off, and are written anew.
    const first = (await world.list(shop)).slice(-24).map(({ id }) => id);
    await world.database.rows({
      text: 'UPDATE deliveries SET due_at = clock_timestamp() WHERE id = ANY($1)',
      values: [first],
    });
    await world.drain();
    const sold = await world.sold(shop);
    expect(sold).toHaveLength(24);
    for (const one of sold) expect(one).toMatchObject({ store: 'T-A', saleFen: 2500n });
  });

  it('is taken where the shop says that its orders move', async () => {
    const shop = await world.shop({ orderMoves: 'on' });
    await world.post(shop, order());
    await world.post(shop, order({ storeCode: 'T-B', updatedAt: later(1) }));
    await world.post(shop, order({ placedAt: later(13 * HOUR_MS), updatedAt: later(2) }));
    await world.drain();
    expect(await world.sold(shop)).toMatchObject([{ vendorNo: '0001', store: 'T-B', flags: FLAG }]);
    expect(await world.list(shop, 'contradicts')).toHaveLength(1);
  });

  it('does not come about where stores number for themselves', async () => {
    for (const orderNumbers of ['per_store', 'per_store_day']) {
      const shop = await world.shop({ orderNumbers });
      await world.post(shop, order());
      await world.post(shop, order({ storeCode: 'T-B', fen: 9900 }));
      await world.drain();
      expect(await world.sold(shop)).toMatchObject([
        { store: 'T-A', saleFen: 2500n, flags: [] },
        { store: 'T-B', saleFen: 9900n, flags: [] },
      ]);
      const found = await world.orders.list({ q: '0001', accountId: shop.account.id, limit: 5 });
      expect(found.flatMap(({ legs }) => legs.map((leg) => leg.orderNo))).toEqual(['0001', '0001']);
    }
  });

  it('is decided in favour of one of two that come at once on two hubs', async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await world.shop();
      const said = [order(), order({ storeCode: 'T-B', fen: 9900 })];
      await Promise.all(said.map((one) => world.post(shop, one)));
      const drainOne = async (hub: string) => {
        await world.drain(hub);
      };
      await Promise.all(['one', 'two', 'three'].map(drainOne));
      const sold = await world.sold(shop);
      expect(sold).toHaveLength(1);
      expect([`T-A 2500`, `T-B 9900`]).toContain(`${String(sold[0]?.store)} ${String(sold[0]?.saleFen)}`);
      expect(await world.list(shop, 'contradicts')).toHaveLength(1);
      expect(await world.list(shop, 'done')).toHaveLength(1);
    }
  });
});

describe('a change of what numbers name', () => {
  const AHEAD = new Date(Date.now() + 60_000);
  const changed = async (from: string, to: string) => {
    const before = await world.shop({ orderNumbers: from });
    const past = [{ until: new Date(), config: { orderNumbers: from } }];
    const after = () => world.shop({ orderNumbers: to }, before.account.id, past);
    return { before, after };
  };

  it.each([
    ['unique', 'per_store'],
    ['per_store', 'unique'],
    ['unique', 'per_store_day'],
  ])(
    'makes no second leg of an order that was placed by a clock that runs ahead: %s to %s',
    async (from, to) => {
      const { before, after } = await changed(from, to);
      await world.post(before, order({ placedAt: AHEAD }));
      await world.drain();
      const shop = await after();
      await world.post(shop, order({ placedAt: AHEAD, updatedAt: new Date(), fen: 2600 }));
      await world.post(
        shop,
        order({ placedAt: new Date(AHEAD.getTime() + 1), storeCode: 'T-B', orderNo: '0002' }),
      );
      await world.drain();
      const sold = await world.sold(shop);
      expect(sold).toHaveLength(2);
      const first = from === 'unique' ? '0001' : 'T-A:0001';
      expect(sold).toContainEqual({ vendorNo: first, store: 'T-A', saleFen: 2600n, flags: [] });
    },
  );
});

describe('what a person decides of it', () => {
  const other = (ms: number, change: Partial<SaidOrder> = {}) =>
    order({ storeCode: 'T-B', fen: 9900, updatedAt: later(ms), ...change });

  async function contradicted() {
    const shop = await world.shop();
    await world.post(shop, order());
    await world.drain();
    await world.post(shop, other(1));
    await world.post(shop, other(2, { fulfilment: 'completed' }));
    await world.drain();
    const waiting = await world.list(shop, 'contradicts');
    expect(waiting).toHaveLength(2);
    return { shop, waiting };
  }

  it('same: all that waits of that order is recorded, and what comes later too', async () => {
    const { shop, waiting } = await contradicted();
    await world.resolve(waiting[0]!.id, 'same', 'somebody');
    await world.drain();
    expect(await world.sold(shop)).toEqual([{ vendorNo: '0001', store: 'T-B', saleFen: 9900n, flags: [] }]);
    await world.post(shop, other(3, { fen: 8800 }));
    await world.drain();
    expect(await world.sold(shop)).toMatchObject([{ saleFen: 8800n, flags: [] }]);
    expect(await world.list(shop, 'contradicts')).toEqual([]);
    expect(await world.troubles.ofAccounts([shop.account.id])).toEqual([]);
    expect(await world.contradictions.of(waiting[1]!.id)).toMatchObject({
      resolvedAs: 'same',
      resolvedBy: 'somebody',
    });
  });

  it('another: it is an order of its own, which later documents follow, and news', async () => {
    const { shop, waiting } = await contradicted();
    await world.resolve(waiting[1]!.id, 'another', 'somebody');
    await world.drain();
    await world.post(shop, other(3, { fen: 8800, fulfilment: 'completed' }));
    await world.post(shop, order({ fen: 2600, updatedAt: later(4) }));
    await world.drain();
    const [own, second, ...rest] = await world.sold(shop);
    expect(rest).toEqual([]);
    expect(own).toEqual({ vendorNo: '0001', store: 'T-A', saleFen: 2600n, flags: [] });
    expect(second).toMatchObject({ store: 'T-B', saleFen: 8800n, flags: [] });
    expect(second?.vendorNo).toMatch(/^0001#/);
    expect(await world.list(shop, 'done')).toHaveLength(5);
    const leg = await world.database.prisma.leg.findFirstOrThrow({
      where: { documentNo: '0001', accountId: shop.account.id },
    });
    expect(leg).toMatchObject({ openedBy: 'live', orderNo: '0001' });
    const found = await world.orders.list({ q: '0001', accountId: shop.account.id, limit: 5 });
    expect(found).toHaveLength(2);
  });

  it('another, twice: a third order of the number is asked about once more', async () => {
    const { shop, waiting } = await contradicted();
    await world.resolve(waiting[1]!.id, 'another', 'somebody');
    await world.post(shop, order({ storeCode: 'T-C', fen: 100 }));
    await world.drain();
    const [third] = await world.list(shop, 'contradicts');
    expect(await world.contradictions.of(third!.id)).toMatchObject({ differs: ['storeCode'] });
    await world.resolve(third!.id, 'another', 'somebody');
    await world.drain();
    expect(await world.sold(shop)).toMatchObject([{ store: 'T-A' }, { saleFen: 9900n }, { saleFen: 100n }]);
    expect((await world.sold(shop)).flatMap(({ flags }) => flags)).toEqual([]);
  });

  it('discard: it is done with, and the other one still waits', async () => {
    const { shop, waiting } = await contradicted();
    await world.resolve(waiting[0]!.id, 'discard', 'somebody');
    await world.drain();
    expect(await world.list(shop, 'discarded')).toHaveLength(1);
    expect(await world.sold(shop)).toEqual([{ vendorNo: '0001', store: 'T-A', saleFen: 2500n, flags: FLAG }]);
    await world.resolve(waiting[1]!.id, 'discard', 'somebody');
    expect((await world.sold(shop))[0]?.flags).toEqual([]);
  });

  it('is asked for once: a second answer is refused, and so is one about a delivery that asks nothing', async () => {
    const { shop, waiting } = await contradicted();
    await world.resolve(waiting[0]!.id, 'same', 'somebody');
    await expect(world.resolve(waiting[0]!.id, 'another', 'somebody')).rejects.toThrow(/does not wait/);
    await world.drain();
    const [done] = await world.list(shop, 'done');
    await expect(world.resolve(done!.id, 'same', 'somebody')).rejects.toThrow();
  });

  it('is asked anew after a replay, which changes nothing by itself', async () => {
    const { shop, waiting } = await contradicted();
    for (let time = 0; time < 2; time += 1) {
      await world.replays.replay(waiting[0]!.id);
      await world.drain();
      expect(await world.list(shop, 'contradicts')).toHaveLength(2);
      expect(await world.list(shop, 'pending')).toHaveLength(0);
      expect(await world.sold(shop)).toMatchObject([{ saleFen: 2500n, flags: FLAG }]);
    }
    await world.resolve(waiting[0]!.id, 'another', 'somebody');
    await world.drain();
    for (const { id } of await world.list(shop, 'done')) await world.replays.replay(id);
    await world.drain();
    expect(await world.sold(shop)).toMatchObject([
      { saleFen: 2500n, flags: [] },
      { saleFen: 9900n, flags: [] },
    ]);
  });
});
