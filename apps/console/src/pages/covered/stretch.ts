import type { Stream } from '../../api/coverage.js';

/** A part of a bar, in percent of its width. */
export interface Piece {
  readonly what: 'read' | 'open' | 'failed';
  readonly left: number;
  readonly width: number;
}

/**
 * What of a stretch of time is read: all that is planned and is no gap.
 *
 * @param from where the bar begins, epoch milliseconds
 * @param to where it ends
 */
export function piecesOf(stream: Stream, from: number, to: number): readonly Piece[] {
  const piece = (what: Piece['what'], begins: string, ends: string): Piece[] => {
    const [left, right] = [Math.max(from, Date.parse(begins)), Math.min(to, Date.parse(ends))];
    if (right <= left) return [];
    const share = 100 / (to - from);
    return [{ what, left: (left - from) * share, width: (right - left) * share }];
  };
  return [
    ...piece('read', stream.startsAt, stream.plannedTo),
    ...stream.gaps.flatMap((gap) => piece(gap.state === 'failed' ? 'failed' : 'open', gap.from, gap.to)),
  ];
}
