import { Decimal } from 'decimal.js';
import { isLosslessNumber } from 'lossless-json';
import { z } from 'zod';

/** Longer numbers than any vendor has; keeps `1e999999999` from becoming a gigabyte of zeros. */
const MAX_NUMBER_LENGTH = 64;
const MAX_EXPONENT = 40;
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;
const SCIENTIFIC = /^-?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$/;
const FLAGS = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Vendors with a PHP past write "" for a value that is not there. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/** The text of a text or of a number, or undefined where it is neither, or a number that has lost digits. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  if (isLosslessNumber(value)) return value.toString();
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? undefined : String(value);
}

function decimalOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || text.length > MAX_NUMBER_LENGTH) return undefined;
  if (PLAIN_DECIMAL.test(text)) return text;
  if (!SCIENTIFIC.test(text)) return undefined;
  const number = new Decimal(text);
  return Math.abs(number.e) <= MAX_EXPONENT ? number.toFixed() : undefined;
}

function integerOf(value: unknown): string | undefined {
  const text = decimalOf(value);
  const [whole, fraction = ''] = text?.split('.') ?? [];
  return whole === undefined || /[1-9]/.test(fraction) ? undefined : BigInt(whole).toString();
}

function wire<T>(expected: string, read: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const result = isAbsent(value) ? undefined : read(value);
    if (result !== undefined) return result;
    context.addIssue({ code: 'custom', message: isAbsent(value) ? 'is missing' : `is not ${expected}` });
    return z.NEVER;
  });
}

/** A text that must be there; a number is taken as its digits. Output: text, outer spaces cut. */
export const wireText = wire('a text', (value) => textOf(value) || undefined);

/** A whole number that must be there, as text or number. Output: its digits as text, of any length. */
export const wireInteger = wire('a whole number', integerOf);

/** A decimal number that must be there, as text or number. Output: decimal text as written, without exponent. */
export const wireDecimal = wire('a decimal number', decimalOf);

/** true, false, 1, 0 or their text, in any case. Output: boolean. */
export const wireFlag = wire('true or false', (value) =>
  FLAGS.get(String(textOf(value) ?? value).toLowerCase()),
);

/**
 * The value may be missing, null or "": all three become null. What is there must fit.
 * `z.object({ payAt: wireOptional(wireText) })` → `{ payAt: string | null }`.
 */
export const wireOptional = <S extends z.ZodType>(schema: S) =>
  z
    .preprocess((value) => (isAbsent(value) ? undefined : value), schema.optional())
    .transform((value): z.output<S> | null => value ?? null);
