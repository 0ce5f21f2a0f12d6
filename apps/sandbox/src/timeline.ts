/** One version of something that lists show, and from when to when they show it (epoch ms). */
export interface TimedRow {
  /** Decides between equal times; no other row has it. */
  readonly seq: number;
  readonly visibleFrom: number;
  /** When a later version takes its place; Infinity = never. */
  readonly visibleTo: number;
}

/** First and last instant, both inside, epoch ms. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Rows in one piece: more than this and it is cut in two. */
const LONGEST_PIECE = 1_024;

/**
 * Rows by a time, oldest first, in pieces that are each sorted and follow each other: a window is found by
 * binary search, and a row that comes or goes moves its own piece alone.
 */
export class Timeline<T extends TimedRow> {
  private readonly pieces: T[][] = [];

  constructor(private readonly timeOf: (row: T) => number) {}

  add(row: T): void {
    const place = this.pieceOf(row);
    const piece = this.pieces[place];
    if (piece === undefined) {
      this.pieces.push([row]);
      return;
    }
    piece.splice(this.placeIn(piece, row), 0, row);
    if (piece.length > LONGEST_PIECE) this.pieces.splice(place + 1, 0, piece.splice(piece.length / 2));
  }

  remove(row: T): void {
    const place = this.pieceOf(row);
    const piece = this.pieces[place] ?? [];
    const at = this.placeIn(piece, row);
    if (piece[at]?.seq !== row.seq) return;
    piece.splice(at, 1);
    if (piece.length === 0) this.pieces.splice(place, 1);
  }

  /** Those of the window that a reader at `now` sees and wants, oldest first. */
  within({ from, to }: TimeWindow, now: number, wanted: (row: T) => boolean): T[] {
    const first = firstNot(this.pieces, (piece) => this.lastTimeOf(piece) < from);
    const found: T[] = [];
    for (const piece of this.pieces.slice(first)) {
      for (const row of piece) {
        const at = this.timeOf(row);
        if (at > to) return found;
        if (at >= from && row.visibleFrom <= now && now < row.visibleTo && wanted(row)) found.push(row);
      }
    }
    return found;
  }

  private isBefore(one: T, other: T): boolean {
    const [at, otherAt] = [this.timeOf(one), this.timeOf(other)];
    return at < otherAt || (at === otherAt && one.seq < other.seq);
  }

  private lastTimeOf(piece: readonly T[]): number {
    const last = piece.at(-1);
    return last === undefined ? Infinity : this.timeOf(last);
  }

  /** The piece that has the row, or where it belongs: the first that does not end before it, else the last. */
  private pieceOf(row: T): number {
    const place = firstNot(this.pieces, (piece) => {
      const last = piece.at(-1);
      return last !== undefined && this.isBefore(last, row);
    });
    return Math.max(0, Math.min(place, this.pieces.length - 1));
  }

  private placeIn(piece: readonly T[], row: T): number {
    return firstNot(piece, (one) => this.isBefore(one, row));
  }
}

/** The first place whose item is not `before`, in a list that begins with all that are. */
function firstNot<T>(items: readonly T[], before: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && before(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * When a row shows that was written at `madeAt` under its own time `at`: so long after its own time, but never
 * before it was written.
 */
export const visibleAfter = (madeAt: number, at: number, delayMs: number): number =>
  Math.max(madeAt, Math.min(at, madeAt) + delayMs);
