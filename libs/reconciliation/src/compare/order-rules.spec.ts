import { FULFILMENT_STATES, type FulfilmentState } from '#domain/order-status.js';
import {
  aCommand,
  anOrder,
  judgedBy as by,
  LATE,
  minute,
  shopLeg,
  someAccountFacts,
  someAccountsFacts,
  suningLeg,
  tillLeg,
} from '../../../../test/factories/compared-orders.js';
import type { AccountFacts, AccountsFacts } from './account-facts.js';
import { compareOrder } from './compare-order.js';
import type { ComparedLeg } from './compared-order.js';
import type { OrderRuleCode } from './rules.js';

const evidenceBy = (rule: OrderRuleCode, one: Parameters<typeof by>[1]) => {
  const found = by(rule, one);
  return typeof found === 'string' ? found : found.map(({ evidence }) => evidence);
};

const with_ = (standing: AccountFacts['standing'], id: string): AccountsFacts =>
  someAccountsFacts(someAccountFacts({ id, standing, takesCommands: true }));

const OPEN = ['held', 'waiting', 'unknown'];
const CANCEL = [{ kind: 'cancel', accountId: 'till', legId: 'b-till' }];

/** Whatever rule compares a till's word with another's is silent so while it cannot be judged. */
function cannotBeJudged(rule: OrderRuleCode, legs: readonly ComparedLeg[], other: string): void {
  it.each(['till', other])('is silent while the account of the %s does not work or is paused', (id) => {
    expect(by(rule, { legs, accounts: with_('unwell', id) })).toBe('account_unwell');
    expect(by(rule, { legs, accounts: with_('paused', id) })).toBe('account_paused');
  });

  it('is silent where an account is not known, or a leg is not filled', () => {
    expect(by(rule, { legs, accounts: new Map() })).toBe('account_unwell');
    expect(by(rule, { legs: legs.map((leg) => ({ ...leg, facts: null })) })).toBe('not_filled');
  });

  it.each(OPEN)('is silent while a command of the order is %s', (state) => {
    expect(by(rule, { legs, commands: [aCommand({ state })] })).toBe('dispatch_open');
  });

  it.each(['done', 'failed', 'withdrawn'])('is not where its command is %s', (state) => {
    expect(by(rule, { legs, commands: [aCommand({ state, vendorNo: null })] })).toHaveLength(1);
  });
}

describe('alive_after_cancel', () => {
  const rule = 'alive_after_cancel';
  const legs = [shopLeg('cancelled', 5), tillLeg('preparing')];

  it('tells of a till that still has what the storefront cancelled', () => {
    expect(by(rule, { legs })).toEqual([
      {
        key: 'b-till',
        evidence: { till: 'T-1', fulfilment: 'preparing', storefront: 'A-1' },
        repairs: CANCEL,
      },
    ]);
  });

  it('offers no cancel of what is completed, nor where the till takes no commands', () => {
    expect(by(rule, { legs: [shopLeg('cancelled'), tillLeg('completed')] })).toMatchObject([{ repairs: [] }]);
    const accounts = someAccountsFacts(someAccountFacts({ id: 'till' }));
    expect(by(rule, { legs, accounts })).toMatchObject([{ repairs: [] }]);
  });

  it.each(FULFILMENT_STATES.filter((state) => state !== 'cancelled' && state !== 'unknown'))(
    'finds nothing where the storefront says %s, however its till stands',
    (state) => {
      const cases = FULFILMENT_STATES.map((till) => by(rule, { legs: [shopLeg(state), tillLeg(till)] }));
      expect(cases).toEqual(FULFILMENT_STATES.map(() => []));
    },
  );

  it('finds nothing where the till has cancelled too, has said nothing, or there is none', () => {
    expect(by(rule, { legs: [shopLeg('cancelled'), tillLeg('cancelled')] })).toEqual([]);
    expect(by(rule, { legs: [shopLeg('cancelled'), tillLeg('created', 1, { fulfilment: null })] })).toEqual(
      [],
    );
    expect(by(rule, { legs: [shopLeg('cancelled'), suningLeg('accepted')] })).toEqual([]);
    expect(by(rule, { legs: [tillLeg('preparing')] })).toEqual([]);
  });

  it('is silent where a side says a word that nobody knows', () => {
    expect(by(rule, { legs: [shopLeg('unknown'), tillLeg('preparing')] })).toBe('unknown_word');
    expect(by(rule, { legs: [shopLeg('cancelled'), tillLeg('unknown')] })).toBe('unknown_word');
  });

  cannotBeJudged(rule, legs, 'shop');
});

