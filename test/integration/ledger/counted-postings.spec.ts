import { newMarker } from '#domain/marker.js';
import type { OrderObservation } from '#domain/order-observation.js';
import type { RuleSet } from '#domain/rule-set.js';
import { addRuleSet } from '../../factories/rule-sets.js';
import { anObservation, aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, addStore, newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';

const OWN = { storeIds: 'own' } as const;
const TILL = { connector: 'till', sells: 'else', storeIds: 'own' } as const;
const later = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);
const NEXT_DAY = 1_440;

const backed = (asOf: number, ...listed: [string, bigint, number | null][]): Partial<OrderObservation> => ({
  asOf: later(asOf),
  afterSale: {
    ...{ state: 'partly_refunded', raw: null },
    refunds: listed.map(([id, amountFen, at]) => ({
      ...{ id, amountFen, refundedAt: at === null ? null : later(at) },
    })),
  },
});
const completed = (asOf: number, at: number | null = null): Partial<OrderObservation> => ({
  asOf: later(asOf),
  fulfilment: { state: 'completed', raw: 'completed', completedAt: at === null ? null : later(at) },
});

describe('what counts in the hours of a store with a rule set', () => {
  let open: OpenLedger;
  let shop: string;
  let till: string;
  beforeAll(async () => {
    open = await openLedger();
    shop = await addAccount(open.database);
    till = await addAccount(open.database, 'till');
  });
  afterAll(() => open.close());

  /** A store's orders, of which vendors say what they like. */
  async function storeWith(rules: Partial<RuleSet> | null, inForceFrom?: Date) {
    const code = newId();
    const store = await addStore(open.database, code);
    if (rules !== null) await addRuleSet(open.database, store, rules, inForceFrom);
    const placement = { ...anObservation().placement!, vendorStoreId: code };
    const vendorNo = newId();
    const record = async (...said: Partial<OrderObservation>[]): Promise<string> => {
      const recordings = said.map((one) => aRecording(shop, { vendorNo, placement, ...one }, OWN));
      return (await open.ledger.record(recordings))[0]!.orderId;
    };
    return { store, placement, record };
  }
  /** Minutes after the payment, money, and which one it takes back. */
  async function posted(orderId: string) {
    const rows = await open.database.prisma.salePosting.findMany({
      where: { orderId },
      orderBy: { seq: 'asc' },
    });
    return rows.map(({ at, kind, totalFen, reverses }) => {
      const minutes = (at.getTime() - PAID_AT.getTime()) / 60_000;
      return reverses === null ? [minutes, kind, totalFen] : [minutes, kind, totalFen, reverses];
    });
  }
  const held = async (orderId: string) => {
    const { postings, ruleVersion } = (await open.orders.get(orderId))!;
    const all = postings.map(({ kind, totalFen, ruleVersion: by }) => [kind, totalFen, by]);
    return { ruleVersion, postings: all };
  };

  it('is a refund of the next day in its own hour, or in that of the sale; a refresh changes nothing', async () => {
    const refund = backed(NEXT_DAY + 5, ['r1', 700n, NEXT_DAY]);
    for (const [refunds, hour] of [['own_hour', NEXT_DAY] as const, ['sale_hour', 0] as const]) {
      const { record } = await storeWith({ refunds });
      const id = await record({}, refund);
      await record({ ...refund, asOf: later(3_000) });
      expect(await posted(id)).toEqual([
        [0, 'sale', 1_800n],
        [hour, 'refund', -700n],
      ]);
      expect(await held(id)).toEqual({
        ruleVersion: 1,
        postings: [
          ['sale', 1_800n, 1],
          ['refund', -700n, 1],
        ],
      });
      expect(await open.orders.get(id)).toMatchObject({ saleFen: 1_800n, saleAt: PAID_AT });
    }
  });

  it('is taken back at its own place when the vendor says otherwise of one of two refunds', async () => {
    const { record } = await storeWith({ refunds: 'own_hour' });
    const id = await record({}, backed(100, ['r1', 700n, 60], ['r2', 200n, 90]));
    await record(backed(300, ['r1', 500n, 60], ['r2', 200n, 90]));
    expect(await posted(id)).toEqual([
      ...[[0, 'sale', 1_800n] as const, [60, 'refund', -700n] as const, [90, 'refund', -200n] as const],
      ...[[60, 'refund', 700n, 2] as const, [60, 'refund', -500n] as const],
    ]);
  });

  it('moves to when it was first stated once an older statement comes, of which an entry is kept', async () => {
    const { record } = await storeWith({ refunds: 'own_hour' });
    const id = await record({}, backed(300, ['r1', 700n, null]));
    await record(backed(900, ['r1', 700n, null]));
    expect(await posted(id)).toHaveLength(2);
    await record(backed(120, ['r1', 700n, null]));
    expect((await posted(id)).slice(2)).toEqual([
      [300, 'refund', 700n, 2],
      [120, 'refund', -700n],
    ]);
    const entries = (await open.orders.get(id))!.entries.map(({ asOf, changed }) => [asOf, changed]);
    expect(entries.at(-1)).toEqual([later(120), []]);
  });

  it('is nothing until the order is completed, where that counts', async () => {
    const { record } = await storeWith({ countedBy: 'completed', refunds: 'own_hour' });
    const id = await record({}, backed(30, ['r1', 300n, 20]));
    expect(await posted(id)).toEqual([]);
    expect(await open.orders.get(id)).toMatchObject({ saleAt: null, saleFen: null });
    await record(completed(50), completed(80));
    await record(completed(900));
    expect(await posted(id)).toEqual([
      [50, 'sale', 1_800n],
      [20, 'refund', -300n],
    ]);
    const [leg] = (await open.orders.get(id))!.legs;
    expect(leg!.groups.fulfilment?.first).toEqual({ completedAt: later(50) });
  });

  it('follows the rule set of the order’s own time, whatever hour that puts it in', async () => {
    const from = new Date(PLACED_AT.getTime() + 1);
    const { placement, store, record } = await storeWith({ countedBy: 'completed' }, from);
    const before = await record(completed(50, 40));
    expect(await posted(before)).toEqual([[0, 'sale', 1_800n]]);
    expect((await held(before)).ruleVersion).toBe(0);
    const after = aRecording(
      shop,
      { vendorNo: newId(), placement: { ...placement, placedAt: from }, ...completed(50, 40) },
      OWN,
    );
    const [recorded] = await open.ledger.record([after]);
    expect(await posted(recorded!.orderId)).toEqual([[40, 'sale', 1_800n]]);
    expect((await open.orders.get(recorded!.orderId))!.storeId).toBe(store);
  });

  it('of a recorded order is another when it changes after a rule set was stated', async () => {
    const { store, record } = await storeWith(null);
    const id = await record({ amounts: { ...someAmounts(1_800n), freightFen: 300n } });
    await addRuleSet(open.database, store, { leftOut: ['freight'], excludedSources: ['source=pos'] });
    await record({ amounts: { ...someAmounts(1_900n), freightFen: 300n }, asOf: later(5) });
    expect(await posted(id)).toEqual([
      [0, 'sale', 1_800n],
      [0, 'sale', -1_800n, 1],
      [0, 'sale', 1_600n],
    ]);
    expect((await open.orders.get(id))!.saleFen).toBe(1_600n);
    const { placement } = anObservation();
    const { code } = await open.database.prisma.store.findUniqueOrThrow({ where: { id: store } });
    await record({
      asOf: later(6),
      placement: { ...placement!, vendorStoreId: code, origin: { source: 'pos' } },
    });
    expect((await posted(id)).at(-1)).toEqual([0, 'sale', -1_600n, 3]);
    expect(await open.orders.get(id)).toMatchObject({ saleFen: null, postings: [], ruleVersion: 1 });
  });

  it('leaves with the leg that a link takes elsewhere, refunds and all', async () => {
    const { placement, record } = await storeWith({ refunds: 'own_hour' });
    const vendorNo = newId();
    const tillLeg = (change: Partial<OrderObservation>) =>
      aRecording(till, { vendorNo, placement, amounts: someAmounts(1_800n), ...change }, TILL);
    const [alone] = await open.ledger.record([tillLeg({}), tillLeg(backed(90, ['t1', 500n, 60]))]);
    expect(await posted(alone!.orderId)).toEqual([
      [0, 'sale', 1_800n],
      [60, 'refund', -500n],
    ]);
    const order = await record({}, backed(200, ['r1', 500n, 61]));
    const shopLeg = (await open.orders.get(order))!.legs[0]!.id;
    const marker = newMarker(Buffer.from(newId().replaceAll('-', ''), 'hex'));
    await open.ledger.mark(open.database, [{ accountId: till, marker, legId: shopLeg }]);
    await open.ledger.record([tillLeg({ asOf: later(300), marker })]);
    expect((await posted(alone!.orderId)).slice(2)).toEqual([
      [0, 'sale', -1_800n, 1],
      [60, 'refund', 500n, 2],
    ]);
    expect(await posted(order)).toEqual([
      [0, 'sale', 1_800n],
      [61, 'refund', -500n],
    ]);
  });

  it('is flagged where a part went back without an amount, and only where refunds count', async () => {
    const part: Partial<OrderObservation> = {
      asOf: later(9),
      afterSale: { state: 'partly_refunded', raw: '30', refunds: [] },
    };
    const counting = await storeWith({ refunds: 'sale_hour' });
    const flagged = await counting.record({}, part);
    expect(await open.orders.get(flagged)).toMatchObject({ flags: ['refund_without_amount'] });
    const ignoring = await storeWith({});
    expect(await open.orders.get(await ignoring.record({}, part))).toMatchObject({ flags: [] });
  });
});
