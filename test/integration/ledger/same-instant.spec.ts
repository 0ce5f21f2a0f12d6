import type { OrderObservation } from '#domain/order-observation.js';
import { aRecording, PAID_AT, someAmounts } from '../../factories/observations.js';
import { addAccount, addBinding, addStore, type OpenLedger, openLedger } from '../../support/open-ledger.js';

type Said = Partial<OrderObservation>;

const payment = (state: 'unpaid' | 'paid' | 'refunded'): Said => ({
  payment: { state, raw: state, paidAt: state === 'unpaid' ? null : PAID_AT, method: null },
});
const fulfilment = (state: 'created' | 'accepted' | 'shipped' | 'cancelled'): Said => ({
  fulfilment: { state, raw: state, completedAt: null },
});
const bowls = (quantity: string, fen: bigint): Said => ({
  amounts: someAmounts(fen),
  lines: [{ itemName: '拿铁', itemSpec: null, unit: null, quantity, unitPrice: '25.00', amountFen: fen }],
});
const refunded: Said = {
  afterSale: {
    state: 'refunded',
    raw: null,
    refunds: [{ id: 'R1', amountFen: 2_500n, refundedAt: PAID_AT }],
  },
};

interface Pair {
  readonly what: string;
  readonly earlier: Said;
  readonly later: Said;
  /** What is in force at last. */
  readonly order: object;
  readonly quantity: string;
}

const PAIRS: Pair[] = [
  {
    what: 'paid in the second in which it was placed',
    earlier: { ...payment('unpaid'), ...fulfilment('created'), ...bowls('1', 2_500n) },
    later: { ...payment('paid'), ...fulfilment('accepted'), ...bowls('2', 5_000n) },
    order: { payment: 'paid', fulfilment: 'accepted', totalFen: 5_000n, saleFen: 5_000n },
    quantity: '2',
  },
  {
    what: 'cancelled in the second in which it was paid',
    earlier: { ...payment('paid'), ...fulfilment('shipped'), ...bowls('3', 7_500n) },
    later: { ...payment('unpaid'), ...fulfilment('cancelled'), ...bowls('1', 2_500n) },
    order: { payment: 'unpaid', fulfilment: 'cancelled', totalFen: 2_500n, saleFen: null },
    quantity: '1',
  },
  {
    what: 'refunded in the second in which it was shipped',
    earlier: { ...payment('paid'), ...fulfilment('shipped'), ...bowls('2', 5_000n) },
    later: { ...payment('paid'), ...fulfilment('created'), ...refunded, ...bowls('1', 2_500n) },
    order: { fulfilment: 'created', afterSale: 'refunded', totalFen: 2_500n },
    quantity: '1',
  },
  {
    what: 'told in parts, of which one alone speaks of the payment',
    earlier: { ...payment('unpaid'), ...bowls('1', 2_500n) },
    later: { ...payment('paid'), fulfilment: undefined, ...bowls('2', 5_000n) } as Said,
    order: { payment: 'paid', fulfilment: 'created', totalFen: 5_000n },
    quantity: '2',
  },
];

describe('of an order that was', () => {
  let open: OpenLedger;
  let account: string;
  let next = 1;

  beforeAll(async () => {
    open = await openLedger();
    account = await addAccount(open.database);
    const storeId = await addStore(open.database, 'SH-01');
    await addBinding(open.database, account, { storeId, vendorStoreId: 'SH-01' });
  });
  afterAll(() => open.close());

  const someNo = (): string => `T-${String(next++)}`;

  async function recorded(vendorNo: string, batches: readonly (readonly Said[])[]) {
    let orderId = '';
    for (const batch of batches) {
      const [one] = await open.ledger.record(batch.map((said) => aRecording(account, { vendorNo, ...said })));
      orderId = one!.orderId;
    }
    return (await open.orders.get(orderId))!;
  }

  describe.each(PAIRS)('$what, one whole statement is in force', ({ earlier, later, order, quantity }) => {
    it.each([
      ['as they were made', [[earlier], [later]]],
      ['the later one first', [[later], [earlier]]],
      ['in one batch', [[later, earlier, later]]],
    ])('arriving %s', async (_how, batches) => {
      const shown = await recorded(someNo(), batches);
      expect(shown).toMatchObject({ ...order, flags: ['same_instant'] });
      expect(shown.legs[0]?.lines.map((line) => line.quantity)).toEqual([quantity]);
      expect(shown.entries).toHaveLength(2);
    });
  });

  it('told twice of one instant, the flag ends with an answer that says the same later, and adds no entry', async () => {
    const [{ earlier, later }] = PAIRS as [Pair];
    const vendorNo = someNo();
    expect((await recorded(vendorNo, [[later], [earlier]])).flags).toEqual(['same_instant']);
    const asOf = new Date(PAID_AT.getTime() + 1_000);
    const confirmed = await recorded(vendorNo, [[{ ...later, asOf }]]);
    expect(confirmed).toMatchObject({ payment: 'paid', flags: [] });
    expect(confirmed.entries).toHaveLength(2);
  });

  it('told by a leg that was written before versions had a key', async () => {
    const [{ earlier, later }] = PAIRS as [Pair];
    const vendorNo = someNo();
    const { id, legs } = await recorded(vendorNo, [[later]]);
    await open.database.rows({
      text: `UPDATE legs SET state = (SELECT jsonb_object_agg(g, v - 'key') FROM jsonb_each(state) AS e (g, v))
             WHERE id = $1`,
      values: [legs[0]?.id],
    });
    expect(await recorded(vendorNo, [[earlier]])).toMatchObject({ id, payment: 'paid', totalFen: 5_000n });
  });
});
