import fc from 'fast-check';
import {
  type HeldPosting,
  plainPosting,
  type Posting,
  postingChange,
  postingKey,
  postingsOf,
  reversal,
} from './posting.js';
import { DEFAULT_RULE_SET, SALE_PARTS } from './rule-set.js';
import { countedFen } from './sale-parts.js';

const AT = new Date('2026-03-05T01:20:00Z');
const fen = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });

const posting: fc.Arbitrary<Posting> = fc
  .record({ storeId: fc.constantFrom('s1', 's2'), fen: fc.bigInt({ min: 0n, max: 3n }), hour: fc.nat(2) })
  .map(({ storeId, fen: saleFen, hour }) =>
    plainPosting(storeId, { saleAt: new Date(AT.getTime() + hour * 3_600_000), saleFen, items: 1, lines: 1 }),
  );

const numbered = (postings: readonly Posting[]): HeldPosting[] =>
  postings.map((one, at) => ({ ...one, seq: at + 1 }));

/** What a list of postings adds up to, place by place. */
function sums(postings: readonly Posting[]): Map<string, readonly [bigint, number, number]> {
  const places = new Map<string, readonly [bigint, number, number]>();
  for (const { storeId, at, totalFen, orders, items } of postings) {
    const key = `${storeId} ${at.getTime()}`;
    const [total, count, pieces] = places.get(key) ?? [0n, 0, 0];
    places.set(key, [total + totalFen, count + orders, pieces + items]);
  }
  return new Map([...places].filter(([, [total, count]]) => total !== 0n || count !== 0).sort());
}

describe('a posting', () => {
  const amounts = fc.record({
    saleFen: fen,
    discountFen: fc.option(fen),
    freightFen: fc.option(fen),
    packagingFen: fc.option(fen),
    serviceFen: fen,
    roundingFen: fen,
  });

  it('adds up to its total whatever parts are stated, left out or missing', () => {
    fc.assert(
      fc.property(amounts, fc.subarray([...SALE_PARTS]), (stated, leftOut) => {
        const value = { totalFen: null, paidFen: null, ...stated, flags: [] };
        const version = { asOf: AT, precedence: 0, key: '', digest: '', value };
        const leg = { folded: { amounts: version }, createdAt: AT };
        const saleFen = countedFen(stated.saleFen, value, { ...DEFAULT_RULE_SET, leftOut });
        const sale = { saleAt: AT, saleFen, items: 2, lines: 1 };
        const [one] = postingsOf(leg, sale, 's1', { ...DEFAULT_RULE_SET, leftOut });
        if (one === undefined) throw new Error('nothing was posted');
        const parts = one.freightFen + one.packagingFen + one.serviceFen + one.roundingFen;
        expect(one.grossFen - one.discountFen + parts - one.refundFen).toBe(one.totalFen);
        if (leftOut.length === 0) expect(one.totalFen).toBe(stated.saleFen);
        if (leftOut.includes('freight'))
          expect([
            one.freightFen,
            one.totalFen <= stated.saleFen || (stated.freightFen ?? 0n) < 0n,
          ]).toContain(0n);
      }),
    );
  });

  it('leaves each part out once, however often it is named', () => {
    fc.assert(
      fc.property(amounts, fc.array(fc.constantFrom(...SALE_PARTS), { maxLength: 8 }), (stated, leftOut) => {
        const value = { totalFen: null, paidFen: null, ...stated, flags: [] };
        const counted = (parts: typeof leftOut) =>
          countedFen(stated.saleFen, value, { ...DEFAULT_RULE_SET, leftOut: parts });
        expect(counted(leftOut)).toBe(counted([...new Set(leftOut)]));
      }),
    );
  });

  it('and what takes it back come to nothing', () => {
    fc.assert(fc.property(posting, (one) => sums([one, reversal(one)]).size === 0));
  });
});

describe('the change of postings', () => {
  it('leads from what is held to what is wanted, and leaves what stays', () => {
    fc.assert(
      fc.property(
        fc.array(posting, { maxLength: 5 }),
        fc.array(posting, { maxLength: 5 }),
        (before, wanted) => {
          const held = numbered(before);
          const { reversed, added } = postingChange(held, wanted);
          expect(sums([...before, ...reversed.map(reversal), ...added])).toEqual(sums(wanted));
          expect(reversed.length + wanted.length).toBe(before.length + added.length);
          const kept = held.filter(({ seq }) => !reversed.some((one) => one.seq === seq));
          expect(postingKey([...kept.map(({ seq: _seq, ...one }) => one), ...added])).toBe(
            postingKey(wanted),
          );
        },
      ),
    );
  });

  it('is none where the same is wanted, in whatever order and under whatever rule set', () => {
    fc.assert(
      fc.property(fc.array(posting, { maxLength: 5 }), (before) => {
        const wanted = before.toReversed().map((one) => ({ ...one, ruleVersion: 7 }));
        expect(postingKey(wanted)).toBe(postingKey(before));
        expect(postingChange(numbered(before), wanted)).toEqual({ reversed: [], added: [] });
      }),
    );
  });
});
