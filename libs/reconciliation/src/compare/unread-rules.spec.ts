import { FULFILMENT_STATES } from '#domain/order-status.js';
import type { RefreshPromise } from '#polling/open-legs/refresh-promise.js';
import {
  anOrder,
  judgedBy,
  minute,
  shopLeg,
  someAccountFacts,
  someAccountsFacts,
  suningLeg,
  tillLeg,
} from '../../../../test/factories/compared-orders.js';
import type { AccountFacts } from './account-facts.js';
import { compareOrder } from './compare-order.js';

describe('unknown_in_storefront', () => {
  const rule = 'unknown_in_storefront';

  function accountsOf(shop: Partial<AccountFacts> = {}, till: Partial<AccountFacts> = {}) {
    return someAccountsFacts(
      someAccountFacts({
        id: 'shop',
        sells: 'first',
        speaksSince: (storeId) => (storeId === 'store' ? minute(1) : undefined),
        ...shop,
      }),
      someAccountFacts({ id: 'till', ordersFrom: 'storefront', ...till }),
    );
  }

  it('tells of a till’s order that no storefront has told of, where all of them come from there', () => {
    expect(judgedBy(rule, { legs: [tillLeg()], accounts: accountsOf() })).toEqual([
      {
        key: '',
        evidence: { till: 'T-1', saleFen: '1800', placedAt: minute(0).toISOString() },
        repairs: [],
      },
    ]);
    expect(judgedBy(rule, { legs: [tillLeg(), suningLeg()], accounts: accountsOf() })).toHaveLength(1);
  });

  it('finds nothing where the till rings up its own, and by default', () => {
    const accounts = accountsOf({}, { ordersFrom: 'anywhere' });
    expect(judgedBy(rule, { legs: [tillLeg()], accounts })).toEqual([]);
    expect(judgedBy(rule, { legs: [tillLeg()] })).toEqual([]);
  });

  it('finds nothing that a storefront told of, is cancelled, came later than live, or is of no store', () => {
    for (const legs of [
      [shopLeg(), tillLeg()],
      [tillLeg('cancelled')],
      [tillLeg('accepted', 1, { openedBy: 'backfill' })],
      [tillLeg('accepted', 1, { storeId: null })],
      [suningLeg()],
    ])
      expect(judgedBy(rule, { legs, accounts: accountsOf() })).toEqual([]);
  });

  it('finds nothing where no storefront spoke for the store by then', () => {
    for (const speaksSince of [() => undefined, () => minute(2)])
      expect(judgedBy(rule, { legs: [tillLeg()], accounts: accountsOf({ speaksSince }) })).toEqual([]);
    expect(judgedBy(rule, { legs: [tillLeg()], accounts: accountsOf({ sells: 'never' }) })).toEqual([]);
  });

  it('is silent while either account does not work, or the till says an unknown word', () => {
    expect(judgedBy(rule, { legs: [tillLeg()], accounts: accountsOf({ standing: 'unwell' }) })).toBe(
      'account_unwell',
    );
    const paused = accountsOf({}, { standing: 'paused' });
    expect(judgedBy(rule, { legs: [tillLeg()], accounts: paused })).toBe('account_paused');
    expect(judgedBy(rule, { legs: [tillLeg('unknown')], accounts: accountsOf() })).toBe('unknown_word');
  });

  it('waits for a storefront that is listed to be read past it', () => {
    const span = { stream: 's', fromMs: 0, gaps: [], lagMs: 60_000, overlapMs: 60_000 };
    const read = (toMs: number) =>
      judgedBy(rule, { legs: [tillLeg()], accounts: accountsOf({ coverage: [{ ...span, toMs }] }) });
    expect(read(minute(3).getTime())).toHaveLength(1);
    expect(read(minute(3).getTime() - 1)).toBe('not_covered');
  });
});

describe('unconfirmed', () => {
  const rule = 'unconfirmed';
  /** Ten minutes after it was confirmed last. */
  const promise: RefreshPromise = ({ confirmedAt }) => new Date(confirmedAt.getTime() + 600_000);
  const accountsOf = (till: Partial<AccountFacts> = {}) =>
    someAccountsFacts(someAccountFacts({ id: 'till', fetches: true, promise, ...till }));
  const legs = [shopLeg(), tillLeg('preparing', 1, { confirmedAt: minute(5) })];

  it('tells of an open leg that was not confirmed as promised, half an hour beyond that', () => {
    expect(judgedBy(rule, { legs, accounts: accountsOf() })).toEqual([
      {
        key: 'b-till',
        evidence: { number: 'T-1', confirmedAt: minute(5).toISOString() },
        repairs: [{ kind: 'fetch', accountId: 'till', legId: 'b-till' }],
      },
    ]);
    const early = compareOrder(anOrder(legs), accountsOf(), new Date(minute(45).getTime() - 1));
    expect(early).toMatchObject({ differences: [], pending: [], lookAgainAt: minute(45) });
    expect(judgedBy(rule, { legs, accounts: accountsOf(), now: minute(45) })).toHaveLength(1);
  });

  it('has no time to name of what only a receipt told of', () => {
    const receipt = [tillLeg('created', 1, { confirmedAt: new Date(0), fulfilment: null })];
    expect(judgedBy(rule, { legs: receipt, accounts: accountsOf() })).toMatchObject([
      { evidence: { confirmedAt: null } },
    ]);
  });

  it.each(FULFILMENT_STATES)('expects nothing more of what is at its end: %s', (state) => {
    const judged = (payment: 'paid' | 'unpaid') =>
      judgedBy(rule, { legs: [tillLeg(state, 1, { payment })], accounts: accountsOf() });
    const isAtEnd = state === 'cancelled' || state === 'completed';
    expect(judged('paid')).toHaveLength(isAtEnd ? 0 : 1);
    expect(judged('unpaid')).toHaveLength(state === 'cancelled' ? 0 : 1);
  });

  it('finds nothing where nothing is promised, or not any more', () => {
    expect(judgedBy(rule, { legs, accounts: accountsOf({ promise: null }) })).toEqual([]);
    expect(judgedBy(rule, { legs, accounts: accountsOf({ promise: () => null }) })).toEqual([]);
  });

  it('is silent while the account does not work, or the leg is not filled', () => {
    expect(judgedBy(rule, { legs, accounts: accountsOf({ standing: 'unwell' }) })).toBe('account_unwell');
    const bare = legs.map((leg) => ({ ...leg, facts: null }));
    expect(judgedBy(rule, { legs: bare, accounts: accountsOf() })).toBe('not_filled');
  });
});
