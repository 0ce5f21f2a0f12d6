import fc from 'fast-check';
import { type ClaimedPlace, judgeClaim, type NumberClaim, PLACED_WITHIN_MS } from './number-claim.js';

const PLACED = new Date('2026-01-05T12:00:00+08:00');
const after = (ms: number): Date => new Date(PLACED.getTime() + ms);
const claim = (change: Partial<NumberClaim> = {}): NumberClaim => ({
  orderNo: '0001',
  storeCode: 'T-A',
  placedAt: PLACED,
  mayMove: false,
  ...change,
});
const HELD = { orderNo: '0001', places: [{ storeCode: 'T-A', placedAt: PLACED }] };

describe('whose a number is', () => {
  it('is decided by the first that says it', () => {
    expect(judgeClaim(claim(), { orderNo: '0001', places: [] })).toEqual({ places: HELD.places });
  });

  it.each([0, 1, -1, PLACED_WITHIN_MS, -PLACED_WITHIN_MS])(
    'is the same order’s where it was placed %i ms away at that store',
    (ms) => {
      expect(judgeClaim(claim({ placedAt: after(ms) }), HELD)).toEqual({ places: HELD.places });
    },
  );

  it.each([
    [{ storeCode: 'T-B' }, ['storeCode']],
    [{ storeCode: 't-a' }, ['storeCode']],
    [{ placedAt: after(PLACED_WITHIN_MS + 1) }, ['placedAt']],
    [{ placedAt: after(-PLACED_WITHIN_MS - 1) }, ['placedAt']],
    [{ storeCode: 'T-B', placedAt: after(86_400_000) }, ['storeCode', 'placedAt']],
    [{ orderNo: '1' }, ['orderNo']],
  ])('is contradicted by %j', (change, contradicts) => {
    expect(judgeClaim(claim(change), HELD)).toEqual({ contradicts });
  });

  it('goes along with an order that moves, which never lets its time drift', () => {
    const moved = judgeClaim(
      claim({ storeCode: 'T-B', placedAt: after(PLACED_WITHIN_MS), mayMove: true }),
      HELD,
    );
    const places = [...HELD.places, { storeCode: 'T-B', placedAt: PLACED }];
    expect(moved).toEqual({ places });
    const later = claim({ storeCode: 'T-C', placedAt: after(PLACED_WITHIN_MS + 1), mayMove: true });
    expect(judgeClaim(later, { orderNo: '0001', places })).toEqual({ contradicts: ['placedAt'] });
    expect(judgeClaim(claim({ storeCode: 'T-B' }), { orderNo: '0001', places })).toEqual({ places });
  });

  it('holds for one of two orders alone, in whatever sequence their statements come', () => {
    const store = fc.constantFrom('A', 'B', 'C');
    const placed = fc.integer({ min: 0, max: 40 }).map((hours) => after(hours * 3_600_000));
    const order = fc.record({ storeCode: store, placedAt: placed });
    const differ = (a: ClaimedPlace, b: ClaimedPlace): boolean =>
      a.storeCode !== b.storeCode || Math.abs(a.placedAt.getTime() - b.placedAt.getTime()) > PLACED_WITHIN_MS;
    fc.assert(
      fc.property(
        order,
        order,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        (one, other, whose) => {
          fc.pre(differ(one, other));
          let places: readonly ClaimedPlace[] = [];
          const taken = whose.map((isFirst) => {
            const judged = judgeClaim(claim(isFirst ? one : other), { orderNo: '0001', places });
            if ('places' in judged) places = judged.places;
            return 'places' in judged;
          });
          expect(taken).toEqual(whose.map((isFirst) => isFirst === whose[0]));
        },
      ),
    );
  });
});
