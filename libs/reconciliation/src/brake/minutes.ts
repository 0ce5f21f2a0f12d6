import { HOUR_MS } from './stop-rule.js';

export const MINUTE_MS = 60_000;

const floor = (at: Date, ms: number): Date => new Date(Math.floor(at.getTime() / ms) * ms);

export const minuteOf = (at: Date): Date => floor(at, MINUTE_MS);

/** Of UTC. */
export const hourOf = (at: Date): Date => floor(at, HOUR_MS);

/** The first of the last sixty minutes, the one that goes on among them. */
export const firstMinuteOfHour = (now: Date): Date => new Date(minuteOf(now).getTime() - HOUR_MS + MINUTE_MS);

/** From when on what is compared counts after a person has started: the minute of it is left out as a whole. */
export const firstMinuteAfter = (startedAt: Date): Date =>
  new Date(minuteOf(startedAt).getTime() + MINUTE_MS);
