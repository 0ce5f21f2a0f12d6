import { hourOf } from './business-time.js';
import { type FoldedLeg, fold, toStatement } from './leg.js';
import type { OrderObservation } from './order-observation.js';
import { foldOrder } from './order.js';
import { DEFAULT_RULE_SET, type RuleSet } from './rule-set.js';

/** An order of Saturday in Shanghai: placed at 11:50, paid at 12:00, seen then. */
const PLACED_AT = new Date('2026-11-21T03:50:00Z');
const PAID_AT = new Date('2026-11-21T04:00:00Z');
const after = (minutes: number): Date => new Date(PAID_AT.getTime() + minutes * 60_000);

const whole: OrderObservation = {
  ...{ vendorNo: 'A-1', asOf: PAID_AT, precedence: 0 },
  placement: { vendorStoreId: '7', placedAt: PLACED_AT, numbers: [], origin: { source: 'mini' } },
  payment: { state: 'paid', raw: null, paidAt: PAID_AT, method: 'wechat' },
  fulfilment: { state: 'accepted', raw: null, completedAt: null },
  afterSale: { state: 'none', raw: null, refunds: [] },
  amounts: {
    ...{ saleFen: 2_960n, totalFen: 3_200n, paidFen: 2_960n, discountFen: 200n, freightFen: 500n },
    ...{ packagingFen: 100n, serviceFen: 150n, roundingFen: -40n, flags: [] },
  },
};

function order(rule: Partial<RuleSet>, ...said: Partial<OrderObservation>[]) {
  const statements = [whole, ...said.map((one) => ({ ...whole, ...one }))];
  const folded = statements.reduce<FoldedLeg>(
    (leg, one) =>
      fold(
        leg,
        toStatement(one, () => ''),
      ).leg,
    {},
  );
  const leg = { id: 'a', sellRank: 0 as const, storeId: 's1', createdAt: PAID_AT, folded };
  return foldOrder([leg], () => ({ ...DEFAULT_RULE_SET, version: 1, ...rule }));
}
const money = (...args: Parameters<typeof order>) =>
  order(...args).postings.map(({ at, orders, totalFen }) => [at, orders, totalFen]);

const completed = (completedAt: Date | null, asOf = after(60)) => ({
  ...{ asOf, fulfilment: { state: 'completed', raw: null, completedAt } as const },
});
const refunded = (
  asOf: Date,
  ...listed: [string, bigint, Date | null][]
): Partial<OrderObservation> & { asOf: Date } => ({
  asOf,
  afterSale: {
    ...{ state: 'partly_refunded', raw: null },
    refunds: listed.map(([id, amountFen, refundedAt]) => ({ id, amountFen, refundedAt })),
  },
});

describe('an order that counts when it was placed', () => {
  const rule = { countedBy: 'placed' } as const;
  const placed = (placedAt: Date | null) => ({ ...whole.placement!, placedAt });
  const unpaidTime = { ...whole.payment!, paidAt: null };

  it('does so, whether or not a pay time is known', () => {
    expect(order(rule)).toMatchObject({ sale: { saleAt: PLACED_AT }, flags: [] });
    const late = order(rule, { asOf: after(1), payment: unpaidTime });
    expect(late).toMatchObject({ sale: { saleAt: PLACED_AT }, flags: [] });
  });

  it('goes by its pay time where nobody says when it was placed', () => {
    const flags = ['paid_without_placing_time'];
    const unplaced = { asOf: after(1), placement: placed(null) };
    expect(order(rule, unplaced)).toMatchObject({ sale: { saleAt: PAID_AT }, flags });
    const timeless = order(rule, { ...unplaced, payment: unpaidTime });
    expect(timeless).toMatchObject({ sale: null, flags: [...flags, 'sale_without_time'] });
  });

  it('counts at once where it was placed in the future', () => {
    const slip = { asOf: after(1), placement: placed(after(3_000)) };
    expect(order(rule, slip)).toMatchObject({ sale: { saleAt: PAID_AT }, flags: ['placed_in_future'] });
    expect(order({ countedBy: 'paid' }, slip)).toMatchObject({ sale: { saleAt: PAID_AT }, flags: [] });
  });
});

describe('an order that counts when it is completed', () => {
  const rule = { countedBy: 'completed' } as const;

  it('sells nothing until then, whenever it was paid, and misses no time', () => {
    expect(order(rule)).toMatchObject({ sale: null, postings: [], flags: [] });
    const off = { fulfilment: { state: 'cancelled', raw: null, completedAt: after(30) } } as const;
    expect(order(rule, { asOf: after(90), ...off }).sale).toBeNull();
  });

  it('a minute before midnight is of that hour of its store, in whichever zone', () => {
    const { sale } = order(rule, completed(new Date('2026-11-21T15:59:30Z'), after(900)));
    const { start } = hourOf(sale!.saleAt, 'Asia/Kathmandu');
    expect(start).toEqual(new Date('2026-11-21T15:15:00Z'));
    expect(hourOf(sale!.saleAt, 'Asia/Shanghai').start).toEqual(new Date('2026-11-21T15:00:00Z'));
  });

  it('goes by what first said so where no instant is given, however often it is said again', () => {
    const said = [completed(null, after(40)), completed(null, after(55)), completed(null, after(900))];
    expect(order(rule, ...said).sale?.saleAt).toEqual(after(40));
    expect(order(rule, ...said, completed(null, after(35))).sale?.saleAt).toEqual(after(35));
  });

  it('or where the instant lies ahead, and says so', () => {
    const slip = order(rule, completed(after(900), after(40)));
    expect(slip).toMatchObject({ sale: { saleAt: after(40) }, flags: ['completed_in_future'] });
    expect(order(rule, completed(after(45), after(40))).flags).toEqual([]);
  });

  it('is completed by an instant beside a word that nobody knows', () => {
    const fulfilment = { state: 'unknown', raw: '70', completedAt: after(20) } as const;
    expect(order(rule, { asOf: after(30), fulfilment }).sale?.saleAt).toEqual(after(20));
    expect(
      order(rule, { asOf: after(30), fulfilment: { ...fulfilment, completedAt: null } }).sale,
    ).toBeNull();
  });
});

