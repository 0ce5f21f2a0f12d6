import { z } from 'zod';
import { correction } from './correction.js';
import { discrepancyRule, discrepancySeverity } from './discrepancy.js';
import { FLAG_TEXTS } from './flag-texts.js';
import { leg, legDetail, maskedLeg } from './order-leg.js';
import { orderPosting } from './order-posting.js';
import { afterSaleState, fulfilmentState, ORDER_STATUSES, paymentState } from './order-states.js';
import { ENTRY_GROUP_TEXTS } from './order-words.js';
import { pageOf, pageQuery } from './page.js';
import { tillDiffers } from './till-difference.js';
import { LINK_EVIDENCE_TEXTS } from './timeline-words.js';
import {
  ENDS_BEFORE,
  endsAfterItBegins,
  fen,
  givenInstant,
  id,
  instant,
  orLater,
  queryFlag,
  queryInstant,
  severalOf,
  wordsOf,
} from './wire.js';
import { coded } from './refusals/coded.js';

const FLAG_CODES = Object.keys(FLAG_TEXTS) as (keyof typeof FLAG_TEXTS)[];
const flagCode = z.enum(FLAG_CODES, { error: coded('must_be_one_of', { words: FLAG_CODES.join(', ') }) });

/** What of an order a statement is about. */
export const entryGroup = wordsOf(ENTRY_GROUP_TEXTS);

/** By what a leg is in its order. */
export const linkEvidence = wordsOf(LINK_EVIDENCE_TEXTS);

const sought = z.string().min(1).max(100).meta({
  description:
    'How any number of the order begins, from four characters on; or a phone number, or its last four digits. At most 1,000 are found.',
});

const narrowed = {
  storeId: z
    .union([z.literal('none'), id], { error: coded('must_be_id_or_none') })
    .optional()
    .meta({ description: 'none: orders that belong to no store.' }),
  accountId: id.optional(),
  status: severalOf(ORDER_STATUSES).optional(),
  flag: flagCode.optional().meta({ description: 'Only orders with a flag of this code.' }),
};
const ATTENTION = {
  description: 'Only orders with a flag that nobody has seen to, or an open discrepancy.',
};
const FROM = { description: 'Placed at or after; then the newest placed come first.' };
const TO = { description: 'Placed before.' };

export const orderQuery = z
  .strictObject({
    ...pageQuery,
    q: sought.optional(),
    ...narrowed,
    attention: queryFlag.meta(ATTENTION),
    from: queryInstant.optional().meta(FROM),
    to: queryInstant.optional().meta(TO),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);

/** What people look for may be a phone number, and an address of a request is written into logs. */
export const orderSearch = z
  .strictObject({
    ...pageQuery,
    text: sought,
    ...narrowed,
    attention: z.boolean().default(false).meta(ATTENTION),
    from: givenInstant.optional().meta(FROM),
    to: givenInstant.optional().meta(TO),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE)
  .meta({ id: 'OrderSearch' });

export const orderReadQuery = z.strictObject({
  reveal: queryFlag
    .refine((wanted) => !wanted, {
      error: coded('contacts_by_reveal'),
    })
    .meta({ description: 'Refused: POST …/reveal shows contacts.' }),
});

export const flagDismissal = z
  .strictObject({
    code: z.string().min(1).max(60),
    param: z
      .string()
      .max(1_000)
      .optional()
      .meta({ description: 'Which one, where the order has several of the code; without it all.' }),
  })
  .meta({ id: 'FlagDismissal' });

const orderFlag = z
  .object({
    code: orLater(flagCode),
    params: z.record(z.string(), z.string()),
    zh: z.string().meta({ description: 'What it means, in Chinese.' }),
    en: z.string().meta({ description: 'The same in English.' }),
    since: instant,
  })
  .meta({ id: 'OrderFlag' });

const orderDiscrepancy = z
  .object({
    id: id.meta({ description: 'GET /discrepancies/{id} has the whole of it.' }),
    rule: discrepancyRule,
    severity: discrepancySeverity,
    text: z.object({ zh: z.string(), en: z.string() }),
    since: instant,
  })
  .meta({ id: 'OrderDiscrepancy' });

export const order = z
  .object({
    id,
    status: z.enum(ORDER_STATUSES).meta({ description: 'In one word, for a person.' }),
    payment: paymentState,
    fulfilment: fulfilmentState,
    afterSale: afterSaleState,
    storeId: id.nullable(),
    placedAt: instant.nullable(),
    totalFen: fen.nullable(),
    saleAt: instant
      .nullable()
      .meta({ description: 'The instant whose hour it is sold in; null while it sells nothing.' }),
    saleFen: fen.nullable().meta({
      description:
        'What it sells by its store’s rule set: without parts that are left out; refunds are not taken off.',
    }),
    flags: z
      .array(z.string())
      .meta({ description: 'What a person should look at, seen to or not: code, or code:param.' }),
    attention: z.array(orderFlag).meta({ description: 'The flags that nobody has seen to.' }),
    discrepancies: z
      .array(orderDiscrepancy)
      .meta({ description: 'Where vendors’ stories of it differ: the open ones, the oldest first.' }),
    createdAt: instant,
    updatedAt: instant,
    legs: z.array(leg),
    maskedLegs: z.array(maskedLeg).meta({
      description:
        'Legs of other stores, to whoever sees single stores: without numbers, amounts, people and words of the vendor. What is about all legs of such an order, its discrepancies and commands, and what a flag of it is about, is not shown then. Empty to whoever sees all.',
    }),
  })
  .meta({ id: 'Order' });

export const orderPage = pageOf(order);

const link = z.object({
  id,
  legId: id,
  orderId: id,
  evidence: orLater(linkEvidence).meta({ description: 'By what the leg is in that order.' }),
  linkedAt: instant,
  undoes: id.nullable().meta({ description: 'The link that holds no longer since this one.' }),
  act: z
    .object({ id, by: z.string(), reason: z.string().nullable(), isForced: z.boolean() })
    .nullable()
    .meta({ description: 'The person’s word behind it; null where it was none.' }),
});

const entry = z.object({
  id,
  legId: id,
  recordedAt: instant,
  asOf: instant,
  precedence: z.int(),
  changed: z.array(orLater(entryGroup)).meta({ description: 'The groups that it changed.' }),
  flags: z.array(z.string()),
  payloadId: id.nullable().meta({ description: 'GET /payloads/{id} shows the bytes behind it, masked.' }),
  observation: z.unknown().meta({ description: 'What the vendor said, as stored, without personal fields.' }),
});

export const orderDetail = order
  .extend({
    tillDiffers,
    legs: z.array(legDetail),
    corrections: z
      .array(correction)
      .meta({ description: 'What people state in place of the vendors, withdrawn ones too.' }),
    ruleVersion: z.int().nullable().meta({
      description:
        'Which rule set of its store the order follows; 0: none stated; null: it belongs to no store.',
    }),
    postings: z.array(orderPosting).meta({
      description:
        'What it adds to the hours of its store now. Empty where it sells nothing, and until orders of before 0.4.0 are posted.',
    }),
    links: z.array(link),
    entries: z.array(entry),
  })
  .meta({ id: 'OrderDetail' });