describe('refunds', () => {
  const [before, after] = ['refunded_before_completion', 'refunded_after_completion'] as const;
  const refunded = { isRefunded: true, refundedSince: minute(5) };
  const legs = [shopLeg('created', 0, refunded), tillLeg('preparing')];
  const completed = [shopLeg('created', 0, refunded), tillLeg('completed')];

  it('are told of a till that goes on with the order, which can be cancelled there', () => {
    const evidence = { till: 'T-1', fulfilment: 'preparing', storefront: 'A-1' };
    expect(by(before, { legs })).toEqual([{ key: 'b-till', evidence, repairs: CANCEL }]);
    expect(by(after, { legs })).toEqual([]);
  });

  it('are only information once the till has completed it', () => {
    const evidence = { till: 'T-1', fulfilment: 'completed', storefront: 'A-1' };
    expect(by(after, { legs: completed })).toEqual([{ key: 'b-till', evidence, repairs: [] }]);
    expect(by(before, { legs: completed })).toEqual([]);
    const [told] = compareOrder(anOrder(completed), someAccountsFacts(), LATE).differences;
    expect(told).toMatchObject({ rule: after, severity: 'info' });
  });

  it('are nothing in part, at the till alone, or where either side has cancelled', () => {
    const cases = [
      [shopLeg('created'), tillLeg('preparing', 1, refunded)],
      [shopLeg('cancelled', 0, refunded), tillLeg('preparing')],
      [shopLeg('created', 0, refunded), tillLeg('cancelled')],
    ];
    for (const one of cases) expect([by(before, { legs: one }), by(after, { legs: one })]).toEqual([[], []]);
  });

  it('are not judged while the till says a word that nobody knows', () => {
    const unknown = [shopLeg('created', 0, refunded), tillLeg('unknown')];
    expect([by(before, { legs: unknown }), by(after, { legs: unknown })]).toEqual([
      'unknown_word',
      'unknown_word',
    ]);
  });

  cannotBeJudged(before, legs, 'shop');

  it('count at once after completion, and wait for no command', () => {
    const now = minute(5);
    expect(by(after, { legs: completed, now, commands: [aCommand({ state: 'waiting' })] })).toHaveLength(1);
  });
});

