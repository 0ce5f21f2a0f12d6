import { isLosslessNumber, type LosslessNumber } from 'lossless-json';
import { z } from 'zod';
import { parseChinaText } from '../china-time.js';
import { PospalRefusal } from './pospal-refusal.js';

/** A number written in this form, as real callers send it: as a JSON number or as text; read as its digits. */
const numberLike = (form: RegExp, error: string) =>
  z
    .custom<LosslessNumber | string>((value) => form.test(digitsOf(value)), error)
    .transform((number) => digitsOf(number));

const digitsOf = (value: unknown): string => {
  if (isLosslessNumber(value)) return value.value;
  return typeof value === 'string' ? value : '';
};

const MOST_LONG = 2n ** 63n - 1n;

/** A positive integer up to 2^63−1, as its digits: it never becomes a double. */
export const longDigits = numberLike(/^[1-9]\d{0,18}$/, 'must be an integer up to 2^63-1').refine(
  (digits) => digits.length < 19 || BigInt(digits) <= MOST_LONG,
  'must be an integer up to 2^63-1',
);
export const yuan = numberLike(/^\d{1,12}(\.\d{1,2})?$/, 'must be yuan with at most 2 decimals');
export const unitPrice = numberLike(/^\d{1,12}(\.\d{1,6})?$/, 'must be a decimal of at most 6 places');
export const positiveDecimal = unitPrice.refine((text) => /[1-9]/.test(text), 'must be greater than 0');
export const smallInt = (form: RegExp, error: string) => numberLike(form, error).transform(Number);

export const text = z.string().min(1).max(500);
export const anyText = z.string().max(500);

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai → epoch ms. */
export const clock = z
  .string()
  .transform((value) => parseChinaText(value) ?? NaN)
  .refine((at) => !Number.isNaN(at), 'must be yyyy-MM-dd HH:mm:ss');

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (Object(value) as Record<PropertyKey, unknown>)[key], body);

function refusalOf(issue: z.core.$ZodIssue | undefined, body: unknown): PospalRefusal {
  if (issue === undefined) return new PospalRefusal('badField');
  const name = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return new PospalRefusal('unknownField', name === '' ? key : `${name}.${key}`);
  }
  if (valueAt(body, issue.path) === undefined) return new PospalRefusal('missingField', name);
  return new PospalRefusal('badField', `${name} ${issue.message}`);
}

/** @throws PospalRefusal naming the first field that is unknown, missing or wrong */
export function readFields<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const read = schema.safeParse(body);
  if (!read.success) throw refusalOf(read.error.issues[0], body);
  return read.data;
}
