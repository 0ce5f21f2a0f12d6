import { z } from 'zod';
import { faultCode, unverifiedReason } from './error-codes.js';
import type { WordText } from './flag-words.js';
import { pageOf } from './page.js';
import { TROUBLE_LIST_WORDS, TROUBLE_TEXTS } from './trouble-texts.js';
import { unmappedValue } from './unmapped-value.js';
import { givenInstant, id, instant, orLater, shortText, wordsOf } from './wire.js';
import { coded } from './refusals/coded.js';

const config = z
  .record(z.string(), z.unknown())
  .meta({ description: 'By the fields of the connector, see GET /api/v1/connectors.' });
const baseUrl = z
  .string()
  .min(1)
  .max(2_000)
  .meta({
    description: 'Origin only; the connector adds the vendor’s path.',
    examples: ['https://openapi.qmai.cn'],
  });

export const newAccount = z
  .strictObject({ connector: z.string().max(64), name: shortText(200), baseUrl: baseUrl.optional(), config })
  .meta({ id: 'NewAccount' });

export const accountChange = z
  .strictObject({
    name: shortText(200).optional(),
    baseUrl: baseUrl.optional(),
    paused: z
      .boolean()
      .optional()
      .meta({ description: 'Stops and resumes all sending to the account at once.' }),
    reason: shortText(500).optional().meta({ description: 'Why it is paused, or goes on.' }),
    config: config.optional().meta({
      description:
        'Only what changes: an absent field or flag keeps its value, null removes it, an empty sensitive one keeps it. ' +
        'Of type list, `{"add": […]}` comes beside what is there.',
    }),
    newWebhookKey: z.boolean().optional().meta({
      description:
        'Replaces the webhook address; the old one is gone at once. See POST …/webhook-address for a time with both.',
    }),
  })
  .refine(({ paused, reason }) => reason === undefined || paused !== undefined, {
    path: ['reason'],
    error: coded('reason_with_paused'),
  })
  .meta({ id: 'AccountChange' });

const TROUBLE_CODES = Object.assign({}, ...Object.values(TROUBLE_TEXTS)) as Readonly<
  Record<
    { [List in keyof typeof TROUBLE_TEXTS]: keyof (typeof TROUBLE_TEXTS)[List] }[keyof typeof TROUBLE_TEXTS],
    WordText
  >
>;
/** Of every list; which code means what is in TROUBLE_TEXTS. */
export const troubleCode = wordsOf(TROUBLE_CODES);

export const healthState = z.enum(['well', 'unwell', 'paused']);
export const troubleList = wordsOf(TROUBLE_LIST_WORDS);

const trouble = z
  .object({
    what: troubleList.meta({
      description:
        'In which list: windows to read and rows in them that nobody could read (`unread_rows`), deliveries (orders to fetch, what contradicts or was refused), open orders to fetch, commands or hours to send; hours whose latest revision differs from the ledger (`differs`), that were left out and cannot be filled (`missing`), or are long over and not derived (`overdue`), or cannot be derived anew for changed orders (`unrevised`, which counts the orders), or that are not what the vendor has and wait for a person; jobs that give recorded orders to their stores, or submit hours of a store that they could not go on with, or compare its orders (`failing`), or had to leave (`left`, which counts the hours or orders, for a day); orders of no store, or of one that is not there; brakes: no repair of the account begins by itself until a person starts it again; repairs that have failed (`failed`) or mended nothing (`mended_nothing`), while their discrepancy is open.',
    }),
    code: orLater(troubleCode),
    message: z.string().meta({ description: 'Of the newest case.' }),
    text: z
      .object({ zh: z.string(), en: z.string() })
      .optional()
      .meta({ description: 'In both languages, of hours and jobs: why, and what can be done.' }),
    count: z.int(),
    oldestAt: instant.meta({
      description:
        'Of the oldest case: where a window begins, when an unread row was first listed, when a delivery came or an open order was first seen, when a command or a submission was made, when an hour begins, when a job was made, when an order was flagged.',
    }),
  })
  .meta({ id: 'AccountTrouble' });

