import fc from 'fast-check';
import { halvesOf, SMALLEST_HALF_MS } from './window-halves.js';
import type { Stretch } from './window-plan.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('halving a window', () => {
  it('gives two that meet in the middle, the later one reaching back a little', () => {
    expect(halvesOf({ from: 0, to: 2 * HOUR }, 0)).toEqual([
      { from: 0, to: HOUR },
      { from: HOUR, to: 2 * HOUR },
    ]);
    const back = (overlapMs: number) =>
      HOUR - (halvesOf({ from: 0, to: 2 * HOUR }, overlapMs)?.[1].from ?? 0);
    expect([back(0), back(3 * SECOND), back(5 * MINUTE)]).toEqual([0, 3 * SECOND, 10 * SECOND]);
  });

  it('ends before a half would be shorter than a minute', () => {
    expect(halvesOf({ from: 0, to: 2 * MINUTE }, 0)).toHaveLength(2);
    expect(halvesOf({ from: 0, to: 2 * MINUTE - SECOND }, 0)).toBeUndefined();
  });

  it('again and again ends, covers what was covered, and reads little of it twice', () => {
    const lengths = fc.integer({ min: 1, max: 2 * 86_400 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: HOUR }), (seconds, overlapMs) => {
        const whole = { from: 1_790_000_000_000, to: 1_790_000_000_000 + seconds * SECOND };
        const pieces = cutUp(whole, overlapMs);
        const isFit = ({ from, to }: Stretch) => to - from < 2 * SMALLEST_HALF_MS && from % SECOND === 0;
        expect(pieces.filter((piece) => !isFit(piece))).toEqual([]);
        expect(pieces.filter(({ from }, at) => from > (pieces[at - 1]?.to ?? whole.from))).toEqual([]);
        expect([pieces[0]?.from, pieces.at(-1)?.to]).toEqual([whole.from, whole.to]);
        const read = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(read).toBeLessThanOrEqual(1.25 * (whole.to - whole.from));
      }),
      { numRuns: 50 },
    );
  });
});

/** Down to what cannot be halved. */
const cutUp = (stretch: Stretch, overlapMs: number): Stretch[] =>
  halvesOf(stretch, overlapMs)?.flatMap((half) => cutUp(half, overlapMs)) ?? [stretch];
