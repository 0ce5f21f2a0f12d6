import fc from 'fast-check';
import { joinClosed, joinNeighbours, type Neighbour } from './joining.js';

const w = (id: string, from: number, to: number) => ({ id, from, to });
const closed = (id: string, from: number, to: number): Neighbour => ({ ...w(id, from, to), closed: true });

describe('joining what piled up', () => {
  it('makes as few windows of neighbours as the limit allows', () => {
    const windows = [w('a', 0, 10), w('b', 9, 20), w('c', 19, 30), w('d', 29, 40)];
    expect(joinNeighbours(windows, 30)).toEqual([{ id: 'a', gone: ['b', 'c'], from: 0, to: 30 }]);
    expect(joinNeighbours(windows, 20)).toEqual([{ id: 'a', gone: ['b'], from: 0, to: 20 }]);
  });

  it('joins nothing across a stretch that is none of it', () => {
    expect(joinNeighbours([w('a', 0, 10), w('c', 20, 30)], 100)).toEqual([]);
  });

  it('covers what was covered, in windows that are not too large', () => {
    const chain = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(chain, fc.integer({ min: 25, max: 80 }), (lengths, largest) => {
        let end = 0;
        const windows = lengths.map(([length, overlap], at) => {
          const from = Math.max(0, end - overlap);
          end += length;
          return w(String(at), from, end);
        });
        const joined = joinNeighbours(windows, largest);
        const gone = new Set(joined.flatMap((one) => one.gone));
        const left = windows
          .filter(({ id }) => !gone.has(id))
          .map((one) => joined.find(({ id }) => id === one.id) ?? one);
        let covered = 0;
        for (const { from, to } of left) {
          expect(from).toBeLessThanOrEqual(covered);
          expect(to - from).toBeLessThanOrEqual(largest);
          covered = Math.max(covered, to);
        }
        expect(covered).toBe(end);
      }),
    );
  });
});

describe('joining a closed window', () => {
  const own = w('own', 20, 30);

  it('puts it into its predecessor', () => {
    expect(joinClosed(own, [closed('p', 10, 21)], [], 100)).toEqual({
      id: 'p',
      gone: ['own'],
      from: 10,
      to: 30,
    });
  });

  it('takes in what was closed after it too', () => {
    const joined = joinClosed(own, [closed('p', 10, 21)], [closed('n', 29, 40)], 100);
    expect(joined).toEqual({ id: 'p', gone: ['own', 'n'], from: 10, to: 40 });
    expect(joinClosed(own, [], [closed('n', 29, 40)], 100)).toEqual({
      id: 'own',
      gone: ['n'],
      from: 20,
      to: 40,
    });
  });

  it('stops at what is open, at a gap and at the limit', () => {
    const open = { ...closed('p', 10, 21), closed: false };
    expect(joinClosed(own, [open, closed('q', 0, 20)], [], 100)).toBeUndefined();
    expect(joinClosed(own, [closed('p', 10, 19)], [], 100)).toBeUndefined();
    expect(joinClosed(own, [closed('p', 10, 21)], [closed('n', 29, 40)], 20)).toEqual({
      id: 'p',
      gone: ['own'],
      from: 10,
      to: 30,
    });
  });
});
