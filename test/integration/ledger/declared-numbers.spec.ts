import type { OpenedBy, Recording, RecordingAccount } from '#ledger/recording.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const SHOP = { connector: 'storefront', sells: 'first', storeIds: 'vendor' } as const;
const SHIPPER = { connector: 'shipper', sells: 'never', storeIds: 'vendor' } as const;
const TILL = { connector: 'till', sells: 'else', storeIds: 'vendor' } as const;

let open: OpenLedger;
let shop: RecordingAccount;
let otherShop: RecordingAccount;
let shipper: RecordingAccount;
let till: RecordingAccount;
let next = 1;
let minutes = 0;
beforeAll(async () => {
  open = await openLedger();
  const account = async <T extends { readonly connector: string }>(of: T) => ({
    id: await addAccount(open.database, of.connector),
    ...of,
  });
  [shop, otherShop, shipper, till] = [
    await account(SHOP),
    await account(SHOP),
    await account(SHIPPER),
    await account(TILL),
  ];
});
afterAll(() => open.close());

const someNo = (): string => `D-${String(next++)}`;
const later = (): Date => new Date(PAID_AT.getTime() + ++minutes * 60_000);

/** A status under a storefront's number, and whose number that is. */
const shipped = (vendorNo: string, of: RecordingAccount | null, by?: OpenedBy): Recording => {
  const said = { state: 'shipped' as const, raw: '02', completedAt: null };
  return {
    account: shipper,
    observation: { vendorNo: `301:${vendorNo}`, asOf: later(), precedence: 1, fulfilment: said },
    evidence: { body: Buffer.from(vendorNo) },
    ...(of === null ? {} : { numberOf: { account: of, vendorNo } }),
    ...(by === undefined ? {} : { by }),
  };
};
const sold = (vendorNo: string, by?: OpenedBy, of = shop, asOf = PAID_AT): Recording => ({
  ...aRecording(of.id, { vendorNo, asOf }),
  ...(by === undefined ? {} : { by }),
});
const record = async (recording: Recording) => (await open.ledger.record([recording]))[0]!;
const legOf = (vendorNo: string, account = shop) =>
  open.database.prisma.leg.findFirstOrThrow({ where: { accountId: account.id, vendorNo } });

describe('a leg of which others have only spoken', () => {
  it.each(['live', 'replay', 'backfill'] as const)('is opened by what its account brings: %s', async (by) => {
    for (const mentioned of ['live', 'backfill'] as const) {
      const vendorNo = someNo();
      await record(shipped(vendorNo, shop, mentioned));
      const before = await legOf(vendorNo);
      await open.database.rows({
        text: `UPDATE legs SET created_at = created_at - INTERVAL '1 hour' WHERE id = $1`,
        values: [before.id],
      });
      await record(sold(vendorNo, by));
      const opened = await legOf(vendorNo);
      expect(opened).toMatchObject({ id: before.id, openedBy: by });
      expect(opened.createdAt.getTime()).toBeGreaterThanOrEqual(before.createdAt.getTime());
      // The first alone: the order is open now.
      await record(sold(vendorNo, by === 'live' ? 'backfill' : 'live', shop, later()));
      expect(await legOf(vendorNo)).toMatchObject({ openedBy: by, createdAt: opened.createdAt });
    }
  });

  it('is news when a push comes after the hub has asked for it, though that says nothing new', async () => {
    const vendorNo = someNo();
    await record(shipped(vendorNo, shop, 'backfill'));
    const { orderId } = await record(sold(vendorNo));
    expect((await legOf(vendorNo)).openedBy).toBe('mention');
    await open.database.rows({ text: 'DELETE FROM order_changes' });
    await record(sold(vendorNo, 'live'));
    expect((await legOf(vendorNo)).openedBy).toBe('live');
    expect(await open.database.prisma.orderChange.count({ where: { orderId } })).toBe(1);
  });

  it('is news too when the push is lost, and the other spoke of it live', async () => {
    const vendorNo = someNo();
    await record(shipped(vendorNo, shop, 'live'));
    await record(sold(vendorNo));
    expect((await legOf(vendorNo)).openedBy).toBe('live');
  });
});

describe('a number that was declared to be another account’s', () => {
  it('moves its leg, once it is said whose it is, and does not move it back', async () => {
    const vendorNo = someNo();
    const wrong = await record(sold(vendorNo));
    const right = await record(sold(vendorNo, 'live', otherShop));
    expect((await record(shipped(vendorNo, shop))).orderId).toBe(wrong.orderId);
    expect((await record(shipped(vendorNo, otherShop))).orderId).toBe(right.orderId);
    expect((await open.orders.get(wrong.orderId))!.legs).toHaveLength(1);
    expect(await open.orders.get(right.orderId)).toMatchObject({
      legs: [{}, {}],
      links: [{}, { evidence: 'declared number' }, { evidence: 'declared number' }],
    });
    // Another hub may know the old word for a moment.
    expect((await record(shipped(vendorNo, shop))).orderId).toBe(right.orderId);
  });

  it('moves no leg that a person has put elsewhere', async () => {
    const vendorNo = someNo();
    const { legId } = await record(shipped(vendorNo, shop));
    const elsewhere = await record(sold(someNo()));
    await open.database.rows({
      text: 'UPDATE legs SET order_id = $2 WHERE id = $1',
      values: [legId, elsewhere.orderId],
    });
    expect((await record(shipped(vendorNo, otherShop))).orderId).toBe(elsewhere.orderId);
  });

  it('moves no leg that a person has linked elsewhere', async () => {
    const vendorNo = someNo();
    const { legId } = await record(shipped(vendorNo, shop));
    const elsewhere = await record(sold(someNo()));
    await open.database.rows({
      text: `WITH moved AS (UPDATE legs SET order_id = $2 WHERE id = $1)
             INSERT INTO order_links VALUES ($3, $1, $2, 'a person', now())`,
      values: [legId, elsewhere.orderId, newId()],
    });
    expect((await record(shipped(vendorNo, otherShop))).orderId).toBe(elsewhere.orderId);
  });

  it('breaks no link of a receipt', async () => {
    const placed = await record(sold(someNo()));
    const vendorNo = someNo();
    await open.database.transaction((sql) =>
      open.ledger.linkReceipts(sql, [{ account: till, vendorNo, legId: placed.legId }]),
    );
    const atTill = aRecording(till.id, { vendorNo, amounts: someAmounts(1_800n) }, TILL);
    const declaring = { ...atTill, numberOf: { account: otherShop, vendorNo: someNo() } };
    expect((await record(declaring)).orderId).toBe(placed.orderId);
  });
});
