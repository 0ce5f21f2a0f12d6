import { type Refusal, refusal } from './refusal.js';

/**
 * The years 2000 to 2100, to the first instant of the last: what lies outside was meant in another unit, or
 * is no time at which anything is sold.
 */
export const EARLIEST_MS = Date.UTC(2000);
export const LATEST_MS = Date.UTC(2100);

/** Undefined when it lies outside of the years 2000 to 2100, or is no number. */
export const instantAt = (ms: number): Date | undefined =>
  ms >= EARLIEST_MS && ms <= LATEST_MS ? new Date(ms) : undefined;

/** An instant, or why a value is none. */
export type ReadInstant = { readonly at: Date } | { readonly fault: Refusal };

const OUTSIDE = { fault: refusal('must_be_of_years', { first: 2000, last: 2100 }) };
const NO_SUCH_TIME = { fault: refusal('instant_is_none') };
const NO_OFFSET = { fault: refusal('instant_without_offset') };
const NO_INSTANT = { fault: refusal('must_be_milliseconds_or_text') };

/** Epoch milliseconds, or RFC 3339 text: seconds may be left out, and the colon of the offset. */
export const readInstant = (value: number | string): ReadInstant =>
  typeof value === 'number' ? fromNumber(value) : fromText(value);

function fromNumber(value: number): ReadInstant {
  if (!Number.isInteger(value)) return { fault: refusal('must_be_whole_milliseconds') };
  const at = instantAt(value);
  if (at !== undefined) return { at };
  if (instantAt(value * 1000) !== undefined) return otherUnit('seconds');
  if (instantAt(value / 1000) !== undefined) return otherUnit('microseconds');
  return OUTSIDE;
}

const otherUnit = (timeUnit: 'seconds' | 'microseconds'): ReadInstant => ({
  fault: refusal('instant_in_other_unit', { timeUnit }),
});

const DATE = /(\d{4})-(\d\d)-(\d\d)/;
const CLOCK = /(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,12}))?)?/;
const OFFSET = /([Zz]|[+-]\d\d(?::?\d\d)?)/;
/** Groups: year, month, day, hour, minute, second, parts of one, offset. */
export const INSTANT_TEXT = new RegExp(`^${DATE.source}[Tt ]${CLOCK.source} ?${OFFSET.source}$`);
const LOCAL_TEXT = new RegExp(`^${DATE.source}(?:[Tt ]${CLOCK.source})?$`);

function fromText(value: string): ReadInstant {
  const text = value.trim();
  const parts = INSTANT_TEXT.exec(text);
  const offset = parts?.[8];
  if (parts === null || offset === undefined) return LOCAL_TEXT.test(text) ? NO_OFFSET : NO_INSTANT;
  const local = localMs(parts.slice(1, 7), parts[7]);
  const ahead = offsetMs(offset);
  if (local === undefined || ahead === undefined) return NO_SUCH_TIME;
  const at = instantAt(local - ahead);
  return at === undefined ? OUTSIDE : { at };
}

/**
 * A date and a clock as if they were of UTC, in ms; what is smaller is cut off. Undefined when there is no such
 * date or time of day.
 * @param digits year, month, day, hour, minute, second; what is not there is zero
 */
export function localMs(digits: readonly (string | undefined)[], fraction = ''): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map((part) =>
    Number(part ?? 0),
  );
  const isOfDay = hour < 24 && minute < 60 && second < 60;
  const at = new Date(0).setUTCFullYear(year, month - 1, day);
  const isOfMonth = new Date(at).getUTCMonth() === month - 1 && day > 0;
  if (!isOfDay || !isOfMonth) return undefined;
  return at + ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** No clock is further from UTC. */
const FARTHEST_HOURS = 14;

function offsetMs(offset: string): number | undefined {
  if (/^z$/i.test(offset)) return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(3).replace(':', ''))];
  if (hours > FARTHEST_HOURS || minutes > 59) return undefined;
  return (hours * 60 + minutes) * (offset.startsWith('-') ? -60_000 : 60_000);
}