describe('refunds that count', () => {
  const nextDay = refunded(after(1_500), ['r1', 960n, after(1_440)]);
  const sold = [PAID_AT, 1, 2_960n];

  it.each<[RuleSet['refunds'], unknown[]]>([
    ['ignore', [sold]],
    ['own_hour', [sold, [after(1_440), 0, -960n]]],
    ['sale_hour', [sold, [PAID_AT, 0, -960n]]],
  ])('under %s', (refunds, expected) => {
    expect(money({ refunds }, nextDay)).toEqual(expected);
  });

  it('are two where there are two, each in its hour', () => {
    const both = refunded(after(3_000), ['r1', 960n, after(1_440)], ['r2', 100n, after(2_900)]);
    const expected = [sold, [after(1_440), 0, -960n], [after(2_900), 0, -100n]];
    expect(money({ refunds: 'own_hour' }, nextDay, both)).toEqual(expected);
  });

  it('may be older than the hour of their sale', () => {
    const said = [nextDay, completed(after(4_000), after(4_001))];
    const rule = { refunds: 'own_hour', countedBy: 'completed' } as const;
    expect(money(rule, nextDay)).toEqual([]);
    expect(money(rule, ...said.map((one) => ({ ...nextDay, ...one })))).toEqual([
      [after(4_000), 1, 2_960n],
      [after(1_440), 0, -960n],
    ]);
  });

  it('of an order that is cancelled or excluded count nothing', () => {
    const fulfilment = { state: 'cancelled', raw: null, completedAt: null } as const;
    expect(money({ refunds: 'own_hour' }, { ...nextDay, fulfilment })).toEqual([]);
    expect(money({ refunds: 'own_hour', excludedSources: ['mini'] }, nextDay)).toEqual([]);
  });

  it('are shown where nobody says how much, and where they lie ahead; only where they count', () => {
    const part = {
      asOf: after(9),
      afterSale: { state: 'partly_refunded', raw: '30', refunds: [] },
    } as const;
    expect(order({ refunds: 'sale_hour' }, part).flags).toEqual(['refund_without_amount']);
    expect(order({ refunds: 'ignore' }, part).flags).toEqual([]);
    const ahead = refunded(after(9), ['r1', 5n, after(900)]);
    expect(order({ refunds: 'own_hour' }, ahead).flags).toEqual(['refunded_in_future']);
    expect(money({ refunds: 'own_hour' }, ahead)).toEqual([sold, [after(9), 0, -5n]]);
    expect(order({ refunds: 'ignore' }, ahead).flags).toEqual([]);
  });

  it('are shown where they are dated before the sale, and count there; only in hours of their own', () => {
    const early = refunded(after(9), ['r1', 5n, after(-600)]);
    expect(order({ refunds: 'own_hour' }, early).flags).toEqual(['refunded_before_sale']);
    expect(money({ refunds: 'own_hour' }, early)).toEqual([sold, [after(-600), 0, -5n]]);
    expect(order({ refunds: 'sale_hour' }, early).flags).toEqual([]);
    const nearly = refunded(after(9), ['r1', 5n, after(-9)]);
    expect(order({ refunds: 'own_hour' }, nearly).flags).toEqual([]);
  });
});

describe('parts that are left out', () => {
  it('are taken off, whichever way they went', () => {
    const leftOut = ['freight', 'rounding'] as const;
    expect(order({ leftOut })).toMatchObject({
      sale: { saleFen: 2_500n },
      postings: [
        { totalFen: 2_500n, grossFen: 2_450n, discountFen: 200n, freightFen: 0n, packagingFen: 100n },
      ],
      totalFen: 3_200n,
    });
  });

  it('go back without counting', () => {
    const rule = { leftOut: ['freight'], refunds: 'sale_hour' } as const;
    const back = refunded(after(9), ['r1', 2_960n, null]);
    expect(money(rule, back)).toEqual([
      [PAID_AT, 1, 2_460n],
      [PAID_AT, 0, -2_460n],
    ]);
  });
});

describe('an order of an excluded source', () => {
  it('sells nothing, and nobody misses anything of it', () => {
    const payment = { ...whole.payment!, paidAt: null };
    const excluded = order({ excludedSources: ['source=mini'] }, { asOf: after(1), payment });
    expect(excluded).toMatchObject({ sale: null, postings: [], flags: [], status: 'accepted' });
    expect(order({ excludedSources: ['source=pos'] }).sale).not.toBeNull();
  });
});
