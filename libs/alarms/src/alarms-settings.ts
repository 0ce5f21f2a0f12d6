const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface AlarmsSettings {
  /** One that ended is taken up again for so long, ms; later it is another alarm. */
  readonly sameWithinMs: number;
  /** An end is told once it has lasted so long, ms: what comes back at once is told neither way. */
  readonly endSettlesMs: number;
}

export const DEFAULT_ALARMS_SETTINGS: AlarmsSettings = {
  sameWithinMs: DAY_MS,
  endSettlesMs: MINUTE_MS / 2,
};
