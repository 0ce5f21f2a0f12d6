/** What waits to be claimed for longer shows that nobody claims, ms: retries and leases are far shorter. */
export const OVERDUE_AFTER_MS = 120_000;

export const OVERDUE_WORK = ['deliveries', 'dispatches', 'submissions', 'comparisons', 'seals'] as const;
export type OverdueWork = (typeof OVERDUE_WORK)[number];

/** Rows that could be claimed and are overdue, while nothing of their kind is under way. */
export interface Overdue {
  readonly what: OverdueWork;
  /** When the oldest of them came due. */
  readonly since: Date;
}

/** Each lib knows what of its rows could be claimed. */
export interface OverdueQuery {
  /** One statement, of bounded length. @returns undefined when all is well */
  read(): Promise<Overdue | undefined>;
}

/** Every look over this long must have found it, ms: between two claims there is a moment with nothing under way. */
export const OVERDUE_LOOKS_MS = 30_000;

/** What of the work is overdue, look by look: only what every look finds counts. `at` is of a clock that never steps, ms. */
export class OverdueWatch {
  private firstFoundAt = new Map<OverdueWork, number>();
  private latest: readonly Overdue[] = [];
  private firstLookAt: number | undefined;
  private hasLooked = false;

  /** @param found undefined when nobody could look: then nothing is known, and counting begins anew */
  look(found: readonly Overdue[] | undefined, at: number): void {
    const before = this.firstFoundAt;
    const now = found ?? [];
    this.firstFoundAt = new Map(now.map(({ what }) => [what, before.get(what) ?? at]));
    this.firstLookAt = found === undefined ? undefined : (this.firstLookAt ?? at);
    this.hasLooked = this.firstLookAt !== undefined && at - this.firstLookAt >= OVERDUE_LOOKS_MS;
    this.latest = now.filter(({ what }) => at - (this.firstFoundAt.get(what) ?? at) >= OVERDUE_LOOKS_MS);
  }

  /** Whether it has looked without a break for as long as it takes to know: before that nothing may be overdue, or all. */
  isKnown(): boolean {
    return this.hasLooked;
  }

  /** What all looks of the last 30 s have found. */
  overdue(): readonly Overdue[] {
    return this.latest;
  }
}
