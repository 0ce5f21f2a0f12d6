import { readInZone, writeInZone } from '#domain/business-time.js';

/** The clock by which the chain's people live. */
const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;

/** When it was last time for a run. @param times `HH:MM` in Asia/Shanghai; none: never */
export function lastRunTime(times: readonly string[], now: Date): Date | null {
  const dates = [now, new Date(now.getTime() - DAY_MS)].map((at) => writeInZone(at, ZONE).slice(0, 10));
  const all = dates.flatMap((date) => times.map((time) => readInZone(`${date} ${time}:00`, ZONE)));
  const past = all.filter((at) => at !== undefined && at <= now) as Date[];
  return past.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
}
