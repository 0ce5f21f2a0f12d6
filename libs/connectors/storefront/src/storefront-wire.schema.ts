import { z } from 'zod';
import { EARLIEST_MS, INSTANT_TEXT, LATEST_MS, readInstant } from '#domain/instant.js';
import type { QuickLook } from '#connectors-core/quick-look.js';
import { asIssue } from '#domain/issue-refusal.js';
import { MOST_FEN, readFen, type ReadFen } from '#domain/money.js';

const said =
  (issue: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? asIssue('is_missing') : issue;

const NO_FEN = asIssue('must_be_whole_fen');
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
  if ('fen' in read) return asIssue('must_not_be_below_zero');
  return read.fault === 'not_an_amount' ? asIssue('must_not_be_beyond_fen', { most: MOST }) : NO_FEN;
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
    error: said(asIssue('must_be_milliseconds_or_text')),
  })
  .transform((value, context): Date => {
    const read = readInstant(value);
    if ('at' in read) return read.at;
    context.addIssue({ code: 'custom', message: asIssue(read.fault.code, read.fault.params as never) });
    return z.NEVER;
  });

const isAmount =
  (least: number): QuickLook =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= MOST;
const isInstant: QuickLook = (value) =>
  (typeof value === 'number' || typeof value === 'string') && 'at' in readInstant(value);

/** Of what transforms its value. */
export const LOOKS = [
  [fen, isAmount(0)],
  [signedFen, isAmount(-MOST)],
  [instant, isInstant],
] as const;
