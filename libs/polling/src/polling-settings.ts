/** When a leg is asked for again, counted from when it was first seen. */
export interface RefreshSchedule {
  /** In ascending order, ms. */
  readonly firstMs: readonly number[];
  /** Then every hour up to this age, ms. */
  readonly hourlyUntilMs: number;
  /** Then every day up to this age, ms; then never again. */
  readonly dailyUntilMs: number;
  /** How often legs are looked for by a listing that no other one shows, while they are young, ms. */
  readonly lookEveryMs: number;
}

export interface PollingSettings {
  readonly refreshSchedule: RefreshSchedule;
  /** What a dead instance held is free again after this long; a reader renews its hold with each page. */
  readonly leaseMs: number;
  /** One transaction takes in at most this many changed orders. */
  readonly changesPerBatch: number;
  /** One transaction plans at most this many streams. */
  readonly streamsPerBatch: number;
  /** Legs fetched at once in one instance, and of these for one account. */
  readonly refreshesAtOnce: number;
  readonly refreshesPerAccount: number;
  /** Fresh windows read at once in one instance; one for each account. */
  readonly freshAtOnce: number;
  /** Of all other windows; one for each account. */
  readonly backlogAtOnce: number;
  /** A live window that began at most this many intervals ago is fresh. */
  readonly freshIntervals: number;
  /** How often a window whose rows move is read from its first page before it is given up for now. */
  readonly mostPasses: number;
  /** Pause before a window is read again that reading again alone will hardly cure, ms. */
  readonly slowRetryMs: number;
  readonly longestBackfillMs: number;
  /** For how long no window is made larger again than one that the vendor called too large, ms. */
  readonly tooLargeForMs: number;
  /** How far behind ours a vendor's clock is reckoned with while no answer has shown it, ms. */
  readonly unseenClockMs: number;
  /** A vendor's clock that is farther from ours is an alarm, ms. */
  readonly clockAlarmMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const DEFAULT_REFRESH_SCHEDULE: RefreshSchedule = {
  firstMs: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS],
  hourlyUntilMs: 48 * HOUR_MS,
  dailyUntilMs: 30 * DAY_MS,
  lookEveryMs: 4 * HOUR_MS,
};

export const DEFAULT_POLLING_SETTINGS: PollingSettings = {
  refreshSchedule: DEFAULT_REFRESH_SCHEDULE,
  leaseMs: MINUTE_MS,
  changesPerBatch: 500,
  streamsPerBatch: 500,
  refreshesAtOnce: 32,
  refreshesPerAccount: 8,
  freshAtOnce: 24,
  backlogAtOnce: 16,
  freshIntervals: 4,
  mostPasses: 6,
  slowRetryMs: HOUR_MS,
  longestBackfillMs: 400 * DAY_MS,
  tooLargeForMs: DAY_MS,
  unseenClockMs: 15 * MINUTE_MS,
  clockAlarmMs: 5 * MINUTE_MS,
};
