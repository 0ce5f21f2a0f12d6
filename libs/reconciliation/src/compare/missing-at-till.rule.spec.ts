import type { Till } from '#dispatch/plan/scene.js';
import type { CoverageSpan } from '#polling/plan/sources-seen.query.js';
import {
  aCommand,
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

const rule = 'missing_at_till';
const MINUTE_MS = 60_000;
const BEFORE = minute(-60);

const aTill = (change: Partial<Till> = {}): Till => ({
  accountId: 'till',
  flags: { place: BEFORE },
  placeWithinMs: 60 * MINUTE_MS,
  reopened: 'hold',
  boundSince: new Map([['store', BEFORE]]),
  cameFromTill: ({ source }) => source === 'pos',
  ...change,
});

/** Read to the 40th minute. */
const aSpan = (change: Partial<CoverageSpan> = {}): CoverageSpan => ({
  stream: 'orders',
  fromMs: BEFORE.getTime(),
  toMs: minute(40).getTime(),
  gaps: [],
  lagMs: MINUTE_MS,
  overlapMs: 10 * MINUTE_MS,
  ...change,
});

interface World {
  readonly till?: Partial<Till>;
  readonly spans?: readonly CoverageSpan[] | null;
  readonly spoken?: Date | undefined;
  readonly tillAccount?: Partial<AccountFacts>;
}

function accountsOf(world: World = {}) {
  const { till, spans = [aSpan()], tillAccount } = world;
  const spoken = 'spoken' in world ? world.spoken : BEFORE;
  const speaksSince = (storeId: string) => (storeId === 'store' ? spoken : undefined);
  return someAccountsFacts(
    someAccountFacts({ id: 'shop', sells: 'first', speaksSince }),
    someAccountFacts({ id: 'till', till: aTill(till), coverage: spans, ...tillAccount }),
  );
}

/** Paid at minute 0, seen at minute 1. */
const news = (change: Parameters<typeof shopLeg>[2] = {}) =>
  shopLeg('created', 1, { createdAt: minute(1), paymentSince: minute(1), origin: {}, ...change });

describe('missing_at_till', () => {
  const judged = (world: World = {}, legs = [news()], commands = [] as ReturnType<typeof aCommand>[]) =>
    judgedBy(rule, { legs, commands, accounts: accountsOf(world) });

  const MISSING = [
    {
      key: '',
      evidence: { storefront: 'A-1', saleFen: '1800', paidAt: minute(0).toISOString() },
      repairs: [{ kind: 'place', accountId: 'till', legId: 'a-shop' }],
    },
  ];

  it('tells of a paid order that dispatch would place and that the till, read past it, does not have', () => {
    expect(judged()).toEqual(MISSING);
    expect(judged({}, [news(), suningLeg()])).toEqual(MISSING);
    expect(judged({}, [news()], [aCommand({ state: 'failed', vendorNo: null })])).toEqual(MISSING);
    expect(judged({}, [news()], [aCommand({ state: 'withdrawn', vendorNo: null })])).toEqual(MISSING);
  });

  it('is patient for ten minutes', () => {
    const order = anOrder([news()]);
    const at = (seconds: number) => new Date(minute(11).getTime() + seconds * 1_000);
    const before = compareOrder(order, accountsOf(), at(-1));
    expect(before).toMatchObject({ differences: [], lookAgainAt: at(0) });
    expect(before.pending).toContainEqual({ rule, key: '' });
    expect(compareOrder(order, accountsOf(), at(0)).differences).toMatchObject([{ rule }]);
  });

  it.each<[string, Parameters<typeof news>[0]]>([
    ['not paid', { payment: 'unpaid' }],
    ['paid in a word that nobody knows', { payment: 'unknown' }],
    ['refunded', { isRefunded: true }],
    ['cancelled', { fulfilment: 'cancelled' }],
    ['completed', { fulfilment: 'completed' }],
    ['found by a backfill', { openedBy: 'backfill' }],
    ['found by a replay', { openedBy: 'replay' }],
    ['of no store', { storeId: null }],
    ['of a store without a till', { storeId: 'other' }],
    ['from a till', { origin: { source: 'pos' } }],
    ['seen before the switch', { createdAt: minute(-61) }],
    ['paid too long before it was known', { paymentSince: minute(61) }],
  ])('misses nothing that is %s', (_what, change) => {
    expect(judged({}, [news(change)])).toEqual([]);
  });

  it('misses nothing at the very edge of what is placed, and misses what is within it', () => {
    const late = { spans: [aSpan({ toMs: minute(200).getTime() })] };
    expect(judged(late, [news({ paymentSince: minute(60) })])).toHaveLength(1);
    expect(judged({}, [news({ createdAt: BEFORE, paymentSince: minute(1) })])).toHaveLength(1);
  });

  it.each<[string, World]>([
    ['placing is off', { till: { flags: {} } }],
    ['placing was switched on later', { till: { flags: { place: minute(2) } } }],
    ['the till was bound later', { till: { boundSince: new Map([['store', minute(2)]]) } }],
    ['the storefront was bound later', { spoken: minute(2) }],
    ['the storefront is bound no more', { spoken: undefined }],
    ['no orders are booked there', { tillAccount: { till: null } }],
  ])('misses nothing where %s', (_what, world) => {
    expect(judged(world)).toEqual([]);
  });

  it('misses nothing that a till has told of, cancelled or not, but what only a receipt told of', () => {
    expect(judged({}, [news(), tillLeg('accepted')])).toEqual([]);
    expect(judged({}, [news(), tillLeg('cancelled')])).toEqual([]);
    const receipt = tillLeg('created', 1, { confirmedAt: new Date(0), fulfilment: null });
    expect(judged({}, [news(), receipt], [aCommand()])).toEqual(MISSING);
  });

  it('misses nothing that a person has taken back', () => {
    expect(judged({}, [news()], [aCommand({ state: 'withdrawn', errorCode: 'taken_back' })])).toEqual([]);
  });

  it.each(['held', 'waiting', 'unknown'])('is silent while dispatch is not through: %s', (state) => {
    expect(judged({}, [news()], [aCommand({ state })])).toBe('dispatch_open');
  });

  it('is silent while the till is not read past the order, its lag and its overlap', () => {
    const spans = (change: Partial<CoverageSpan>) => judged({ spans: [aSpan(change)] });
    expect(spans({ toMs: minute(12).getTime() })).toHaveLength(1);
    expect(spans({ toMs: minute(12).getTime() - 1 })).toBe('not_covered');
    expect(spans({ fromMs: minute(1).getTime() + 1 })).toBe('not_covered');
    const gap = (from: number, to: number) => [
      { fromMs: minute(from).getTime(), toMs: minute(to).getTime() },
    ];
    expect(spans({ gaps: gap(11, 13) })).toBe('not_covered');
    expect(spans({ gaps: gap(0, 2) })).toBe('not_covered');
    expect(spans({ gaps: [...gap(-2, 1), ...gap(12, 13)] })).toHaveLength(1);
    expect(judged({ spans: [aSpan(), aSpan({ stream: 'b', toMs: 0 })] })).toBe('not_covered');
  });

  it('counts what was sent: the till is to be read past that, too', () => {
    const spans = [aSpan({ toMs: minute(14).getTime() })];
    const sent = (at: number) =>
      judged({ spans }, [news()], [aCommand({ state: 'failed', overAt: minute(at) })]);
    expect(sent(3)).toHaveLength(1);
    expect(sent(4)).toBe('not_covered');
  });

  it('says when a till that is not read so far may be', () => {
    const accounts = accountsOf({ spans: [aSpan({ toMs: 0 })] });
    expect(compareOrder(anOrder([news()]), accounts, minute(2)).lookAgainAt).toEqual(minute(13));
  });

  it('is silent where no listing shows it: nobody lists the till, or it was sent long after its time', () => {
    expect(judged({ spans: null })).toBe('not_listed');
    const sent = (at: number | null) =>
      judged({}, [news()], [aCommand({ overAt: at === null ? null : minute(at) })]);
    expect(sent(11)).toHaveLength(1);
    expect(sent(12)).toBe('not_listed');
    expect(sent(null)).toBe('not_listed');
    expect(compareOrder(anOrder([news()]), accountsOf({ spans: null }), minute(99)).lookAgainAt).toEqual(
      new Date(minute(1).getTime() + 24 * 60 * MINUTE_MS),
    );
  });

  it('is silent while an account does not work, a word is unknown, or where it is from was not read', () => {
    expect(judged({ tillAccount: { standing: 'unwell' } })).toBe('account_unwell');
    expect(judged({ tillAccount: { standing: 'paused' } })).toBe('account_paused');
    expect(judged({}, [news({ fulfilment: 'unknown' })])).toBe('unknown_word');
    expect(judged({}, [news({ origin: null })])).toBe('not_filled');
  });

  it('goes by the till that was bound first', () => {
    const other = aTill({ accountId: 'other', boundSince: new Map([['store', minute(-90)]]) });
    const accounts = new Map(accountsOf()).set(
      'other',
      someAccountFacts({ id: 'other', till: other, coverage: [aSpan()] }),
    );
    expect(judgedBy(rule, { legs: [news()], accounts })).toMatchObject([
      { repairs: [{ kind: 'place', accountId: 'other' }] },
    ]);
  });
});
