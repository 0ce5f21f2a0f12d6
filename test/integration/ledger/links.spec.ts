import { newMarker } from '#domain/marker.js';
import type { RecordingAccount } from '#ledger/recording.js';
import { aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const TILL = { connector: 'till', sells: 'else', storeIds: 'vendor' } as const;
const LATER = new Date(PAID_AT.getTime() + 60_000);
const MARKER = newMarker(Buffer.alloc(16, 9));

describe('links by exact evidence', () => {
  let open: OpenLedger;
  let shop: string;
  let till: RecordingAccount;
  let next = 1;
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
    till = { id: await addAccount(open.database, 'till'), ...TILL };
  });
  afterAll(() => open.close());

  const someNo = (): string => `N-${String(next++)}`;
  const someMarker = (): string => newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));
  const placed = async () => (await open.ledger.record([aRecording(shop, { vendorNo: someNo() })]))[0]!;
  const atTill = (vendorNo: string, marker?: string) =>
    aRecording(
      till.id,
      {
        vendorNo,
        placement: { vendorStoreId: null, placedAt: PLACED_AT, numbers: [], origin: {} },
        amounts: someAmounts(2_000n),
        asOf: LATER,
        ...(marker === undefined ? {} : { marker }),
      },
      TILL,
    );
  const linkReceipt = (vendorNo: string, legId: string) =>
    open.database.transaction((sql) => open.ledger.linkReceipts(sql, [{ account: till, vendorNo, legId }]));
  const mark = (marker: string, legId: string) =>
    open.ledger.mark(open.database, [{ accountId: till.id, marker, legId }]);

  it('a marked leg that is seen for the first time is opened inside the order that was placed', async () => {
    const shopLeg = await placed();
    const marker = someMarker();
    await mark(marker, shopLeg.legId);
    const [tillLeg] = await open.ledger.record([atTill(someNo(), marker)]);
    expect(tillLeg!.orderId).toBe(shopLeg.orderId);
    const order = await open.orders.get(shopLeg.orderId);
    expect(order!.legs).toHaveLength(2);
    // The storefront's leg sells; the till's counts nowhere.
    expect(order).toMatchObject({ saleFen: 1_800n, links: [{}, { evidence: 'marker' }] });
  });

  it('waits for nobody whom it keeps waiting: another recording of the same hub ends meanwhile', async () => {
    const [one, two] = [someNo(), someNo()];
    const [, second] = await open.ledger.record([
      aRecording(shop, { vendorNo: one }),
      aRecording(shop, { vendorNo: two }),
    ]);
    const news = (vendorNo: string) => aRecording(shop, { vendorNo, asOf: LATER, amounts: someAmounts(7n) });
    await open.database.transaction(async (sql) => {
      await open.ledger.recordOn(sql, [news(one)]);
      await open.database.transaction(async (other) => {
        await other.rows({ text: `SET LOCAL lock_timeout = '2s'` });
        await open.ledger.recordOn(other, [news(two)]);
      });
      await open.ledger.linkReceipts(sql, [{ account: till, vendorNo: someNo(), legId: second!.legId }]);
    });
    expect((await open.orders.get(second!.orderId))!.legs).toHaveLength(2);
  });

  it('a leg that was seen on its own moves, and its order stops selling', async () => {
    const vendorNo = someNo();
    const [alone] = await open.ledger.record([atTill(vendorNo)]);
    expect((await open.orders.get(alone!.orderId))!.saleFen).toBe(2_000n);
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    const shopLeg = await placed();
    await linkReceipt(vendorNo, shopLeg.legId);
    const left = await open.database.prisma.order.findUniqueOrThrow({ where: { id: alone!.orderId } });
    expect(left).toMatchObject({ saleFen: null, saleAt: null, status: 'unknown' });
    const told = await open.database.prisma.orderChange.findMany({ where: { orderId: alone!.orderId } });
    expect(told).toMatchObject([{ sincePosting: 0 }]);
    // Who asks for the order that it was is shown the one that it is.
    expect((await open.orders.get(alone!.orderId))!.id).toBe(shopLeg.orderId);
    expect((await open.orders.list({ q: vendorNo, limit: 10 })).map(({ id }) => id)).toEqual([
      shopLeg.orderId,
    ]);
  });

  it('of links of one moment the later one is in force', async () => {
    const shopLegs = await open.ledger.record(
      Array.from({ length: 20 }, () => aRecording(shop, { vendorNo: someNo() })),
    );
    const numbers = shopLegs.map(() => someNo());
    const alone = await open.ledger.record(numbers.map((vendorNo) => atTill(vendorNo)));
    for (const [at, vendorNo] of numbers.entries()) await linkReceipt(vendorNo, shopLegs[at]!.legId);
    const legId = { in: alone.map((leg) => leg.legId) };
    const links = await open.database.prisma.orderLink.findMany({
      ...{ where: { legId }, distinct: ['legId'] },
      orderBy: [{ legId: 'asc' }, { linkedAt: 'desc' }, { id: 'desc' }],
    });
    expect(links.map(({ evidence }) => evidence)).toEqual(alone.map(() => 'receipt'));
  });

  it('a receipt before the vendor shows the order opens a leg of which nothing is said yet', async () => {
    const shopLeg = await placed();
    const vendorNo = someNo();
    const [linked] = await linkReceipt(vendorNo, shopLeg.legId);
    expect(linked!.orderId).toBe(shopLeg.orderId);
    const order = await open.orders.get(shopLeg.orderId);
    expect(order!.legs.find((leg) => leg.vendorNo === vendorNo)!.groups).toEqual({});
    expect(order).toMatchObject({ status: 'paid', saleFen: 1_800n });
    const [polled] = await open.ledger.record([atTill(vendorNo)]);
    expect(polled).toMatchObject({ orderId: shopLeg.orderId, changed: true });
    expect((await open.orders.get(shopLeg.orderId))!.saleFen).toBe(1_800n);
  });

  it('receipt and marker, repeated and in either order, make one link', async () => {
    const shopLeg = await placed();
    const [vendorNo, marker] = [someNo(), someMarker()];
    await mark(marker, shopLeg.legId);
    await open.ledger.record([atTill(vendorNo, marker)]);
    const [first] = await linkReceipt(vendorNo, shopLeg.legId);
    const [second] = await linkReceipt(vendorNo, shopLeg.legId);
    expect(first).toEqual(second);
    const links = await open.database.prisma.orderLink.count({ where: { legId: first!.legId } });
    expect(links).toBe(1);
  });

  it('what a person undid is not done again by the same evidence', async () => {
    const shopLeg = await placed();
    const [vendorNo, marker] = [someNo(), someMarker()];
    await mark(marker, shopLeg.legId);
    const [leg] = await open.ledger.record([atTill(vendorNo, marker)]);
    const elsewhere = await placed();
    await open.database.rows({
      text: 'UPDATE legs SET order_id = $2 WHERE id = $1',
      values: [leg!.legId, elsewhere.orderId],
    });
    const [again] = await open.ledger.record([atTill(vendorNo, marker)]);
    expect(again!.orderId).toBe(elsewhere.orderId);
  });

  it('a marker at another account, or one that nobody wrote, links nothing', async () => {
    const shopLeg = await placed();
    await mark(MARKER, shopLeg.legId);
    const stranger = {
      ...atTill(someNo(), MARKER),
      account: { ...till, id: await addAccount(open.database) },
    };
    const [foreign] = await open.ledger.record([stranger]);
    const [unknown] = await open.ledger.record([atTill(someNo(), someMarker())]);
    expect(foreign!.orderId).not.toBe(shopLeg.orderId);
    expect(unknown!.orderId).not.toBe(shopLeg.orderId);
  });

  it('recording and linking the same orders at once ends with one order each, whoever wins', async () => {
    const work = await Promise.all(
      Array.from({ length: 40 }, async () => ({
        shopLeg: await placed(),
        vendorNo: someNo(),
        marker: someMarker(),
      })),
    );
    for (const { marker, shopLeg } of work) await mark(marker, shopLeg.legId);
    await Promise.all(
      work.flatMap(({ shopLeg, vendorNo, marker }, at) => [
        retried(() => open.ledger.record([atTill(vendorNo, at % 2 === 0 ? marker : undefined)])),
        retried(() => linkReceipt(vendorNo, shopLeg.legId)),
        retried(() => open.ledger.record(work.slice(0, 10).map((one) => atTill(one.vendorNo, one.marker)))),
      ]),
    );
    for (const { shopLeg, vendorNo } of work) {
      const order = await open.orders.get(shopLeg.orderId);
      expect(order!.legs.map((leg) => leg.vendorNo)).toContain(vendorNo);
      expect(order!.legs).toHaveLength(2);
      expect(order!.saleFen).toBe(1_800n);
    }
  });

  it('keeps a page’s bytes once for all the orders on it, and not at all when nothing is new', async () => {
    const body = Buffer.from(`{"page":"${newId()}"}`);
    const page = [atTill(someNo()), atTill(someNo()), atTill(someNo())].map((one) => ({
      ...one,
      evidence: { body },
    }));
    const kept = () =>
      open.database
        .rows({ text: 'SELECT FROM payloads WHERE body = $1', values: [body] })
        .then((rows) => rows.length);
    await open.ledger.record(page);
    expect(await kept()).toBe(1);
    await open.ledger.record(page);
    expect(await kept()).toBe(1);
    const legIds = await open.database.prisma.ledgerEntry.findMany({ orderBy: { id: 'desc' }, take: 3 });
    expect(new Set(legIds.map(({ payloadId }) => payloadId)).size).toBe(1);
  });

  describe('by a number that the vendor declares', () => {
    const SHIPPER = { connector: 'shipper', sells: 'never', storeIds: 'vendor' } as const;
    let shipper: RecordingAccount;
    beforeAll(async () => {
      shipper = { id: await addAccount(open.database, 'shipper'), ...SHIPPER };
    });
    const sells: RecordingAccount['sells'] = 'first';
    const storefront = () => ({ id: shop, connector: 'storefront', sells, storeIds: 'vendor' as const });
    /** A status without amounts. */
    const shipped = (shopNo: string) => {
      const { fulfilment } = aRecording(shop).observation;
      const said = { ...fulfilment!, state: 'shipped' as const, raw: '02' };
      return {
        account: shipper,
        observation: { vendorNo: `301:${shopNo}`, asOf: LATER, precedence: 1, fulfilment: said },
        evidence: { body: Buffer.from(shopNo) },
        numberOf: { account: storefront(), vendorNo: shopNo },
      };
    };

    it('joins the order that is there', async () => {
      const vendorNo = someNo();
      const [sold] = await open.ledger.record([aRecording(shop, { vendorNo })]);
      const [said] = await open.ledger.record([shipped(vendorNo)]);
      expect(said!.orderId).toBe(sold!.orderId);
      expect(await open.orders.get(sold!.orderId)).toMatchObject({ status: 'paid', saleFen: 1_800n });
    });

    it('stands alone until the order comes, and is found in it then', async () => {
      const vendorNo = someNo();
      const [said] = await open.ledger.record([shipped(vendorNo)]);
      expect(await open.orders.get(said!.orderId)).toMatchObject({
        status: 'shipped',
        totalFen: null,
        saleFen: null,
      });
      const [sold] = await open.ledger.record([aRecording(shop, { vendorNo })]);
      expect(sold!.orderId).toBe(said!.orderId);
      expect(await open.orders.get(said!.orderId)).toMatchObject({ status: 'paid', saleFen: 1_800n });
    });

    it('joins when it had been seen before anybody said whose number it is', async () => {
      const vendorNo = someNo();
      const { numberOf: _whose, ...alone } = shipped(vendorNo);
      const [before] = await open.ledger.record([alone]);
      const [sold] = await open.ledger.record([aRecording(shop, { vendorNo })]);
      expect(before!.orderId).not.toBe(sold!.orderId);
      const [after] = await open.ledger.record([shipped(vendorNo)]);
      expect(after!.orderId).toBe(sold!.orderId);
    });

    it('ends in one order when both are seen at once', async () => {
      const vendorNos = Array.from({ length: 30 }, someNo);
      await Promise.all(
        vendorNos.flatMap((vendorNo) => [
          retried(() => open.ledger.record([shipped(vendorNo)])),
          retried(() => open.ledger.record([aRecording(shop, { vendorNo })])),
        ]),
      );
      for (const vendorNo of vendorNos) {
        const [order, ...others] = await open.orders.list({ q: vendorNo, limit: 10 });
        expect(others).toEqual([]);
        expect(order!.legs).toHaveLength(2);
      }
    });
  });

  it('a leg keeps how it was first seen', async () => {
    const vendorNo = someNo();
    await open.ledger.record([{ ...aRecording(shop, { vendorNo }), by: 'backfill' }]);
    await open.ledger.record([aRecording(shop, { vendorNo, asOf: LATER })]);
    const leg = await open.database.prisma.leg.findFirstOrThrow({ where: { vendorNo } });
    expect(leg.openedBy).toBe('backfill');
  });
});

/** What lost a race says "record again"; a caller does. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 10) throw error;
    }
  }
}
