import { type FoldedLeg, fold, isRivalled, type Statement, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import type { FulfilmentState, PaymentState } from './order-status.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 29, 2, 0, second));
const toldBy = (observation: OrderObservation): Statement =>
  toStatement(observation, (contact) => JSON.stringify(contact));
const foldAll = (statements: readonly Statement[]): FoldedLeg =>
  statements.reduce<FoldedLeg>((leg, statement) => fold(leg, statement).leg, {});

function line(itemName: string) {
  return { itemName, itemSpec: null, unit: null, quantity: '1', unitPrice: null, amountFen: null };
}

const stated = (
  payment: PaymentState,
  fulfilment: FulfilmentState,
  change: Partial<OrderObservation> = {},
): Statement =>
  toldBy({
    vendorNo: 'A-1',
    asOf: at(0),
    precedence: 0,
    payment: { state: payment, raw: payment, paidAt: null, method: null },
    fulfilment: { state: fulfilment, raw: fulfilment, completedAt: null },
    afterSale: { state: 'none', raw: null, refunds: [] },
    lines: [line(`${payment} ${fulfilment}`)],
    ...change,
  });

const refunded: Partial<OrderObservation> = { afterSale: { state: 'refunded', raw: null, refunds: [] } };

describe.each([
  ['paid in the second of placing', stated('unpaid', 'created'), stated('paid', 'accepted')],
  ['cancelled in the second of paying', stated('paid', 'completed'), stated('unpaid', 'cancelled')],
  ['refunded in the second of shipping', stated('paid', 'shipped'), stated('paid', 'created', refunded)],
  ['refunded and called so in the payment', stated('paid', 'completed'), stated('refunded', 'created')],
  ['accepted without a word of the payment', stated('unknown', 'created'), stated('unknown', 'accepted')],
])('of an order that was %s', (_what, earlier, later) => {
  it.each([
    ['as they were made', [earlier, later]],
    ['the later one first', [later, earlier]],
    ['one of them twice', [earlier, later, earlier]],
  ])('the later word is in force in every group, arriving %s', (_how, statements) => {
    const leg = foldAll(statements);
    const values = Object.values(leg);
    expect(values.map(({ digest }) => digest)).toEqual(
      Object.values(later.groups).map(({ digest }) => digest),
    );
    expect(new Set(values.map(({ key }) => key)).size).toBe(1);
    expect(isRivalled(leg)).toBe(true);
  });
});

describe('a rival', () => {
  const both = [stated('unpaid', 'created'), stated('paid', 'created')];

  it('is told of the groups alone that were said in two ways', () => {
    const leg = foldAll(both);
    expect(Object.entries(leg).flatMap(([group, { rival }]) => (rival === true ? [group] : []))).toEqual([
      'payment',
      'lines',
    ]);
  });

  it('is over with a later statement, and not with an older one', () => {
    const later = stated('paid', 'created', { asOf: at(1) });
    const older = stated('unknown', 'ready', { asOf: at(-1) });
    expect(isRivalled(foldAll([...both, older]))).toBe(true);
    expect(isRivalled(foldAll([...both, later]))).toBe(false);
    expect(isRivalled(foldAll([later, ...both]))).toBe(false);
  });

  it('is none where a fetched answer outranks the push', () => {
    const answer = stated('paid', 'preparing', { precedence: 1 });
    expect(foldAll([...both, answer]).payment).toEqual(answer.groups.payment);
    expect(isRivalled(foldAll([...both, answer]))).toBe(false);
  });

  it('is none where the same is said twice', () => {
    expect(isRivalled(foldAll([stated('paid', 'ready'), stated('paid', 'ready')]))).toBe(false);
  });
});
