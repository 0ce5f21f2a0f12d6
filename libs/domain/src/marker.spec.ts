import fc from 'fast-check';
import { markerIn, newMarker } from './marker.js';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('marker', () => {
  it('is found again in whatever a person wrote around it', () => {
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (random, before, after) => {
        const marker = newMarker(random);
        fc.pre(markerIn(before) === undefined);
        expect(markerIn(`${before} ${marker} ${after}`)).toBe(marker);
      }),
    );
  });

  it('differs where the randomness differs in what it uses', () => {
    const other = Uint8Array.from({ length: 16 }, (_, at) => (at === 7 ? 1 : 0));
    expect(newMarker(new Uint8Array(16))).not.toBe(newMarker(other));
  });

  it.each(['', 'SP-123', 'SP-7K2M9QRSTV0A1BCDE', 'sp-7k2m9qrstv0a1bcd', 'SP-7K2M9QRSTV0A1BCU'])(
    'is not seen in %j',
    (text) => {
      expect(markerIn(text)).toBeUndefined();
    },
  );
});