const health = z
  .object({
    state: healthState.meta({
      description:
        'Unwell: something is tried for the account in vain, or nobody has seen to what came of it. Paused: nothing is sent to it.',
    }),
    troubles: z.array(trouble).meta({
      description:
        'What is being tried in vain or waits for a person at present, one a list and code, the oldest first. Of windows every code counts; of other work the codes for which the account or its vendor is to blame, not a single order; commands that have been unknown for five minutes, and deliveries that contradict or were refused, count in any case.',
    }),
  })
  .meta({ id: 'AccountHealth' });

const openWork = z
  .object({
    what: z.enum(['dispatches', 'deliveries', 'discrepancies']),
    state: z.enum(['held', 'waiting', 'unknown', 'pending', 'contradicts', 'refused', 'open']),
    count: z.int(),
    oldestAt: instant.meta({
      description:
        'When the oldest command was made, the oldest delivery came, or the oldest discrepancy was first opened.',
    }),
  })
  .meta({ id: 'OpenWork' });

export const restating = z
  .object({
    mode: z.enum(['ask', 'auto']).meta({
      description:
        'What holds: the setting restate, else ask until somebody has confirmed by POST …/confirm-cover, then auto.',
    }),
    confirmedAt: instant.nullable(),
    confirmedBy: z.string().nullable().meta({ description: 'The name of the key or the user.' }),
  })
  .meta({ id: 'Restating' });

const pausing = z
  .object({
    paused: z.boolean(),
    reason: z.string().nullable(),
    by: z.string().nullable().meta({ description: 'The name of the key or the user.' }),
    at: instant,
  })
  .meta({ id: 'Pausing' });

export const account = z
  .object({
    id,
    connector: z.string(),
    name: z.string(),
    baseUrl: z.string().nullable(),
    config: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Values of plain fields; of a sensitive field only {"set": true | false}.' }),
    paused: z.boolean(),
    pausing: pausing
      .nullable()
      .meta({ description: 'Who last paused it or let it go on; null: nobody has.' }),
    flagsSince: z
      .record(z.string(), instant)
      .meta({ description: 'Since when each flag of the config is on, e.g. dispatch.place; none is off.' }),
    past: z
      .array(z.object({ until: instant, config: z.record(z.string(), z.unknown()) }))
      .meta({ description: 'What settings were whose change holds from its time on, the oldest first.' }),
    restating: restating.nullable().meta({
      description:
        'Whether hours that were reported and have changed are reported again by themselves; null where no hours are reported to the connector’s vendor.',
    }),
    health,
    held: z.int().meta({ description: 'Commands that wait for a person.' }),
    open: z
      .array(openWork)
      .meta({ description: 'What of its work has not come to its end, one a list and state.' }),
    unmappedValues: z.array(unmappedValue).meta({
      description:
        'A hint, and no trouble: values of the vendor that no map of the account lists, the first 20. See GET …/unmapped-values.',
    }),
    webhookUrl: z
      .string()
      .optional()
      .meta({ description: 'What the vendor is to post to; a secret, told to admins alone.' }),
    oldWebhookUrl: z.string().optional().meta({
      description:
        'The address before, as long as it works; told to admins alone. Absent when there is none.',
    }),
    oldWebhookUntil: instant.nullable().meta({
      description: 'Until when the address before works, unless it is ended; null when there is none.',
    }),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Account' });

export const webhookAddressRenewal = z
  .strictObject({
    oldUntil: givenInstant.optional().meta({
      description:
        'Until when the address of now works as well, at most 90 days ahead; left out: it is gone at once, and so is one before it.',
    }),
  })
  .meta({ id: 'WebhookAddressRenewal' });

export const accountPage = pageOf(account);

export const accountTest = z
  .object({
    ok: z.boolean(),
    message: z.string().meta({ description: 'What the vendor answered.' }),
    code: orLater(z.enum([...faultCode.options, ...unverifiedReason.options])).nullable(),
    vendorCode: z.string().nullable(),
    deliveries: z
      .object({
        lastRightAt: instant.nullable().meta({ description: 'When one with a right signature last came.' }),
        lastRefused: z
          .object({ at: instant, reason: orLater(unverifiedReason), message: z.string() })
          .nullable()
          .meta({ description: 'The last whose signature, id, time or form was not right.' }),
        refusedInARow: z.int().meta({ description: 'Since one was right.' }),
      })
      .nullable()
      .meta({ description: 'Null where the connector takes no deliveries.' }),
  })
  .meta({ id: 'AccountTest' });
