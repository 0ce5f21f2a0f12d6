import { AGREES } from '../compare/comparison.js';
import type { Difference, Silence } from '../compare/difference.js';
import { keyOf } from './compared-sample.js';
import { tallied } from './tallied.js';

const ID = '0198c1de-0000-7000-8000-0123456789ab';
const difference = (accountId: string, change: Partial<Difference> = {}): Difference => ({
  ...{ rule: 'amount_differs', key: '', since: new Date(0), accountId, severity: 'warn', fingerprint: 'f' },
  ...{ evidence: {}, repairs: [] },
  ...change,
});
/** An order of the shop's and the till's. */
const seen = (differences: readonly Difference[], silent?: Silence) => {
  const legs = ['shop', 'till'].map((accountId) => ({ accountId })) as never;
  const silences = new Map(silent === undefined ? [] : [['missing_at_till', silent] as const]);
  const told = tallied([
    { order: { id: ID, legs }, comparison: { ...AGREES, differences, silent: silences } },
  ]);
  return Object.fromEntries([...told].map(([account, { orders }]) => [account, orders.get(keyOf(ID))]));
};

it('an order is compared for all who have a leg of it', () => {
  expect(seen([])).toEqual({ shop: false, till: false });
});

it('it differs for who would have to move, and for who would be asked', () => {
  expect(seen([difference('till')])).toEqual({ shop: false, till: true });
  expect(seen([difference('elsewhere')])).toEqual({ shop: false, till: false, elsewhere: true });
  const repairs = [{ kind: 'fetch', accountId: 'shop', legId: null }] as const;
  expect(seen([difference('till', { repairs })])).toEqual({ shop: true, till: true });
});

it('it does not by what is only told', () => {
  expect(seen([difference('till', { severity: 'info' })])).toEqual({ shop: false, till: false });
});

it.each(['stuck', 'unconfirmed', 'unknown_in_storefront'] as const)(
  'it does not by what only time has made, or no repair would mend (%s), though it would be asked for',
  (rule) => {
    const repairs = [{ kind: 'fetch', accountId: 'elsewhere', legId: null }] as const;
    expect(seen([difference('till', { rule, repairs })])).toEqual({ shop: false, till: false });
    const others = [difference('till', { rule, repairs }), difference('till')];
    expect(seen(others)).toEqual({ shop: false, till: true });
  },
);

it.each(['not_filled', 'account_paused', 'account_unwell'] as const)(
  'it is not compared where it cannot be judged (%s), but for what is found',
  (silence) => {
    expect(seen([], silence)).toEqual({});
    expect(seen([difference('till')], silence)).toEqual({ till: true });
  },
);

it('it is compared though one rule cannot judge it for good', () => {
  expect(seen([], 'not_listed')).toEqual({ shop: false, till: false });
});
