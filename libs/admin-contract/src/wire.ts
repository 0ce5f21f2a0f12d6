import { z } from 'zod';
import { coded } from './refusals/coded.js';

// What travels and what the hub works with differ: each of these says both, and how to get from one to the
// other. `z.decode` reads what came over the wire, `z.encode` writes it.

/** A JSON integer; a bigint only on its way out, for the writer keeps every digit. */
export const wireInteger = z.custom<number | bigint>(
  (value) => typeof value === 'bigint' || Number.isSafeInteger(value),
  { error: coded('must_be_whole_number') },
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
const NOT_OF_OUR_TIME = coded('must_be_of_years', { first: FIRST_YEAR, last: LAST_YEAR });

const toDate = { decode: (text: string) => new Date(text), encode: (at: Date) => at.toISOString() };
const NO_INSTANT = coded('must_be_instant');

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
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: coded('must_be_id') });

/** In a query: true or false. */
export const queryFlag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0', ''] }).default(false);

/**
 * In a query: one of these words, or several with commas between them. A word that is none of them is refused by its
 * name, unless it is no word at all.
 */
export const severalOf = <Word extends string>(words: readonly Word[]) =>
  z
    .string()
    .max(400, { error: coded('must_not_be_longer', { most: 400 }) })
    .transform((text, context): readonly Word[] => {
      const given = [...new Set(text.split(',').map((word) => word.trim()))];
      const known = given.filter((word): word is Word => (words as readonly string[]).includes(word));
      const unknown = given.find((word) => !(words as readonly string[]).includes(word));
      if (unknown === undefined) return known;
      const of = { words: words.join(', ') };
      const message = /^[a-z_]{1,40}$/.test(unknown)
        ? coded('must_be_several_of_and_not', { ...of, unknown })
        : coded('must_be_several_of', of);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    })
    .meta({ description: `One or several, with commas between them, of: ${words.join(', ')}.` });

/** The words of a table of texts, as an enumeration. */
export const wordsOf = <Texts extends object>(texts: Texts) =>
  z.enum(Object.keys(texts) as (keyof Texts & string)[]);

/**
 * One of these words where it is written: a row of a hub of another version may hold one more, and a list is not to fail
 * for it. Whoever reads shows it as it is.
 */
export const orLater = <Words extends z.ZodEnum>(words: Words) =>
  z.union([words, z.string()]).meta({ description: 'A later version may say more.' });

/** A text of one line for people. */
export const shortText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: coded('must_not_be_blank') })
    .max(longest, { error: coded('must_not_be_longer', { most: longest }) })
    .regex(/^\P{Cc}*$/u, { error: coded('must_not_have_control_characters') });

/**
 * Of a list's query: a period that ends before it begins has nothing, and is a slip. What is no instant gets here as
 * it came, and is no slip beside what its own check says.
 */
export const endsAfterItBegins = ({ from, to }: PeriodQuery): boolean =>
  from === undefined || to === undefined || !(Number(from) > Number(to));
export const ENDS_BEFORE = { path: ['to'], error: coded('ends_before_it_begins') };

interface PeriodQuery {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}
