import { refusal } from './refusal.js';
import { offsetsOf, type OffsetSpan } from './business-time-offsets.js';
import { DomainError } from './domain-error.js';
import { instantAt, localMs } from './instant.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether the text names an IANA time zone that this hub knows, e.g. `Asia/Shanghai`. */
export function isTimeZone(text: string): boolean {
  try {
    offsetsOf(text);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * A store-local hour: `start` ≤ instant < `end`. Hours tile the time line. One begins whenever the local
 * clock shows :00 and whenever the zone's offset changes: where clocks go back the repeated hour is an
 * hour of its own, where they go forward the skipped one does not exist, and where they move by half an
 * hour the hours around the change are half as long. No hour is longer than 60 minutes.
 */
export interface Hour {
  readonly start: Date;
  readonly end: Date;
}

/** @throws RangeError when the zone does not exist; see `isTimeZone` */
export function hourOf(instant: Date, zone: string): Hour {
  const at = instant.getTime();
  const { from, to, offset } = offsetsOf(zone).spanAt(at);
  const onTheHour = Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
  return {
    start: new Date(Math.max(onTheHour, from)),
    end: new Date(Math.min(onTheHour + HOUR_MS, to)),
  };
}

export function firstHourBeginningAtOrAfter(instant: Date, zone: string): Hour {
  const hour = hourOf(instant, zone);
  return hour.start.getTime() === instant.getTime() ? hour : hourOf(hour.end, zone);
}

/** The hours whose start lies in [from, to), in order; at most `limit` of them. */
export function hoursBeginningIn(from: Date, to: Date, zone: string, limit = Infinity): Hour[] {
  const hours: Hour[] = [];
  if (from >= to) return hours;
  let hour = firstHourBeginningAtOrAfter(from, zone);
  while (hour.start < to && hours.length < limit) {
    hours.push(hour);
    hour = hourOf(hour.end, zone);
  }
  return hours;
}

/** The local clock's `yyyy-MM-dd HH:mm:ss`; parts of a second are cut off. */
export function writeInZone(instant: Date, zone: string): string {
  const at = instant.getTime();
  return new Date(at + offsetsOf(zone).spanAt(at).offset).toISOString().slice(0, 19).replace('T', ' ');
}

/** Java writes `.0` behind the seconds of a timestamp. */
const IN_ZONE = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;

/**
 * The instant of a `yyyy-MM-dd HH:mm:ss` on the zone's clock: the first where clocks go back, that of the skip
 * where they go forward. Undefined when the text is no such time, or not of the years 2000 to 2100.
 */
export function readInZone(text: string, zone: string): Date | undefined {
  const parts = IN_ZONE.exec(text);
  const local = parts === null ? undefined : localMs(parts.slice(1, 7), parts[7]);
  return local === undefined ? undefined : instantAt(firstReaches(local, zone));
}

/**
 * The `yyyy-MM-dd` of the business day that an instant belongs to. A business day begins when the local
 * clock first reaches the cut-off on that date; where the cut-off is skipped, at the skip, and where it is
 * repeated, the first time. So later instants never belong to an earlier day.
 * @param businessDayStart store-local `HH:MM`
 * @throws DomainError when the cut-off is not a time of day
 */
export function businessDate(instant: Date, zone: string, businessDayStart: string): string {
  const at = instant.getTime();
  const cutOff = cutOffMs(businessDayStart);
  const today = Math.floor((at + offsetsOf(zone).spanAt(at).offset) / DAY_MS) * DAY_MS;
  // Tomorrow's day can have begun already and today's not yet again: clocks also go back across midnight.
  let day = today + DAY_MS;
  while (firstReaches(day + cutOff, zone) > at) day -= DAY_MS;
  return new Date(day).toISOString().slice(0, 10);
}

/** The business day that an instant belongs to: `from` ≤ instant < `to`. */
export function businessDayOf(instant: Date, zone: string, businessDayStart: string) {
  const date = businessDate(instant, zone, businessDayStart);
  return { date, ...businessDay(date, zone, businessDayStart) };
}

/** The business day of a date (`yyyy-MM-dd`): `from` ≤ instant < `to`. */
export function businessDay(date: string, zone: string, businessDayStart: string) {
  const cutOff = Date.parse(date) + cutOffMs(businessDayStart);
  const [from, to] = [firstReaches(cutOff, zone), firstReaches(cutOff + DAY_MS, zone)];
  return { from: new Date(from), to: new Date(to) };
}

/** When the zone's clock showed the same so many days before: where it skipped that, at the skip. */
export function sameTimeDaysBefore(instant: Date, zone: string, days: number): Date {
  const at = instant.getTime();
  return new Date(firstReaches(at + offsetsOf(zone).spanAt(at).offset - days * DAY_MS, zone));
}

/** No zone is further from UTC, and none has ever moved by more than a day. */
const FARTHEST_MS = 2 * DAY_MS;

/** The first instant at which the zone's clock shows `local` or later (ms, as if the clock were UTC). */
function firstReaches(local: number, zone: string): number {
  const offsets = offsetsOf(zone);
  let span: OffsetSpan = offsets.spanAt(local - FARTHEST_MS);
  while (local - span.offset >= span.to) span = offsets.spanAt(span.to);
  return Math.max(local - span.offset, span.from);
}

const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

export const isTimeOfDay = (text: string): boolean => TIME_OF_DAY.test(text);

function cutOffMs(text: string): number {
  const [, hours, minutes] = TIME_OF_DAY.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new DomainError(refusal('not_a_time_of_day', { text }), 'businessDayStart');
  }
  return Number(hours) * HOUR_MS + Number(minutes) * 60_000;
}
