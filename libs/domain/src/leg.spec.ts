import fc from 'fast-check';
import { type FoldedLeg, fold, toStatement, unexpectedMoves } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import { FULFILMENT_STATES, PAYMENT_STATES } from './order-status.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 2, minute));
const none = { vendorStoreId: null, placedAt: null, numbers: [], origin: {} };

/** One order's life as six statements, a minute apart. */
const LIFE: OrderObservation[] = [
  {
    vendorNo: 'A-1',
    asOf: at(0),
    precedence: 0,
    placement: { ...none, placedAt: at(0) },
    ...said('unpaid', 'created'),
  },
  { vendorNo: 'A-1', asOf: at(1), precedence: 1, ...said('paid', 'created') },
  { vendorNo: 'A-1', asOf: at(2), precedence: 1, ...said('paid', 'preparing'), ...priced(12_850n) },
  { vendorNo: 'A-1', asOf: at(3), precedence: 0, ...said('paid', 'shipped') },
  { vendorNo: 'A-1', asOf: at(4), precedence: 1, ...priced(12_800n), lines: [line('红烧牛肉面', '2')] },
  { vendorNo: 'A-1', asOf: at(5), precedence: 1, ...said('refunded', 'cancelled'), contact: null },
];

function said(payment: (typeof PAYMENT_STATES)[number], fulfilment: (typeof FULFILMENT_STATES)[number]) {
  return {
    payment: { state: payment, raw: payment, paidAt: at(1), method: null },
    fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
  };
}

function priced(saleFen: bigint) {
  const absent = { totalFen: null, paidFen: null, discountFen: null, freightFen: null, packagingFen: null };
  return { amounts: { ...absent, saleFen, flags: [] } };
}

function line(itemName: string, quantity: string) {
  return { itemName, itemSpec: null, unit: null, quantity, unitPrice: null, amountFen: null };
}

const contactDigest = (contact: unknown): string => JSON.stringify(contact);
const foldAll = (observations: readonly OrderObservation[], from: FoldedLeg = {}): FoldedLeg =>
  observations.reduce((leg, observation) => fold(leg, toStatement(observation, contactDigest)).leg, from);

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [index, first] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
  }
}

const observation: fc.Arbitrary<OrderObservation> = fc
  .record(
    {
      minute: fc.nat({ max: 8 }),
      precedence: fc.nat({ max: 1 }),
      payment: fc.constantFrom(...PAYMENT_STATES),
      fulfilment: fc.constantFrom(...FULFILMENT_STATES),
      fen: fc.bigInt({ min: 0n, max: 5n }),
      dishes: fc.array(fc.constantFrom('豆浆', '油条'), { maxLength: 2 }),
      phone: fc.constantFrom('13800000000', '13800000001', null),
    },
    { requiredKeys: ['minute', 'precedence'] },
  )
  .map(({ minute, precedence, payment, fulfilment, fen, dishes, phone }) => ({
    vendorNo: 'A-1',
    asOf: at(minute),
    precedence,
    ...(payment === undefined ? {} : { payment: said(payment, 'created').payment }),
    ...(fulfilment === undefined ? {} : { fulfilment: said('paid', fulfilment).fulfilment }),
    ...(fen === undefined ? {} : priced(fen)),
    ...(dishes === undefined ? {} : { lines: dishes.map((dish) => line(dish, '1')) }),
    ...(phone === undefined
      ? {}
      : {
          contact:
            phone === null ? null : { name: '张三', phone, address: null, remark: null, memberNo: null },
        }),
  }));

describe('fold', () => {
  it('ends the same for all 720 orders in which a life of six statements can arrive', () => {
    const inOrder = foldAll(LIFE);
    expect(inOrder.payment?.value.state).toBe('refunded');
    expect(inOrder.amounts?.value.saleFen).toBe(12_800n);
    for (const order of permutations(LIFE)) expect(foldAll(order)).toEqual(inOrder);
  });

  it('ends the same for any sequence, however shuffled and repeated', () => {
    fc.assert(
      fc.property(
        fc
          .array(observation, { minLength: 1, maxLength: 10 })
          .chain((life) =>
            fc.tuple(
              fc.constant(life),
              fc.shuffledSubarray(life, { minLength: life.length }),
              fc.array(fc.constantFrom(...life), { maxLength: 10 }),
            ),
          ),
        ([life, shuffled, repeats]) => {
          expect(foldAll([...repeats, ...shuffled, ...repeats])).toEqual(foldAll(life));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('gains nothing from losing and then receiving a statement late', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 2, maxLength: 8 }), fc.nat(), (life, pick) => {
        const lost = pick % life.length;
        const late = [...life.toSpliced(lost, 1), ...life.slice(lost, lost + 1)];
        expect(foldAll(late)).toEqual(foldAll(life));
      }),
    );
  });

  it('lets no late message turn a status back', () => {
    const done = foldAll(LIFE);
    const late = fold(
      done,
      toStatement({ ...said('paid', 'created'), vendorNo: 'A-1', asOf: at(2), precedence: 1 }, contactDigest),
    );
    expect(late.leg).toEqual(done);
    expect(late).toMatchObject({ changed: [], outdated: ['payment', 'fulfilment'] });
  });

  it('takes a repeated state for a confirmation: no change, but a later asOf to be beaten', () => {
    const before = foldAll(LIFE.slice(0, 2));
    const again = toStatement(
      { vendorNo: 'A-1', asOf: at(9), precedence: 1, ...said('paid', 'created') },
      contactDigest,
    );
    const { leg, changed, outdated } = fold(before, again);
    expect([changed, outdated]).toEqual([[], []]);
    expect(leg.payment?.asOf).toEqual(at(9));
  });

  it('leaves a group alone that the statement does not mention', () => {
    const before = foldAll(LIFE.slice(0, 3));
    const after = fold(
      before,
      toStatement({ vendorNo: 'A-1', asOf: at(9), precedence: 1, contact: null }, contactDigest),
    );
    expect({ ...after.leg, contact: undefined }).toEqual({ ...before, contact: undefined });
  });

  it('keeps the person out of the folded state', () => {
    const contact = {
      name: '李四',
      phone: '13800000002',
      address: '上海市徐汇区1号',
      remark: null,
      memberNo: null,
    };
    const leg = foldAll([{ vendorNo: 'A-1', asOf: at(0), precedence: 0, contact }]);
    expect(leg.contact?.value).toEqual({ given: true });
  });

  it('flags a move that nobody expects and makes it all the same', () => {
    const cancelled = foldAll(LIFE);
    const revived = foldAll(
      [{ vendorNo: 'A-1', asOf: at(9), precedence: 1, ...said('paid', 'preparing') }],
      cancelled,
    );
    expect(revived.fulfilment?.value.state).toBe('preparing');
    expect(unexpectedMoves(cancelled, revived)).toEqual([
      'payment:refunded>paid',
      'fulfilment:cancelled>preparing',
    ]);
  });
});
