import { Temporal } from 'temporal-polyfill';
import type { QuotaPeriod } from './call-quota.js';

/** The minute, hour or day of a zone's calendar that an instant belongs to. */
export function calendarPeriod(at: Date, unit: 'minute' | 'hour' | 'day', timeZone: string): QuotaPeriod {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const start = local.round({ smallestUnit: unit, roundingMode: 'floor' });
  const end = start.add({ [`${unit}s`]: 1 });
  return { start: new Date(start.epochMilliseconds), end: new Date(end.epochMilliseconds) };
}
