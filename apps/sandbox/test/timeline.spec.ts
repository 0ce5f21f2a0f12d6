import fc from 'fast-check';
import { Timeline, type TimedRow } from '../src/timeline.js';

interface Row extends TimedRow {
  readonly at: number;
}

const row = (at: number, seq: number, visible: [number, number] = [0, Infinity]): Row => ({
  at,
  seq,
  visibleFrom: visible[0],
  visibleTo: visible[1],
});

describe('a timeline', () => {
  it('has what a sorted list would have, whatever came and went in whatever order', () => {
    const moves = fc.array(fc.record({ at: fc.nat(50), gone: fc.boolean() }), { maxLength: 3_000 });
    fc.assert(
      fc.property(moves, fc.nat(50), fc.nat(50), (made, from, to) => {
        const timeline = new Timeline<Row>(({ at }) => at);
        const rows = made.map(({ at }, seq) => row(at, seq));
        rows.forEach((one) => timeline.add(one));
        rows.filter((_one, index) => made[index]?.gone).forEach((one) => timeline.remove(one));
        const left = rows.filter((one, index) => !made[index]?.gone && one.at >= from && one.at <= to);
        left.sort((a, b) => a.at - b.at || a.seq - b.seq);
        expect(timeline.within({ from, to }, 0, () => true)).toEqual(left);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps its order beyond one piece', () => {
    const timeline = new Timeline<Row>(({ at }) => at);
    const rows = Array.from({ length: 10_000 }, (_none, seq) => row((seq * 7_919) % 10_007, seq));
    for (const one of rows) timeline.add(one);
    const all = timeline.within({ from: 0, to: 20_000 }, 0, () => true);
    expect(all).toEqual([...rows].sort((a, b) => a.at - b.at));
    for (const one of rows) timeline.remove(one);
    expect(timeline.within({ from: 0, to: 20_000 }, 0, () => true)).toEqual([]);
  });

  it('shows a row from its first moment to before its last', () => {
    const timeline = new Timeline<Row>(({ at }) => at);
    timeline.add(row(5, 1, [10, 20]));
    const seen = [9, 10, 19, 20].map((now) => timeline.within({ from: 5, to: 5 }, now, () => true).length);
    expect(seen).toEqual([0, 1, 1, 0]);
  });

  it('takes a row away only where it is', () => {
    const timeline = new Timeline<Row>(({ at }) => at);
    timeline.remove(row(1, 1));
    timeline.add(row(1, 1));
    timeline.remove(row(1, 2));
    expect(timeline.within({ from: 0, to: 9 }, 0, () => true)).toHaveLength(1);
  });
});
