import { z } from 'zod';
import { parseChinaText } from './china-time.js';
import { fenOfYuan } from './yuan.js';

/** A control request that cannot be done; `field` names what to correct. */
export class ControlFault extends Error {
  constructor(
    readonly field: string,
    message: string,
    readonly statusCode = 400,
  ) {
    super(message);
  }
}

const MOST_ID_DIGITS = 20;

/** An id of up to 20 digits, given as JSON digits or as text; always text inside. */
export const digits = z
  .union([z.int().min(0), z.bigint().min(0n), z.string().regex(/^\d+$/)], 'must be digits')
  .transform(String)
  .refine((text) => text.length <= MOST_ID_DIGITS, `must have at most ${MOST_ID_DIGITS} digits`);

/** ISO 8601 with offset → epoch ms. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be ISO 8601 with an offset' })
  .transform((text) => Date.parse(text));

/** An instant with offset, or a vendor's own `yyyy-MM-dd HH:mm:ss` → epoch ms of the whole second. */
export const vendorTime = z
  .string()
  .transform((text) => parseChinaText(text) ?? instant.safeParse(text).data ?? NaN)
  .refine((at) => !Number.isNaN(at), 'must be ISO 8601 with an offset, or yyyy-MM-dd HH:mm:ss')
  .transform((at) => Math.floor(at / 1_000) * 1_000);

/** Whole fen, not negative. */
export const fen = z.int().min(0);

/** A decimal number of up to 6 decimals, as JSON number or text; always text inside. */
export const decimalText = z
  .union([z.number(), z.string()], 'must be a decimal number')
  .transform(String)
  .refine((text) => /^\d{1,12}(\.\d{1,6})?$/.test(text), 'must be a decimal number of at most 6 decimals');

/** The same, below nothing as well. */
export const signedDecimalText = z
  .union([z.number(), z.string()], 'must be a decimal number')
  .transform(String)
  .refine((text) => /^-?\d{1,12}(\.\d{1,6})?$/.test(text), 'must be a decimal number of at most 6 decimals');

/** A vendor's own unit, of at most 2 decimals → fen. */
export const yuan = decimalText
  .refine((text) => /^\d+(\.\d{1,2})?$/.test(text), 'must be yuan with at most 2 decimals')
  .transform((text) => Number(fenOfYuan(text)));

export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

/** How a sender of notifications behaves; shared by merchants, shops and tills. */
export const senderFields = {
  notifyConcurrency: z.int().min(1).max(1_024).default(16),
  retryFirstMs: z.int().min(1).max(600_000).default(200),
  retryMaxMs: z.int().min(1).max(600_000).default(5_000),
  /** Share of acknowledged notifications that are sent once more all the same. */
  duplicateRate: z.number().min(0).max(1).default(0),
  /** Each notification waits a random 0…outOfOrderMs before its first attempt; 0 = in order. */
  outOfOrderMs: z.int().min(0).max(600_000).default(0),
};

function faultOf(issue: z.core.$ZodIssue | undefined): ControlFault {
  if (issue === undefined) return new ControlFault('', 'invalid');
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const message = issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message;
  return new ControlFault([...issue.path, ...keys].map(String).join('.'), message);
}

/** @throws ControlFault naming the first field that is wrong */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value ?? {});
  if (!read.success) throw faultOf(read.error.issues[0]);
  return read.data;
}
