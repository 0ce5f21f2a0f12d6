import { isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';
import { scanJson } from './json-scan.js';

/** Deep enough for any vendor's answer, shallow enough for a recursive parser's stack. */
const MAX_DEPTH = 128;
const WHOLE_NUMBER = /^(?:0|-?[1-9]\d*)$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A JSON number as it was written. `String(value)` gives its text. */
export { LosslessNumber };

const numberOf = (text: string): number | LosslessNumber =>
  WHOLE_NUMBER.test(text) && isSafeNumber(text) ? Number(text) : new LosslessNumber(text);

/**
 * Reads JSON without losing a digit. The one shape: whole numbers within ±(2^53 − 1) are plain
 * numbers; every other number (bigger, with a decimal point, with an exponent, minus zero) is a
 * `LosslessNumber`, i.e. its text; the rest is as `JSON.parse` gives it. So a number and a text of
 * the same digits stay apart, and writing the value again gives the same number back.
 * Read such values with the wire schemas, not with `z.number()`.
 * @throws JsonFault when it is no JSON, no UTF-8 or deeper than 128
 * @throws SyntaxError when a key is repeated with different values
 */
export function parseLossless(json: Buffer | string): unknown {
  const bytes = typeof json === 'string' ? Buffer.from(json) : json;
  scanJson(bytes, { maxDepth: MAX_DEPTH, uniqueKeys: false, safeKeys: false });
  return parse(bytes.toString('utf8'), null, numberOf);
}

/**
 * Digits to be written as a number, without quotes: `{ productUid: unquotedNumber('880123456789012345') }`.
 * @throws TypeError when the text is no JSON number
 */
export function unquotedNumber(text: string): LosslessNumber {
  if (!JSON_NUMBER.test(text)) throw new TypeError('not a JSON number');
  return new LosslessNumber(text);
}

/**
 * Writes compact JSON; `LosslessNumber` and `bigint` are written digit by digit, a key with the value
 * `undefined` is left out.
 * @throws TypeError when the value has no JSON form, or is not finite
 */
export function stringifyLossless(value: unknown): string {
  const json = stringify(value, rejectNonFinite);
  if (json === undefined) throw new TypeError('the value has no JSON form');
  return json;
}

function rejectNonFinite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('JSON has no such number');
  return value;
}
