export interface ReportingSettings {
  /** How long after its end an hour is derived, ms: until then late orders still get in by themselves. */
  readonly graceMs: number;
  /**
   * How long after its end an hour is held back at most because a listed source of its store is not read so far, ms;
   * then it is derived as provisional.
   */
  readonly holdMs: number;
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
}

export const DEFAULT_REPORTING_SETTINGS: ReportingSettings = {
  graceMs: 600_000,
  holdMs: 7_200_000,
  hoursPerBatch: 6_000,
  hoursPerRun: 12,
  changesPerBatch: 500,
  leaseMs: 60_000,
  writeWithinMs: 30_000,
  submissionsAtOnce: 8,
};
