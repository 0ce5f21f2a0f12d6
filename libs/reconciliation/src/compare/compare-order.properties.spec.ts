import fc from 'fast-check';
import { FULFILMENT_STATES, PAYMENT_STATES } from '#domain/order-status.js';
import { type RepairKind, RULE_REPAIRS } from '#domain/repair.js';
import type { Till } from '#dispatch/plan/scene.js';
import {
  aCommand,
  anOrder,
  minute,
  shopLeg,
  someAccountFacts,
  suningLeg,
  tillLeg,
} from '../../../../test/factories/compared-orders.js';
import type { AccountFacts, AccountsFacts } from './account-facts.js';
import { compareOrder } from './compare-order.js';
import type { ComparedCommand, ComparedLeg, ComparedOrder } from './compared-order.js';
import type { Comparison } from './comparison.js';
import { ORDER_RULES, type OrderRuleCode, patienceMs } from './rules.js';

const RUNS = { numRuns: 500 };
const MINUTE_MS = 60_000;

const aWord = fc.option(fc.constantFrom(...FULFILMENT_STATES), { freq: 8 });
const aMinute = fc.integer({ min: 0, max: 90 });

const said = fc.record({
  fulfilment: aWord,
  fulfilmentSince: fc.option(aMinute.map(minute), { freq: 8 }),
  payment: fc.oneof(
    { weight: 3, arbitrary: fc.constant('paid' as const) },
    fc.constantFrom(...PAYMENT_STATES),
  ),
  paymentSince: aMinute.map(minute),
  isRefunded: fc.boolean(),
  refundedSince: aMinute.map(minute),
  saleFen: fc.constantFrom(1_800n, 1_700n, null),
  productsDigest: fc.constantFrom('a', 'b', null),
  orderError: fc.constantFrom(null, null, '地址超区'),
  marker: fc.constantFrom('SP-1', 'SP-2', null),
  createdAt: aMinute.map(minute),
  confirmedAt: fc.oneof({ weight: 4, arbitrary: aMinute.map(minute) }, fc.constant(new Date(0))),
  openedBy: fc.constantFrom('live' as const, 'live' as const, 'backfill' as const),
});

const legOf = (make: typeof shopLeg, prefix: string) =>
  fc.tuple(said, fc.boolean()).map(([change, isFilled]) => (id: number): ComparedLeg => {
    const leg = make('created', 0, { ...change, origin: {}, id: `${prefix}${String(id)}` });
    return { ...leg, vendorNo: leg.id, facts: isFilled ? leg.facts : null };
  });
const filled = <T extends (id: number) => ComparedLeg>(leg: fc.Arbitrary<T>) =>
  leg.filter((one) => one(0).facts !== null);

const legsOf = (make: typeof shopLeg, prefix: string, most: number, isFilled: boolean) => {
  const leg = legOf(make, prefix);
  return fc
    .array(isFilled ? filled(leg) : leg, { maxLength: most })
    .map((all) => all.map((one, id) => one(id)));
};

const commands = (states: readonly string[]): fc.Arbitrary<ComparedCommand[]> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom('place', 'cancel', 'ship'),
        state: fc.constantFrom(...states),
        generation: fc.integer({ min: 1, max: 3 }),
        vendorNo: fc.constantFrom('b0', 'b1', null),
        marker: fc.constantFrom('SP-1', 'SP-2', null),
        sentFen: fc.constantFrom(1_800n, null),
        sentProducts: fc.constantFrom('a', null),
        errorCode: fc.constantFrom(null, null, 'taken_back'),
        overAt: fc.option(aMinute.map(minute)),
      }),
      { maxLength: 3 },
    )
    .map((all) => all.map((one, id) => aCommand({ ...one, id: `d${String(id)}` })));

const orders = ({
  isFilled = false,
  states = ['done', 'failed', 'withdrawn', 'held', 'unknown', 'waiting'],
} = {}) =>
  fc
    .tuple(
      legsOf(shopLeg, 'a', 2, isFilled),
      legsOf(tillLeg, 'b', 3, isFilled),
      legsOf(suningLeg, 'c', 2, isFilled),
      commands(states),
    )
    .map(([shops, tills, shippers, all]) => anOrder([...shops, ...tills, ...shippers], all));

