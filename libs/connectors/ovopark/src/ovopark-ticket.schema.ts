import { z } from 'zod';
import { wireDecimal, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { instantOf } from './ovopark.schema.js';

/** PostgreSQL stores neither NUL nor half a surrogate pair; no number of a ticket has any of these. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
const LONGEST_ID = 200;

/** Its length on the page of the upload is 60. */
const ticketId = wireText.refine((text) => text.length <= LONGEST_ID && !UNFIT.test(text), {
  error: 'is not a ticket’s number',
});

const time = wireText.transform((value, context): Date => {
  const at = instantOf(value);
  if (at !== undefined) return at;
  context.addIssue({
    code: 'custom',
    message: 'is not a time (yyyy-MM-dd HH:mm:ss, or milliseconds) of the years 2000 to 2100',
  });
  return z.NEVER;
});

/** Stands for an amount that is there and is no number: it is flagged, and no reason to refuse the ticket. */
export const NO_NUMBER = 'no number';

const label = wireOptional(wireText);

/**
 * A ticket as searchPos lists it. The page of searchPos describes none: these are the names of the upload
 * (sendOrder), and those that the account says for number, time and amount. Whatever else is there is tolerated.
 */
export const ticket = z.object({
  ticketId,
  time: wireOptional(time),
  /** Yuan as decimal text [inferred from the reports of sales]. */
  total: wireOptional(wireDecimal).catch(NO_NUMBER),
  depId: label,
  shopId: label,
  machineId: label,
});

export type OvoparkTicket = z.output<typeof ticket>;

/** The number alone, of a row that cannot be read otherwise. */
export const numbered = z.object({ ticketId });
