const DAY_MS = 86_400_000;

export interface RestateSettings {
  /** So long an hour must not have changed before it is reported again, ms. */
  readonly settleMs: number;
  /** Of one hour there is at most one restatement in so long, ms. */
  readonly everyMs: number;
  /** And at most so many in 24 hours. */
  readonly mostADay: number;
  /** An hour that ended longer ago than this is not changed at the vendor unless a person asks, ms. */
  readonly asksAfterMs: number;
}

export interface ReportingSettings {
  /** How long after its end an hour is derived, ms: until then late orders still get in by themselves. */
  readonly graceMs: number;
  /**
   * How long after its end an hour is held back at most because a listed source of its store is not read so far, ms;
   * then it is derived as provisional.
   */
  readonly holdMs: number;
  /** Hours that were left out are filled by themselves for so long after they began, ms. */
  readonly fillsForMs: number;
  /** One run fills at most so many of them, and what is left of its last batch. */
  readonly holesPerRun: number;
  /** One transaction derives at most this many hours. */
  readonly hoursPerBatch: number;
  /** One run (there is one a minute) takes a store forward by at most this many hours. */
  readonly hoursPerRun: number;
  /** One transaction takes in at most this many changed orders. */
  readonly changesPerBatch: number;
  /** A submission held by a dead instance is free again after this long; a living one renews its hold. */
  readonly leaseMs: number;
  /**
   * How long after it was noted an attempt may still begin to write, ms; well within the lease: a later report
   * of the same hour that somebody else sends must not be overtaken.
   */
  readonly writeWithinMs: number;
  /** Submissions of one account under way at once in one instance; the connector's own limit may be lower. */
  readonly submissionsAtOnce: number;
  /** When a changed hour is reported again. */
  readonly restate: RestateSettings;
}

/** Five minutes without a change, every half hour, eight times a day; for as long as the nightly proof looks back. */
export const DEFAULT_RESTATE_SETTINGS: RestateSettings = {
  settleMs: 300_000,
  everyMs: 1_800_000,
  mostADay: 8,
  asksAfterMs: 35 * DAY_MS,
};

export const DEFAULT_REPORTING_SETTINGS: ReportingSettings = {
  graceMs: 600_000,
  holdMs: 7_200_000,
  fillsForMs: 35 * 86_400_000,
  holesPerRun: 5_000,
  hoursPerBatch: 6_000,
  hoursPerRun: 12,
  changesPerBatch: 500,
  leaseMs: 60_000,
  writeWithinMs: 30_000,
  submissionsAtOnce: 8,
  restate: DEFAULT_RESTATE_SETTINGS,
};
