import { z } from 'zod';
import { EARLIEST_MS, INSTANT_TEXT, LATEST_MS, readInstant } from '#domain/instant.js';
import { MOST_FEN, readFen, type ReadFen } from '#domain/money.js';

const said =
  (sentence: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? 'is missing' : sentence;

const NO_FEN = 'must be whole fen, as a JSON integer';
const MOST_DECIMALS = 12;

/** Well below 2^53, up to which a JSON integer is exact. */
const MOST = Number(MOST_FEN);

const amount = (least: number) =>
  z
    .number({ error: said(NO_FEN) })
    .transform((value, context): bigint => {
      const read = readFen(decimalText(value), 'fen');
      if ('fen' in read && read.fen >= least) return read.fen;
      context.addIssue({ code: 'custom', message: amountFault(read) });
      return z.NEVER;
    })
    .meta({ type: 'integer', minimum: least, maximum: MOST });

function amountFault(read: ReadFen): string {
  if ('fen' in read) return 'must not be below 0';
  return read.fault === 'not_an_amount' ? `must not be beyond ${String(MOST)} fen` : NO_FEN;
}

/** `toString` would write the least parts of a fen with an exponent. */
const decimalText = (value: number): string =>
  Number.isInteger(value) ? value.toString() : value.toFixed(MOST_DECIMALS);

export const fen = amount(0);
export const signedFen = amount(-MOST);

const milliseconds = z.number().meta({ type: 'integer', minimum: EARLIEST_MS, maximum: LATEST_MS });
const rfc3339 = z.string().meta({ pattern: INSTANT_TEXT.source });

/** Epoch milliseconds or RFC 3339 text, of the years 2000 to 2100. */
export const instant = z
  .union([milliseconds, rfc3339], {
    error: said('must be epoch milliseconds, or text such as 2026-01-31T08:00:00+08:00'),
  })
  .transform((value, context): Date => {
    const read = readInstant(value);
    if ('at' in read) return read.at;
    context.addIssue({ code: 'custom', message: read.fault });
    return z.NEVER;
  });
