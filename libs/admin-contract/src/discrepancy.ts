import { z } from 'zod';
import { DISCREPANCY_TEXTS } from './discrepancy-texts.js';
import { CLOSED_BY_TEXTS } from './discrepancy-words.js';
import { pageOf, pageQuery } from './page.js';
import { repairState, repairWhy } from './repair-state.js';
import {
  endsAfterItBegins,
  id,
  instant,
  orLater,
  queryInstant,
  shortText,
  severalOf,
  wordsOf,
} from './wire.js';
import { coded } from './refusals/coded.js';

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: coded('must_be_one_of', { words: words.join(', ') }) });

const RULES = Object.keys(DISCREPANCY_TEXTS) as (keyof typeof DISCREPANCY_TEXTS)[];
export const discrepancyRule = z.enum(RULES, { error: coded('must_be_one_of', { words: RULES.join(', ') }) });
export const discrepancyState = oneOf(['open', 'dismissed', 'accepted', 'closed']);
export const closedBy = wordsOf(CLOSED_BY_TEXTS);
export const discrepancySeverity = oneOf(['info', 'warn', 'error']);
export const repairKind = oneOf([
  'place',
  'ship',
  'complete',
  'cancel',
  'fetch',
  'list',
  'replay',
  'derive',
  'submit',
]);

export const discrepancyEventKind = oneOf([
  'opened',
  'reopened',
  'updated',
  'closed',
  'dismissed',
  'accepted',
  'assigned',
  'commented',
  'text_erased',
  'repair_planned',
  'repair_approved',
  'repair_begun',
  'repair_done',
  'repair_failed',
  'repair_not_done',
  'repair_dismissed',
  'repair_verified',
]);

/** Who is to see to it; a name, or whatever a team goes by. */
export const assigneeName = shortText(100);

/** What a list can be narrowed to, beside its age. */
export const discrepancyFilter = {
  state: discrepancyState.optional(),
  rule: discrepancyRule.optional(),
  severity: discrepancySeverity.optional(),
  storeId: id.optional(),
  accountId: id.optional().meta({ description: 'The account that would have to move.' }),
  orderId: id.optional(),
  incidentId: z
    .string()
    .refine((text) => text === 'none' || id.safeParse(text).success, { error: coded('must_be_id_or_none') })
    .optional()
    .meta({ description: 'none: those of no incident.' }),
  assignee: assigneeName.optional().meta({ description: 'none: those that nobody is assigned to.' }),
};

interface Opened {
  readonly openedBefore?: Date | undefined;
  readonly openedAfter?: Date | undefined;
}
const isInOrder = ({ openedAfter, openedBefore }: Opened): boolean =>
  endsAfterItBegins({ from: openedAfter, to: openedBefore });
const OUT_OF_ORDER = { path: ['openedBefore'], error: coded('opened_before_too_early') };

const listFilter = {
  ...discrepancyFilter,
  state: severalOf(discrepancyState.options).optional(),
  openedAfter: queryInstant.optional().meta({ description: 'First opened at or after it.' }),
  openedBefore: queryInstant.optional().meta({ description: 'First opened before it.' }),
};

export const discrepancyQuery = z
  .strictObject({ ...pageQuery, ...listFilter })
  .refine(isInOrder, OUT_OF_ORDER);

/** What the list shows by its filter, whatever part of it. */
export const listedDiscrepancies = z.strictObject(listFilter).refine(isInOrder, OUT_OF_ORDER);

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

const repairOffer = z.object({
  kind: repairKind,
  accountId: id.meta({ description: 'Whose vendor would be asked or told.' }),
  legId: id.nullable(),
});

export const discrepancy = z
  .object({
    id,
    rule: discrepancyRule,
    state: discrepancyState,
    severity: discrepancySeverity.meta({
      description: 'info is only told, warn wants a look, error costs money or a customer while it stands.',
    }),
    orderId: id.nullable(),
    storeId: id.nullable(),
    accountId: id.nullable().meta({ description: 'The account that would have to move.' }),
    hourStart: instant.nullable().meta({ description: 'Of a discrepancy of an hour.' }),
    text: bothLanguages.meta({ description: 'What differs, with its numbers, for a person.' }),
    evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).meta({
      description: 'Both sides by name; money in names that end in Fen, as digits.',
    }),
    repairs: z
      .array(repairOffer)
      .meta({ description: 'What would mend it: POST /discrepancies/{id}/approve names one of them.' }),
    repair: z
      .object({ id, kind: repairKind, state: repairState, why: orLater(repairWhy).nullable() })
      .nullable()
      .meta({ description: 'What is being done about it, and has not ended; see GET /repairs/{id}.' }),
    since: instant.meta({ description: 'Since when the stories differ, as far as is known.' }),
    openedAt: instant.meta({ description: 'When it was first opened.' }),
    updatedAt: instant,
    closedAt: instant.nullable(),
    closedBy: bothLanguages
      .extend({ code: orLater(closedBy) })
      .nullable()
      .meta({ description: 'What closed it.' }),
    timesOpened: z
      .int()
      .meta({ description: 'What is seen again within 24 hours is opened again, not anew.' }),
    assignee: z.string().nullable(),
    incidentId: id.nullable().meta({
      description: 'Of many that were opened within an hour: GET /incidents/{id}.',
    }),
  })
  .meta({ id: 'Discrepancy' });

export const discrepancyPage = pageOf(discrepancy);

const event = z.object({
  id,
  at: instant,
  kind: discrepancyEventKind.meta({
    description:
      'opened, reopened, updated or closed by a comparison; the others, and reopened, by the actor.',
  }),
  actor: z
    .string()
    .nullable()
    .meta({ description: 'The name of the key or the user; null: the hub itself.' }),
  textId: id.nullable().meta({ description: 'By which DELETE /discrepancies/texts/{id} erases the text.' }),
  text: z.string().nullable().meta({ description: 'What a person wrote.' }),
  isErased: z.boolean().meta({ description: 'Something was written, and was erased.' }),
  detail: z.unknown(),
});

export const discrepancyDetail = discrepancy
  .extend({ history: z.array(event).meta({ description: 'The oldest first; only ever added to.' }) })
  .meta({ id: 'DiscrepancyDetail' });

export const discrepancyCounts = z
  .object({
    items: z.array(
      z.object({
        rule: discrepancyRule,
        state: discrepancyState,
        severity: discrepancySeverity,
        count: z.int(),
        oldestAt: instant.meta({ description: 'When the oldest of them was first opened.' }),
      }),
    ),
  })
  .meta({ id: 'DiscrepancyCounts', description: 'Of those that are not closed.' });
