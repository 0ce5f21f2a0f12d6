/** One page of a list, and how many rows the whole list had. */
interface NumberedPage<T> {
  readonly rows: readonly T[];
  readonly total: number;
}

interface Snapshot<T> {
  readonly rows: readonly T[];
  readonly takenAt: number;
}

interface PageRequest {
  /** The same for all pages of one list. */
  readonly list: string;
  /** From 1. */
  readonly pageNo: number;
  readonly pageSize: number;
  /** Whether rows move between pages while somebody reads them. */
  readonly shifting: boolean;
}

const MOST_SNAPSHOTS = 64;
const SNAPSHOT_MS = 10 * 60_000;

/**
 * Pages by number over a list that goes on changing. Steady: the rows are those of the moment when the first
 * page was asked for. Shifting: every page is cut anew, newest first, so that whatever comes or goes moves
 * the rows behind it.
 */
export class NumberedPages<T> {
  private readonly snapshots = new Map<string, Snapshot<T>>();

  constructor(private readonly now: () => number) {}

  /** @param read the whole list as it is now, oldest first */
  page({ list, pageNo, pageSize, shifting }: PageRequest, read: () => readonly T[]): NumberedPage<T> {
    const rows = shifting ? [...read()].reverse() : this.steady(list, pageNo, read);
    const start = (pageNo - 1) * pageSize;
    return { rows: rows.slice(start, start + pageSize), total: rows.length };
  }

  private steady(list: string, pageNo: number, read: () => readonly T[]): readonly T[] {
    const kept = this.snapshots.get(list);
    if (pageNo > 1 && kept !== undefined && this.now() - kept.takenAt < SNAPSHOT_MS) return kept.rows;
    const rows = read();
    this.snapshots.delete(list);
    this.snapshots.set(list, { rows, takenAt: this.now() });
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > MOST_SNAPSHOTS && oldest !== undefined) this.snapshots.delete(oldest);
    return rows;
  }
}