describe('status_differs', () => {
  const rule = 'status_differs';
  const legs = [shopLeg('created'), suningLeg('shipped', 5), tillLeg('ready')];
  const stepsBefore = (state: FulfilmentState) =>
    FULFILMENT_STATES.slice(0, FULFILMENT_STATES.indexOf(state)).filter((one) => one !== 'unknown');

  it.each(stepsBefore('shipped'))('tells of a till at %s whose order was shipped', (state) => {
    expect(by(rule, { legs: [suningLeg('shipped', 5), tillLeg(state)] })).toEqual([
      {
        key: 'b-till',
        evidence: { ahead: '201:A-1', step: 'shipped', behind: 'T-1', fulfilment: state },
        repairs: [{ kind: 'ship', accountId: 'till', legId: 'b-till' }],
      },
    ]);
  });

  it.each(stepsBefore('completed'))('tells of a till at %s whose order was delivered', (state) => {
    const found = by(rule, { legs: [suningLeg('completed', 5), tillLeg(state)] });
    expect(found).toMatchObject([{ evidence: { step: 'completed' }, repairs: [{ kind: 'complete' }] }]);
  });

  it('finds nothing where the till is as far or further, or the shipper has not shipped', () => {
    for (const state of ['shipped', 'completed'] as const)
      expect(by(rule, { legs: [suningLeg('shipped'), tillLeg(state)] })).toEqual([]);
    for (const state of stepsBefore('shipped'))
      expect(by(rule, { legs: [suningLeg(state), tillLeg('created')] })).toEqual([]);
    expect(by(rule, { legs: [suningLeg('cancelled'), tillLeg('created')] })).toEqual([]);
  });

  it('does not go by a storefront: one that is behind cannot be told, one that is ahead does not lead', () => {
    for (const state of FULFILMENT_STATES.filter((one) => one !== 'cancelled' && one !== 'unknown'))
      expect(by(rule, { legs: [shopLeg(state), tillLeg('preparing')] })).toEqual([]);
    expect(by(rule, { legs: [shopLeg('created'), tillLeg('completed')] })).toEqual([]);
  });

  it('goes by the last of several who deliver, and by none that says nothing', () => {
    const other = suningLeg('accepted', 3, { id: 'd-suning', vendorNo: '202:A-1' });
    expect(by(rule, { legs: [...legs, other] })).toEqual([]);
    expect(by(rule, { legs: [tillLeg('ready'), suningLeg('shipped', 5, { fulfilment: null })] })).toEqual([]);
  });

  it('does not ask a till that takes no commands', () => {
    const accounts = someAccountsFacts(someAccountFacts({ id: 'till' }));
    expect(by(rule, { legs, accounts })).toEqual([]);
  });

  it('leaves what is called off to other rules', () => {
    expect(by(rule, { legs: [shopLeg('cancelled'), suningLeg('shipped'), tillLeg('ready')] })).toEqual([]);
    const refunded = shopLeg('created', 0, { isRefunded: true });
    expect(by(rule, { legs: [refunded, suningLeg('shipped'), tillLeg('ready')] })).toEqual([]);
  });

  it('is silent where either says a word that nobody knows', () => {
    expect(by(rule, { legs: [suningLeg('unknown'), tillLeg('ready')] })).toBe('unknown_word');
    expect(by(rule, { legs: [suningLeg('shipped'), tillLeg('unknown')] })).toBe('unknown_word');
  });

  cannotBeJudged(rule, legs, 'suning');

  describe('of a cancel at the till', () => {
    const cancelled = [shopLeg('created'), tillLeg('cancelled', 5)];

    it('tells of an order that is paid and goes on where it comes from', () => {
      expect(by(rule, { legs: cancelled })).toEqual([
        {
          key: 'cancelled',
          evidence: { ahead: 'T-1', step: 'cancelled', behind: 'A-1', fulfilment: 'created' },
          repairs: [{ kind: 'place', accountId: 'till', legId: 'a-shop' }],
        },
      ]);
    });

    it('tells of it while the placing waits for a person because of it, and of nothing else', () => {
      const held = aCommand({ id: 'd2', generation: 2, state: 'held', vendorNo: null });
      const told = { legs: cancelled, commands: [aCommand(), { ...held, errorCode: 'cancelled_at_till' }] };
      expect(by(rule, told)).toHaveLength(1);
      const other = { legs: cancelled, commands: [aCommand(), { ...held, errorCode: 'unmapped_item' }] };
      expect(by(rule, other)).toBe('dispatch_open');
    });

    it('says paid where the storefront says nothing else', () => {
      const legs = [shopLeg('created', 0, { fulfilment: null }), tillLeg('cancelled', 5)];
      expect(evidenceBy(rule, { legs })).toMatchObject([{ fulfilment: 'paid' }]);
    });

    it('finds nothing that is not paid, that another till has, or that no storefront told of', () => {
      for (const payment of ['unpaid', 'refunded', 'unknown', null] as const)
        expect(by(rule, { legs: [shopLeg('created', 0, { payment }), tillLeg('cancelled')] })).toEqual([]);
      const other = tillLeg('accepted', 6, { id: 'c-till', vendorNo: 'T-2' });
      expect(by(rule, { legs: [...cancelled, other] })).toEqual([]);
      expect(by(rule, { legs: [tillLeg('cancelled')] })).toEqual([]);
    });

    it('is silent where the storefront says a word that nobody knows', () => {
      expect(by(rule, { legs: [shopLeg('unknown'), tillLeg('cancelled')] })).toBe('unknown_word');
    });

    cannotBeJudged(rule, cancelled, 'shop');
  });
});

describe('duplicate_at_till', () => {
  const rule = 'duplicate_at_till';
  const second = (fulfilment: FulfilmentState = 'accepted', since = 3) =>
    tillLeg(fulfilment, since, { id: 'c-till', vendorNo: 'T-2', createdAt: minute(since) });
  const legs = [shopLeg(), tillLeg(), second()];

  it('tells of an order that tills have twice, the later of which can be cancelled', () => {
    expect(by(rule, { legs })).toEqual([
      {
        key: '',
        evidence: { till: 'T-1', others: 'T-2', count: 2 },
        repairs: [{ kind: 'cancel', accountId: 'till', legId: 'c-till' }],
      },
    ]);
  });

  it('keeps the one that the last placing names', () => {
    const first = aCommand({ vendorNo: 'T-1' });
    const later = aCommand({ id: 'd2', vendorNo: 'T-2', generation: 2 });
    expect(evidenceBy(rule, { legs, commands: [first, later] })).toMatchObject([
      { till: 'T-2', others: 'T-1' },
    ]);
    expect(evidenceBy(rule, { legs, commands: [first] })).toMatchObject([{ till: 'T-1' }]);
  });

  it('needs no storefront, and tells of those that are completed, too', () => {
    expect(evidenceBy(rule, { legs: [tillLeg('completed'), second('completed')] })).toEqual([
      { till: 'T-1', others: 'T-2', count: 2 },
    ]);
    expect(by(rule, { legs: [tillLeg('completed'), second('completed')] })).toMatchObject([{ repairs: [] }]);
  });

  it('finds nothing where all but one are cancelled, or only one has said anything', () => {
    expect(by(rule, { legs: [tillLeg(), second('cancelled')] })).toEqual([]);
    expect(
      by(rule, { legs: [tillLeg(), { ...second(), facts: { ...second().facts!, fulfilment: null } }] }),
    ).toEqual([]);
    expect(by(rule, { legs: [shopLeg(), tillLeg(), suningLeg()] })).toEqual([]);
  });

  it('is silent where one of them says a word that nobody knows', () => {
    expect(by(rule, { legs: [tillLeg(), second('unknown')] })).toBe('unknown_word');
  });

  cannotBeJudged(rule, legs, 'till');
});