const TILL: Till = {
  accountId: 'till',
  flags: { place: minute(10) },
  placeWithinMs: 60 * MINUTE_MS,
  reopened: 'hold',
  boundSince: new Map([['store', minute(20)]]),
  cameFromTill: () => false,
};

const READ = {
  stream: 'orders',
  fromMs: minute(-60).getTime(),
  toMs: minute(100).getTime(),
  gaps: [],
  lagMs: MINUTE_MS,
  overlapMs: 10 * MINUTE_MS,
};

/** A shop that speaks for its store, a till that is read to minute 100, and a shipper. */
function accountsOf(change: Partial<AccountFacts> = {}): AccountsFacts {
  const facts = [
    someAccountFacts({ id: 'shop', sells: 'first', speaksSince: () => minute(5), ...change }),
    someAccountFacts({
      ...{ id: 'till', takesCommands: true, till: TILL, coverage: [READ], ordersFrom: 'storefront' },
      ...change,
      promise: ({ confirmedAt }) => new Date(confirmedAt.getTime() + 5 * MINUTE_MS),
    }),
    someAccountFacts({ id: 'suning', ...change }),
  ];
  return new Map(facts.map((one) => [one.id, one]));
}

const accounts = fc
  .record({
    standing: fc.constantFrom(
      'well' as const,
      'well' as const,
      'well' as const,
      'unwell' as const,
      'paused' as const,
    ),
    patienceMs: fc.constantFrom(new Map(), new Map([['alive_after_cancel', 3 * MINUTE_MS] as const])),
  })
  .map(accountsOf);

const instants = fc.integer({ min: 0, max: 60 * 24 * 2 }).map(minute);

const keysOf = ({ differences }: Comparison, rule?: OrderRuleCode): string[] =>
  differences
    .filter((one) => rule === undefined || one.rule === rule)
    .map((one) => `${one.rule} ${one.key}`)
    .sort();

/** What it says, whatever the sequence in which it says it. */
const verdictOf = (comparison: Comparison) => ({
  differences: [...comparison.differences].sort((a, b) =>
    `${a.rule} ${a.key}` < `${b.rule} ${b.key}` ? -1 : 1,
  ),
  silent: Object.fromEntries(comparison.silent),
  pending: comparison.pending.map((one) => `${one.rule} ${one.key}`).sort(),
  lookAgainAt: comparison.lookAgainAt,
});

