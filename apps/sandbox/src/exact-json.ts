import { LosslessNumber, parse, stringify } from 'lossless-json';

/** Integers that a double cannot hold stay digit-exact as bigint; every other number is a plain one. */
function readNumber(digits: string): number | bigint {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? BigInt(digits) : value;
}

/**
 * Reads JSON without losing digits of 64-bit ids.
 * @throws SyntaxError, also where one object names a key twice with different values
 */
export const readJson = (text: string): unknown => parse(text, null, readNumber);

/**
 * Reads JSON with every number kept as the digits that were sent (LosslessNumber): for a reader that must
 * know whether `2`, `2.0` or `"2"` was written.
 * @throws SyntaxError as `readJson`
 */
export const readDigitJson = (text: string): unknown => parse(text);

/** Writes JSON; bigint and `rawNumber` come out as bare digits. */
export const writeJson = (value: unknown): string => stringify(value) ?? 'null';

/** A number to be written exactly as this decimal text. */
export const rawNumber = (digits: string | number): LosslessNumber => new LosslessNumber(String(digits));

/** A run of digits that may be a number beyond 2^53 (or a text that looks like one: no harm). */
const LONG_NUMBER = /[:,[]\s*-?\d{16}/;

/** Reads our own JSON, by the engine's parser wherever no number can lose a digit: ten times as fast. */
export const readOwnJson = (text: string): unknown =>
  LONG_NUMBER.test(text) ? readJson(text) : (JSON.parse(text) as unknown);

/** Writes JSON of plain values, by the engine's writer unless there is a bigint; `rawNumber` is not for it. */
export function writeOwnJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return writeJson(value);
  }
}
