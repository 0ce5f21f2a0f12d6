import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { ConfigOf } from '../config-check.js';
import type { ConfigField } from '../config-field.js';
import type { Account } from '../account.js';
import type { ConnectorErrorCode } from '../connector-error.js';
import { said } from './said.js';
import { wireInteger, wireOptional, wireText } from '../wire-schema.js';

/** Ways to be wrong; the conformance suite must find each. */
export const TOY_FAULTS = [
  'another_signature',
  'takes_any_signature',
  'signs_the_start_only',
  'parses_unguarded',
  'crashes_on_broken_json',
  'new_key_each_time',
  'signs_once',
  'signs_each_call_once',
  'tells_its_secret',
  'quotes_the_answer',
  'guesses_unknown_states',
  'strict_about_fields',
  'does_not_name_fields',
  'empty_for_unreadable',
  'insists_on_utf8',
  'as_of_the_answer',
  'drops_vendor_codes',
  'payload_has_a_nonce',
  'lost_write_is_unavailable',
  'reads_pages_for_ever',
  'asks_for_the_whole_window',
  'stops_at_a_bad_row',
  'forgets_the_cursor',
  'asks_beyond_the_window',
  'stands_only_whole',
  'sends_too_late',
  'cancels_too_late',
  'reports_too_late',
  'loses_digits',
  'invents_a_number',
  'repeats_a_cancel',
  'finds_by_phone',
  'finds_the_first',
  'finds_half',
  'counts_what_is_left',
  'keeps_no_address',
  'blames_the_account',
  'declares_no_person',
  'calls_by_itself',
  'tries_again_at_once',
  'forgets_the_wish',
  'ends_with_a_cut_list',
  'finds_in_a_cut_list',
  'follows_a_repeated_page',
  'speaks_one_language',
  'makes_a_bad_key',
] as const;
export type ToyFault = (typeof TOY_FAULTS)[number];

export const toyFields = [
  {
    name: 'key',
    labels: { zh: '密钥', en: 'Key' },
    descriptions: { zh: '所有请求都用它签名。', en: 'Signs everything.' },
    type: 'text',
    sensitive: true,
    required: true,
  },
] as const satisfies readonly ConfigField[];
/** As a connector that has the fault declares them. */
export function toyFieldsOf(fault: ToyFault | undefined): readonly ConfigField[] {
  if (fault === 'speaks_one_language') return [{ ...toyFields[0], ...said('Key') }];
  const generated = { prefix: '', bytes: 32, encoding: 'base64' } as const;
  return fault === 'makes_a_bad_key' ? [{ ...toyFields[0], generated, pattern: '[a-z]+' }] : toyFields;
}

export type ToyAccount = Account<ConfigOf<typeof toyFields>>;

export const TOY_LIMITS = { requestsPerSecond: 50, concurrency: 4 };
export const TOY_MOST_PAGES = 5;
export const TOY_STATES = new Map([
  ['1', 'paid'],
  ['0', 'unpaid'],
] as const);
export const TOY_CODES = new Map<string, ConnectorErrorCode>([
  ['6', 'invalid_signature'],
  ['7', 'duplicate'],
  ['8', 'rejected'],
]);

export const TOY_HOUR_MS = 3_600_000;

export const toyPush = z.object({ orderNo: wireText });
export const toyOrder = z.object({ orderNo: wireText, paid: wireText, totalFen: wireInteger });
/** `next` is null on the last page; where it is missing, nothing says that this is the last. */
export const toyPage = z
  .object({ rows: z.array(z.unknown()), next: z.unknown().optional() })
  .transform(({ rows, next }) => ({
    rows,
    next: typeof next === 'string' ? next : null,
    isCut: next === undefined,
  }));
export const toyRow = z.object({
  orderNo: wireText,
  at: wireInteger.transform((ms) => new Date(Number(ms))),
  phone: wireText,
  remark: wireOptional(wireText),
  totalFen: wireInteger,
});
export const toyEnvelope = z.object({
  code: wireText,
  words: wireOptional(wireText),
  data: z.unknown().optional(),
});

export const toySignature = (key: string, text: string | Buffer): string =>
  createHmac('sha256', key).update(text).digest('hex');