describe('comparing an order', () => {
  it('says the same of the same, in whatever sequence its legs and commands come', () => {
    const shuffled = orders().chain((order) =>
      fc
        .tuple(
          fc.shuffledSubarray([...order.legs], { minLength: order.legs.length }),
          fc.shuffledSubarray([...order.commands], { minLength: order.commands.length }),
        )
        .map(([legs, all]): [ComparedOrder, ComparedOrder] => [order, { ...order, legs, commands: all }]),
    );
    fc.assert(
      fc.property(shuffled, accounts, instants, ([order, other], known, now) => {
        const verdict = verdictOf(compareOrder(order, known, now));
        expect(verdictOf(compareOrder(order, known, now))).toEqual(verdict);
        expect(verdictOf(compareOrder(other, known, now))).toEqual(verdict);
      }),
      RUNS,
    );
  });

  it('finds by no rule that is silent', () => {
    fc.assert(
      fc.property(orders(), accounts, instants, (order, known, now) => {
        const { differences, pending, silent } = compareOrder(order, known, now);
        for (const { rule } of [...differences, ...pending]) expect(silent.has(rule)).toBe(false);
      }),
      RUNS,
    );
  });

  it('offers no repair but those that are said of its rule', () => {
    fc.assert(
      fc.property(orders(), instants, (order, now) => {
        const kinds: Readonly<Record<string, readonly RepairKind[]>> = RULE_REPAIRS;
        for (const known of [accountsOf({ fetches: true }), accountsOf({ coverage: [] })])
          for (const { rule, repairs } of compareOrder(order, known, now).differences)
            for (const { kind } of repairs) expect(kinds[rule]).toContain(kind);
      }),
      RUNS,
    );
  });

  it('finds nothing between words that nobody knows', () => {
    fc.assert(
      fc.property(orders(), instants, (order, now) => {
        const legs = order.legs.map((leg) => ({
          ...leg,
          facts: leg.facts && { ...leg.facts, fulfilment: 'unknown' as const },
        }));
        const found = compareOrder({ ...order, legs }, accountsOf(), now).differences.map(({ rule }) => rule);
        // What is said of a leg by itself, or was sent, is no word against another.
        const ofOne = ['failed_at_suning', 'unconfirmed', 'amount_differs', 'lines_differ'];
        expect(found.filter((rule) => !ofOne.includes(rule))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is the same beside an account and a leg that have nothing to do with it', () => {
    const beside = suningLeg('created', 0, { id: 'z', accountId: 'tickets', fulfilment: null });
    fc.assert(
      fc.property(orders(), accounts, instants, (order, known, now) => {
        const verdict = verdictOf(compareOrder(order, known, now));
        const more = new Map(known).set('tickets', someAccountFacts({ id: 'tickets' }));
        expect(verdictOf(compareOrder(order, more, now))).toEqual(verdict);
        const wider = { ...order, legs: [...order.legs, beside] };
        expect(verdictOf(compareOrder(wider, more, now))).toEqual(verdict);
      }),
      RUNS,
    );
  });

  it('is patient to the instant, and says which it is', () => {
    fc.assert(
      fc.property(orders({ isFilled: true }), instants, (order, now) => {
        const known = accountsOf();
        const first = compareOrder(order, known, now);
        fc.pre(first.lookAgainAt !== null && first.silent.size === 0);
        const at = first.lookAgainAt;
        expect(at.getTime()).toBeGreaterThan(now.getTime());
        const before = compareOrder(order, known, new Date(at.getTime() - 1));
        expect(keysOf(before)).toEqual(keysOf(first));
        const then = compareOrder(order, known, at);
        expect(keysOf(then).length).toBeGreaterThan(keysOf(first).length);
        for (const { rule, since, accountId } of then.differences)
          expect(
            since.getTime() + patienceMs(rule as OrderRuleCode, known.get(accountId)),
          ).toBeLessThanOrEqual(at.getTime());
      }),
      RUNS,
    );
  });

  it('says when to look again wherever something is left time', () => {
    fc.assert(
      fc.property(orders(), accounts, instants, (order, known, now) => {
        const { pending, lookAgainAt } = compareOrder(order, known, now);
        if (pending.length > 0) expect(lookAgainAt!.getTime()).toBeGreaterThan(now.getTime());
      }),
      RUNS,
    );
  });
});

/**
 * The rules told once more, in as few words as they have in prose, of orders where every side can be judged: what each
 * finds is what this finds.
 */
describe('an oracle of what is found', () => {
  const settled = orders({ isFilled: true, states: ['done', 'failed', 'withdrawn'] }).filter(({ legs }) =>
    legs.every(({ facts }) => facts?.fulfilment !== 'unknown'),
  );
  const of = (order: ComparedOrder, rank: 0 | 1 | null) =>
    order.legs.filter(({ sellRank }) => sellRank === rank);
  const word = ({ facts }: ComparedLeg) => facts!.fulfilment;
  const since = (leg: ComparedLeg) => (leg.facts!.fulfilmentSince ?? leg.createdAt).getTime();
  const isOver = (rule: OrderRuleCode, now: Date, ...times: number[]) =>
    Math.max(...times) + ORDER_RULES[rule].patienceMs <= now.getTime();
  const alive = (leg: ComparedLeg) => word(leg) !== null && word(leg) !== 'cancelled';

  const same = (rule: OrderRuleCode, oracle: (order: ComparedOrder, now: Date) => string[]) => {
    fc.assert(
      fc.property(settled, instants, (order, now) => {
        const expected = oracle(order, now).map((key) => `${rule} ${key}`);
        expect(keysOf(compareOrder(order, accountsOf(), now), rule)).toEqual(expected.sort());
      }),
      { numRuns: 1_500 },
    );
  };

  it('alive_after_cancel: the storefront says cancelled, the till anything else', () => {
    const rule = 'alive_after_cancel';
    same(rule, (order, now) => {
      const [shop] = of(order, 0);
      if (shop === undefined || word(shop) !== 'cancelled') return [];
      return of(order, 1)
        .filter((till) => alive(till) && isOver(rule, now, since(shop), till.createdAt.getTime()))
        .map(({ id }) => id);
    });
  });

  it('duplicate_at_till: more than one till has it', () => {
    const rule = 'duplicate_at_till';
    same(rule, (order, now) => {
      const tills = of(order, 1).filter(alive);
      const places = order.commands.filter(({ kind }) => kind === 'place');
      const rank = (till: ComparedLeg) =>
        Math.max(
          0,
          ...places.filter(({ vendorNo }) => vendorNo === till.id).map(({ generation }) => generation),
        );
      const [, ...others] = tills.sort(
        (a, b) =>
          rank(b) - rank(a) || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
      );
      return others.length > 0 && isOver(rule, now, ...others.map(({ createdAt }) => createdAt.getTime()))
        ? ['']
        : [];
    });
  });

  it('status_differs: delivered and not at the till, or cancelled at each till and paid', () => {
    const rule = 'status_differs';
    const far = [null, 'created', 'accepted', 'preparing', 'ready', 'shipped', 'completed'];
    same(rule, (order, now) => {
      const [shop] = of(order, 0);
      const tills = of(order, 1);
      if (shop !== undefined && (word(shop) === 'cancelled' || shop.facts!.isRefunded)) return [];
      if (tills.length > 0 && tills.every((till) => word(till) === 'cancelled')) {
        if (shop?.facts!.payment !== 'paid') return [];
        const times = [...tills.map(since), shop.facts.paymentSince!.getTime()];
        return isOver(rule, now, ...times) ? ['cancelled'] : [];
      }
      const shippers = of(order, null).filter((leg) => leg.confirmedAt.getTime() > 0 && word(leg) !== null);
      const steps = shippers.map((leg) => (word(leg) === 'cancelled' ? -1 : far.indexOf(word(leg))));
      const least = Math.min(...steps);
      if (shippers.length === 0 || least < far.indexOf('shipped')) return [];
      const [last] = shippers
        .filter((_leg, at) => steps[at] === least)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      return tills
        .filter((till) => alive(till) && far.indexOf(word(till)) < least)
        .filter((till) => isOver(rule, now, since(last!), till.createdAt.getTime()))
        .map(({ id }) => id);
    });
  });

  it('missing_at_till: paid news of a bound store, and no till has told of it', () => {
    const rule = 'missing_at_till';
    same(rule, (order, now) => {
      const [shop] = of(order, 0);
      const places = order.commands.filter(({ kind }) => kind === 'place');
      if (shop?.facts!.payment !== 'paid' || shop.facts.isRefunded || shop.openedBy !== 'live') return [];
      if (word(shop) === 'cancelled' || word(shop) === 'completed' || shop.createdAt < minute(20)) return [];
      if (of(order, 1).some(({ confirmedAt }) => confirmedAt.getTime() > 0)) return [];
      if (places.some(({ errorCode }) => errorCode === 'taken_back')) return [];
      const known = Math.max(shop.createdAt.getTime(), shop.facts.paymentSince!.getTime());
      if (known - minute(0).getTime() > TILL.placeWithinMs) return [];
      const last = places.filter(({ state }) => state === 'done').at(-1);
      if (last !== undefined && (last.overAt === null || last.overAt > minute(11))) return [];
      const times = [known, ...order.commands.flatMap(({ overAt }) => overAt?.getTime() ?? [])];
      const isRead = Math.max(...times) + 11 * MINUTE_MS <= READ.toMs;
      return isRead && isOver(rule, now, ...times) ? [''] : [];
    });
  });
});
