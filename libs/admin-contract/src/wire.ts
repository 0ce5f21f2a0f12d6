import { z } from 'zod';

// What travels and what the hub works with differ: each of these says both, and how to get from one to the
// other. `z.decode` reads what came over the wire, `z.encode` writes it.

/** A JSON integer; a bigint only on its way out, for the writer keeps every digit. */
export const wireInteger = z.custom<number | bigint>(
  (value) => typeof value === 'bigint' || Number.isSafeInteger(value),
  { error: 'must be a whole number' },
);

/** Money in whole fen (0.01 yuan). */
export const fen = z.codec(wireInteger, z.bigint(), {
  decode: (integer) => BigInt(integer),
  encode: (amount) => amount,
});

/** Beyond it neither the database nor JSON writes a year of four digits; nothing that is sold lies there. */
const [FIRST_YEAR, LAST_YEAR] = [1970, 2999];
const isOfOurTime = (text: string): boolean => {
  const year = new Date(text).getUTCFullYear();
  // What is no instant at all is said by the form's own check.
  return Number.isNaN(year) || (year >= FIRST_YEAR && year <= LAST_YEAR);
};
const NOT_OF_OUR_TIME = `must be of the years ${String(FIRST_YEAR)} to ${String(LAST_YEAR)}`;

const toDate = { decode: (text: string) => new Date(text), encode: (at: Date) => at.toISOString() };
const NO_INSTANT = 'must be an instant such as 2026-01-31T08:00:00+08:00';

/** ISO 8601 with an offset; written in UTC. */
export const instant = z.codec(z.iso.datetime({ offset: true, error: NO_INSTANT }), z.date(), toDate);

/** The same where it comes in. */
export const givenInstant = z.codec(
  z.iso.datetime({ offset: true, error: NO_INSTANT }).refine(isOfOurTime, { error: NOT_OF_OUR_TIME }),
  z.date(),
  toDate,
);

/** In a query an unescaped + arrives as a space. */
export const queryInstant = z.codec(
  z
    .string()
    .overwrite((text) => text.replace(/ (?=\d\d:\d\d$)/, '+'))
    .check(z.iso.datetime({ offset: true, error: NO_INSTANT }))
    .refine(isOfOurTime, { error: NOT_OF_OUR_TIME }),
  z.date(),
  toDate,
);

/** UUID version 7, lower case. */
export const id = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'must be an id' });

/** In a query: true or false. */
export const queryFlag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0', ''] }).default(false);

/**
 * In a query: one of these words, or several with commas between them. A word that is none of them is refused by its
 * name, unless it is no word at all.
 */
export const severalOf = <Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .max(400, { error: 'must not be longer than 400 characters' })
    .transform((text, context): readonly Word[] => {
      const given = [...new Set(text.split(',').map((word) => word.trim()))];
      const known = given.filter((word): word is Word => (words as readonly string[]).includes(word));
      const unknown = given.find((word) => !(words as readonly string[]).includes(word));
      if (unknown === undefined) return known;
      const named = /^[a-z_]{1,40}$/.test(unknown) ? `, and ${unknown} is none` : '';
      context.addIssue({ code: 'custom', message: `must be one or several of: ${words.join(', ')}${named}` });
      return z.NEVER;
    })
    .meta({ description: `One or several, with commas between them, of: ${words.join(', ')}.` });

/** A text of one line for people. */
export const shortText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be blank' })
    .max(longest, { error: `must not be longer than ${String(longest)} characters` })
    .regex(/^\P{Cc}*$/u, { error: 'must not hold control characters' });

/**
 * Of a list's query: a period that ends before it begins has nothing, and is a slip. What is no instant gets here as
 * it came, and is no slip beside what its own check says.
 */
export const endsAfterItBegins = ({ from, to }: PeriodQuery): boolean =>
  from === undefined || to === undefined || !(Number(from) > Number(to));
export const ENDS_BEFORE = { path: ['to'], error: 'must not be before from' };

interface PeriodQuery {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}
