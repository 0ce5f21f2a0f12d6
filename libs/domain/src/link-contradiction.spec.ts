import fc from 'fast-check';
import { contradictionsOf, type LinkSide, MOST_APART_MS } from './link-contradiction.js';

const AT = new Date('2026-11-21T03:50:00Z');
const side = (said: Partial<LinkSide> = {}): LinkSide => ({
  ...{ storeId: null, saleFen: null, totalFen: null, placedAt: null },
  ...said,
});
const later = (ms: number): LinkSide => side({ placedAt: new Date(AT.getTime() + ms) });

describe('what speaks against two legs being one order', () => {
  it.each([
    ['nothing where neither says anything', side(), side(), []],
    ['another store', side({ storeId: 'a' }), side({ storeId: 'b' }), ['store']],
    ['no store that only one names', side({ storeId: 'a' }), side(), []],
    ['other amounts', side({ saleFen: 100n, totalFen: 120n }), side({ saleFen: 110n }), ['amount']],
    ['not what one calls the total', side({ saleFen: 100n, totalFen: 120n }), side({ saleFen: 120n }), []],
    ['placed 36 hours apart', later(0), later(MOST_APART_MS), []],
    ['placed later than that', later(MOST_APART_MS + 1), later(0), ['time']],
  ] as const)('%s', (_what, one, other, found) => {
    expect(contradictionsOf(one, other)).toEqual(found);
  });

  it('is the same the other way about, and nothing against itself', () => {
    const fen = fc.option(fc.bigInt(0n, 3n));
    const sides = fc.record({
      ...{ storeId: fc.option(fc.constantFrom('a', 'b')), saleFen: fen, totalFen: fen },
      placedAt: fc.option(fc.constantFrom(0, MOST_APART_MS, 2 * MOST_APART_MS).map((ms) => new Date(ms))),
    });
    fc.assert(
      fc.property(sides, sides, (one, other) => {
        expect(contradictionsOf(one, other)).toEqual(contradictionsOf(other, one));
        expect(contradictionsOf(one, one)).toEqual([]);
      }),
    );
  });
});