describe('failed_at_suning', () => {
  const rule = 'failed_at_suning';
  const failed = (state: FulfilmentState = 'accepted') => suningLeg(state, 2, { orderError: '地址超区' });

  it('tells what who delivers says is wrong, whatever else it says', () => {
    expect(by(rule, { legs: [shopLeg(), failed()] })).toEqual([
      { key: 'c-suning', evidence: { number: '201:A-1', error: '地址超区' }, repairs: [] },
    ]);
    expect(by(rule, { legs: [failed('unknown')] })).toHaveLength(1);
  });

  it('offers to list its time again where single orders cannot be asked for', () => {
    const repairs = (change: Partial<AccountFacts>) => {
      const accounts = someAccountsFacts(someAccountFacts({ id: 'suning', ...change }));
      return by(rule, { legs: [failed()], accounts });
    };
    const offer = { accountId: 'suning', legId: 'c-suning' };
    expect(repairs({ coverage: [] })).toMatchObject([{ repairs: [{ kind: 'list', ...offer }] }]);
    expect(repairs({ coverage: [], fetches: true })).toMatchObject([
      { repairs: [{ kind: 'fetch', ...offer }] },
    ]);
  });

  it('finds nothing where nothing is wrong, or it is over in spite of that', () => {
    expect(by(rule, { legs: [shopLeg(), suningLeg()] })).toEqual([]);
    expect(by(rule, { legs: [failed('completed')] })).toEqual([]);
    expect(by(rule, { legs: [failed('cancelled')] })).toEqual([]);
    expect(by(rule, { legs: [shopLeg('cancelled'), failed()] })).toEqual([]);
  });

  it('is silent while its account cannot be judged', () => {
    expect(by(rule, { legs: [failed()], accounts: with_('unwell', 'suning') })).toBe('account_unwell');
    expect(by(rule, { legs: [failed()], accounts: with_('unwell', 'till') })).toHaveLength(1);
  });
});

describe('stuck', () => {
  const rule = 'stuck';

  it('tells of a step that a till does not leave for a day', () => {
    const legs = [shopLeg(), tillLeg('preparing', 5)];
    expect(by(rule, { legs })).toEqual([
      {
        key: 'b-till preparing',
        evidence: { number: 'T-1', step: 'preparing', sinceAt: minute(5).toISOString() },
        repairs: [{ kind: 'fetch', accountId: 'till', legId: 'b-till' }],
      },
    ]);
    expect(by(rule, { legs, now: minute(24 * 60 + 4) })).toEqual([]);
    expect(by(rule, { legs, now: minute(24 * 60 + 5) })).toHaveLength(1);
  });

  it('is over with its step, and begins anew with the next one', () => {
    const legs = [shopLeg(), tillLeg('ready', 60 * 60)];
    expect(compareOrder(anOrder(legs), someAccountsFacts(), LATE)).toMatchObject({
      differences: [],
      pending: [],
      lookAgainAt: minute(60 * 60 + 24 * 60),
    });
  });

  it('goes by the storefront where no till has the order, else by tills alone', () => {
    expect(evidenceBy(rule, { legs: [shopLeg('accepted', 3)] })).toMatchObject([{ number: 'A-1' }]);
    expect(evidenceBy(rule, { legs: [shopLeg('accepted', 3), tillLeg()] })).toMatchObject([
      { number: 'T-1' },
    ]);
    expect(evidenceBy(rule, { legs: [tillLeg()] })).toMatchObject([{ number: 'T-1' }]);
  });

  it('finds nothing that is not paid, is refunded, or is over for any of its vendors', () => {
    const cases = [
      [shopLeg('created', 0, { payment: 'unpaid' }), tillLeg()],
      [shopLeg('created', 0, { isRefunded: true }), tillLeg()],
      [shopLeg('cancelled'), tillLeg()],
      [shopLeg(), tillLeg('completed')],
      [shopLeg(), tillLeg(), suningLeg('completed')],
      [suningLeg('accepted')],
    ];
    for (const legs of cases) expect(by(rule, { legs })).toEqual([]);
  });

  it('is silent while the step cannot be judged', () => {
    const legs = [shopLeg(), tillLeg('preparing')];
    expect(by(rule, { legs, accounts: with_('unwell', 'till') })).toBe('account_unwell');
    expect(by(rule, { legs: [shopLeg(), tillLeg('unknown')] })).toBe('unknown_word');
  });
});
