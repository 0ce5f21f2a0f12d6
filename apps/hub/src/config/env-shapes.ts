import { z } from 'zod';
import { isTimeOfDay } from '#domain/business-time.js';
import { parseRange } from '#connectors-core/address-range.js';
import { readMasterKeys } from '#sealing/master-key-text.js';

// What one variable's text must look like. Every message says what is wrong and what to do, and none
// repeats the value: some of these are secrets.

export const integer = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `is not a whole number: give one from ${String(least)} to ${String(most)}` })
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: `is out of range: give a whole number from ${String(least)} to ${String(most)}`,
    });

export const oneOf = <const Choice extends string>(...choices: readonly Choice[]) =>
  z.enum(choices, { error: `is none of its words: give one of ${choices.join(', ')}` });

export const onOff = oneOf('on', 'off').transform((word) => word === 'on');

export const listOf = (text: string): readonly string[] => text.split(/[\s,]+/).filter((part) => part !== '');

const isSetOf = (names: readonly string[], words: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => words.includes(name));

export const setOf = <const Word extends string>(...words: readonly Word[]) =>
  z
    .string()
    .transform(listOf)
    .refine((names) => isSetOf(names, words), {
      error: `names something unknown: list any of ${words.join(', ')}`,
    })
    .transform((names): ReadonlySet<Word> => new Set(words.filter((word) => names.includes(word))));

export const addressRanges = z
  .string()
  .transform(listOf)
  .refine((ranges) => ranges.every((range) => parseRange(range) !== undefined), {
    error: 'has something that is no address range: list ranges such as 10.0.0.0/8, fd00::/8',
  });

const isPostgresUrl = (text: string): boolean =>
  URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);

export const postgresUrl = z.string().refine(isPostgresUrl, {
  error:
    'is no PostgreSQL address: give postgresql://user:password@host:5432/database, or unset it for the embedded one',
});

const isOrigin = (text: string): boolean =>
  URL.canParse(text) &&
  /^https?:$/.test(new URL(text).protocol) &&
  new URL(text).origin === text.replace(/\/$/, '');

export const origin = z
  .string()
  .refine(isOrigin, { error: 'is no origin: give scheme and host only, such as https://hub.example.cn' })
  .transform((text) => new URL(text).origin);

/** `2027:base64, 0:base64`: the first writes, all read; one without an id has the id 0. */
export const masterKeys = z.string().transform((text, context) => {
  const { keys, fault } = readMasterKeys(text);
  if (keys !== undefined) return keys;
  context.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

const LEAST_ADMIN_KEY = 32;

export const adminKey = z
  .string()
  .min(LEAST_ADMIN_KEY, { error: 'is shorter than 32 characters: make one with `openssl rand -base64 33`' })
  .max(512, { error: 'is longer than 512 characters: make one with `openssl rand -base64 33`' })
  .regex(/^[\x20-\x7e]*$/, {
    error: 'has a character outside printable ASCII: it could not be sent in a header',
  })
  .refine((key) => key === key.trim(), {
    error: 'begins or ends with a blank, which a header would lose: remove it',
  });

/** `zhimai=20,ovopark=5`: requests a second for an account of that connector. */
export const ratesByConnector = z
  .string()
  .transform(listOf)
  .refine((parts) => parts.every((part) => /^[a-z][a-z0-9-]*=[1-9]\d{0,4}$/.test(part)), {
    error: 'is not written as connector=number: give e.g. zhimai=20,ovopark=5 (whole requests per second)',
  })
  .transform(
    (parts): ReadonlyMap<string, number> =>
      new Map(parts.map((part) => part.split('=')).map(([name = '', rate]) => [name, Number(rate)])),
  );

/** `05:30, 13:00`; `none`: an empty variable counts as unset. */
export const timesOfDay = z
  .string()
  .transform((text) => (text.trim() === 'none' ? [] : listOf(text)))
  .refine((times) => times.every(isTimeOfDay), {
    error: 'has something that is no time of day: list times such as 05:30, 13:00, or give none',
  });
