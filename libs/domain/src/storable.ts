import { createHash } from 'node:crypto';

/** NUL, which no text of PostgreSQL may hold, and half a surrogate pair, which is no character anywhere. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
/** Unicode's own sign for what could not be read. */
const UNREADABLE = '\uFFFD';

/** One escape of a JSON text, a surrogate pair as one; what is not escaped needs no look. */
const JSON_ESCAPE = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^u]/g;
const UNSTORABLE_ESCAPE = /^\\u(?:0000|[dD][89a-fA-F][\da-fA-F]{2})$/;

/** A name is a part of an index, and an entry of an index holds 2,704 bytes at most, the other columns included. */
const LONGEST_NAME_BYTES = 512;
const MOST_BYTES_A_UNIT = 3;
/** Of a name that cannot be kept whole, for people. */
const NAME_HEAD = 100;

/** A text from outside as the database can hold it. @param longest in UTF-16 units; the rest is cut off */
export function storable(text: string, longest = Infinity): string {
  // Shortened first: the cut may leave half a pair behind.
  const short = text.length > longest ? text.slice(0, longest) : text;
  return short.isWellFormed() && !short.includes('\0') ? short : short.replace(UNSTORABLE, UNREADABLE);
}

/**
 * The same of a text that names something (an order's number, a delivery's key): different texts stay different,
 * so one that cannot be kept as it is ends in its digest.
 */
export function storableName(text: string): string {
  const isShort =
    text.length * MOST_BYTES_A_UNIT <= LONGEST_NAME_BYTES || Buffer.byteLength(text) <= LONGEST_NAME_BYTES;
  if (isShort && storable(text) === text) return text;
  // Not of its UTF-8, in which all halves of pairs are one.
  const digest = createHash('sha256').update(text, 'utf16le').digest('hex').slice(0, 32);
  return `${storable(text, NAME_HEAD)}~${digest}`;
}

/** The same of a JSON text, in whose strings these characters stand as escapes. */
export const storableJson = (json: string): string =>
  json.includes('\\u')
    ? json.replace(JSON_ESCAPE, (escape) => (UNSTORABLE_ESCAPE.test(escape) ? '\\ufffd' : escape))
    : json;

/** The same of every text in plain values, however deep; instants, money and bytes are left as they are. */
export function storableParts<Value>(value: Value): Value {
  return partsOf(value) as Value;
}

/** What is storable as it is stays itself: nearly everything is, and is not copied. */
function partsOf(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) {
    const parts = value.map(partsOf);
    return parts.every((part, at) => part === value[at]) ? value : parts;
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const members = Object.entries(value);
  const parts = members.map(([key, member]): [string, unknown] => [storable(key), partsOf(member)]);
  const isStorable = parts.every(([key, part], at) => key === members[at]?.[0] && part === members[at][1]);
  return isStorable ? value : Object.fromEntries(parts);
}
