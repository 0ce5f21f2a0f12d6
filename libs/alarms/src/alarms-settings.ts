const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface AlarmsSettings {
  /** One that ended is taken up again for so long, ms; later it is another alarm. */
  readonly sameWithinMs: number;
  /** An end is told once it has lasted so long, ms: what comes back at once is told neither way. */
  readonly endSettlesMs: number;
  /** How many messages one address may have within `floodMs`; more become one digest. */
  readonly mostMessages: number;
  readonly floodMs: number;
  /** A message that could not be sent for so long is given up: the alarm stays in the list. */
  readonly giveUpAfterMs: number;
  /** How long a hub holds a message before another may send it. */
  readonly leaseMs: number;
}

export const DEFAULT_ALARMS_SETTINGS: AlarmsSettings = {
  sameWithinMs: DAY_MS,
  endSettlesMs: MINUTE_MS / 2,
  mostMessages: 10,
  floodMs: 5 * MINUTE_MS,
  giveUpAfterMs: 3 * DAY_MS,
  leaseMs: MINUTE_MS,
};
