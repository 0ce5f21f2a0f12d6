import fc from 'fast-check';
import { HINT_KINDS, type Hint } from '#domain/hint.js';
import { hintsIn, hintText } from './hint-text.js';

const anyId = fc.oneof(fc.uuid(), fc.string({ maxLength: 60 }), fc.constantFrom('', '=', 'all'));
const anyHint: fc.Arbitrary<Hint> = fc.record({
  kind: fc.constantFrom(...HINT_KINDS),
  id: fc.option(anyId),
  storeId: fc.option(fc.uuid()),
});

const byText = (hints: readonly Hint[]): string[] => hints.map((hint) => JSON.stringify(hint)).sort();

describe('the payload of hints', () => {
  it('comes back as it was, of a kind that is told by itself as that alone', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyHint, { maxLength: 40, selector: (hint) => JSON.stringify(hint) }),
        (hints) => {
          const alone = new Set(hints.filter(({ id }) => id === null).map(({ kind }) => kind));
          const expected = [
            ...hints.filter(({ kind }) => !alone.has(kind)),
            ...[...alone].map((kind) => ({ kind, id: null, storeId: null })),
          ];
          expect(byText(hintsIn(hintText(hints)))).toEqual(byText(expected));
        },
      ),
    );
  });

  it('fits into one NOTIFY, and tells of every kind whatever there is', () => {
    fc.assert(
      fc.property(fc.array(anyHint, { minLength: 1_000, maxLength: 3_000 }), (hints) => {
        const text = hintText(hints);
        expect(Buffer.byteLength(text)).toBeLessThan(8_000);
        const kinds = (of: readonly Hint[]) => [...new Set(of.map(({ kind }) => kind))].sort();
        expect(kinds(hintsIn(text))).toEqual(kinds(hints));
      }),
      { numRuns: 20 },
    );
  });

  it('holds two hundred and fifty changes by their ids', () => {
    const [kind] = HINT_KINDS;
    const hints = fc.sample(fc.uuid(), 250).map((id) => ({ kind, id, storeId: null }));
    expect(byText(hintsIn(hintText(hints)))).toEqual(byText(hints));
  });

  it.each(['', 'x', '7', 'null', '[]', '{"later": {"": ["a"]}}'])('is none of ours: %s', (text) => {
    expect(hintsIn(text)).toEqual([]);
  });
});
