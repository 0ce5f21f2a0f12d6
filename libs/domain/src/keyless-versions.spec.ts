import { type KeylessLeg, withKeys } from './keyless-versions.js';
import { type FoldedLeg, fold, type Statement, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 29, 2, 0, second));

const told = (change: Partial<OrderObservation>): Statement =>
  toStatement({ vendorNo: 'A-1', asOf: at(0), precedence: 0, ...change }, (contact) =>
    JSON.stringify(contact),
  );

const paid: Partial<OrderObservation> = {
  payment: { state: 'paid', raw: null, paidAt: at(0), method: null },
  fulfilment: { state: 'accepted', raw: null, completedAt: null },
  contact: null,
};

/** As it was written before versions had a key. */
const withoutKeys = (leg: FoldedLeg): KeylessLeg =>
  Object.fromEntries(Object.entries(leg).map(([group, { key: _key, ...version }]) => [group, version]));

const foldAll = (...statements: readonly Statement[]): FoldedLeg =>
  statements.reduce<FoldedLeg>((leg, statement) => fold(leg, statement).leg, {});

describe('versions without a key', () => {
  it.each([
    ['all groups of one statement', told(paid)],
    ['a statement of one group', told({ fulfilment: { state: 'cancelled', raw: null, completedAt: null } })],
    ['a fetched answer', told({ ...paid, precedence: 1, lines: [] })],
  ])('get exactly that of the statement: %s', (_what, statement) => {
    expect(withKeys(withoutKeys(foldAll(statement)))).toEqual(statement.groups);
  });

  it('get one for each instant of which there are some', () => {
    const shipped = told({ asOf: at(3), fulfilment: { state: 'shipped', raw: null, completedAt: null } });
    const { payment, contact } = told({ payment: paid.payment, contact: null } as OrderObservation).groups;
    const leg = withKeys(withoutKeys(foldAll(told(paid), shipped)));
    expect(leg.fulfilment).toEqual(shipped.groups.fulfilment);
    // What the first statement said of the fulfilment is not there any more.
    expect([leg.payment?.key, leg.contact?.key]).toEqual([payment?.key, contact?.key]);
  });

  it('leave those alone that have theirs', () => {
    const leg = foldAll(told(paid));
    expect(withKeys(leg)).toBe(leg);
    const { payment, ...others } = leg;
    const mixed = { ...withoutKeys(others), ...(payment === undefined ? {} : { payment }) };
    expect(withKeys(mixed)).toEqual(leg);
  });

  it('can be beaten by a statement of the same instant that came further', () => {
    const old = withKeys(withoutKeys(foldAll(told(paid))));
    const cancelled = told({ ...paid, fulfilment: { state: 'cancelled', raw: null, completedAt: null } });
    expect(fold(old, cancelled).leg.payment?.key).toBe(cancelled.groups.payment?.key);
    expect(fold(withKeys(withoutKeys(foldAll(cancelled))), told(paid)).changed).toEqual([]);
  });
});
