import { z } from 'zod';
import { deliveryFilter } from './delivery.js';
import { listedDiscrepancies, repairKind } from './discrepancy.js';
import { dispatchFilter } from './dispatch.js';
import { hourState } from './hour-state.js';
import { pageOf, pageQuery } from './page.js';
import { said } from './problem.js';
import { ENDS_BEFORE, endsAfterItBegins, id, instant, queryInstant, severalOf, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

/** What can be done with many things at once. */
export const bulkAct = z.enum([
  'replay',
  'release',
  'resolve',
  'dismiss',
  'accept',
  'reopen',
  'approve',
  'submit',
  'erase',
]);
/** Planned by POST /privacy/erasures alone. */
const PLANNED_HERE = bulkAct.exclude(['erase']);
export const bulkState = z.enum(['planned', 'running', 'done', 'cancelled', 'expired']);
export const bulkItemState = z.enum(['waiting', 'done', 'failed', 'skipped']);

const MOST_IDS = 1_000;

/** An hour of sales by `storeId/hourStart`. */
function isHour(text: string): boolean {
  const [storeId, start, ...more] = text.split('/');
  return id.safeParse(storeId).success && queryInstant.safeParse(start).success && more.length === 0;
}

const idsOf = (one: z.ZodType<string>) =>
  z
    .array(one)
    .min(1, { error: coded('must_name_at_least_one') })
    .max(MOST_IDS, { error: coded('must_name_at_most', { most: MOST_IDS }) });

const namesSomething = (filter: object): boolean => Object.keys(filter).length > 0;
const NAMES_NOTHING = { error: coded('filter_must_name_something') };

const meant = <Filter extends z.ZodType<object>>(
  filter: Filter,
  standsFor: string,
  one: z.ZodType<string> = id,
) => ({
  ids: idsOf(one).optional(),
  filter: filter
    .refine(namesSomething, NAMES_NOTHING)
    .optional()
    .meta({ description: `In place of ids: what the list shows by it. ${standsFor}` }),
});

const isEither = ({ ids, filter }: { readonly ids?: unknown; readonly filter?: unknown }): boolean =>
  (ids === undefined) !== (filter === undefined);
const EITHER = { path: ['ids'], error: coded('give_ids_or_filter') };

const deliveries = z.strictObject(deliveryFilter).refine(endsAfterItBegins, ENDS_BEFORE);
const dispatches = z.strictObject(dispatchFilter).refine(endsAfterItBegins, ENDS_BEFORE);
const hours = z
  .strictObject({
    storeId: id.optional(),
    state: severalOf(hourState.options).optional(),
    from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
    to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);
const hourId = z.string().refine(isHour, { error: coded('hour_id_wrong') });

const openOnes = meant(listedDiscrepancies, 'Open ones unless it names a state.');

const ACTS = [
  z
    .strictObject({
      act: z.literal('replay'),
      ...meant(deliveries, 'Failed ones unless it names a state.'),
    })
    .refine(isEither, EITHER),
  z
    .strictObject({
      act: z.literal('release'),
      ...meant(dispatches, 'Held and failed ones unless it names a state.'),
    })
    .refine(isEither, EITHER),
  z
    .strictObject({
      act: z.literal('resolve'),
      outcome: z.enum(['absent', 'withdrawn', 'reached']),
      ...meant(
        dispatches,
        'Held and failed ones unless it names a state; with absent held and unknown ones.',
      ),
    })
    .refine(isEither, EITHER),
  z.strictObject({ act: z.literal('dismiss'), ...openOnes }).refine(isEither, EITHER),
  z.strictObject({ act: z.literal('accept'), ...openOnes }).refine(isEither, EITHER),
  z
    .strictObject({
      act: z.literal('reopen'),
      ...meant(listedDiscrepancies, 'Dismissed and accepted ones unless it names a state.'),
    })
    .refine(isEither, EITHER),
  z
    .strictObject({
      act: z.literal('approve'),
      repair: repairKind.meta({
        description: 'Of ids, what it is not offered for, or several times, fails.',
      }),
      ...meant(
        listedDiscrepancies,
        'Of those it is offered for, once each; open ones unless it names a state.',
      ),
    })
    .refine(isEither, EITHER),
  z
    .strictObject({
      act: z.literal('submit'),
      ...meant(hours, 'Failed, left out and differing ones unless it names a state; 744 at most.', hourId),
    })
    .refine(isEither, EITHER),
] as const;

export const newBulk = z
  .discriminatedUnion('act', ACTS, {
    error: coded('must_be_one_of', { words: PLANNED_HERE.options.join(', ') }),
  })
  .meta({ id: 'NewBulk' });

export const bulkStart = z
  .strictObject({ reason: shortText(500).meta({ description: 'Kept with it for 90 days after its end.' }) })
  .meta({ id: 'BulkStart' });

const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const text = z.string().nullable();

export const bulk = z
  .object({
    id,
    act: z.string().meta({
      description: 'As it was planned; a later version of the hub may have planned one that is not listed.',
    }),
    state: bulkState.meta({
      description:
        'planned: what is meant is fixed, and nothing is begun; expired: it was not begun within an hour. running, done, cancelled.',
    }),
    words: bothLanguages.meta({ description: 'What is meant, as a person would say it.' }),
    asked: z
      .record(z.string(), z.unknown())
      .meta({ description: 'As it was asked for, without act and ids.' }),
    canUndo: z.boolean(),
    undo: bothLanguages.meta({ description: 'How it is undone, or why it cannot be.' }),
    total: z.int().meta({ description: 'Exact: of how many things it is.' }),
    done: z.int(),
    failed: z.int().meta({ description: 'They could not be done; the others were not kept back by them.' }),
    skipped: z.int().meta({ description: 'They were not as they had been when it was planned, or gone.' }),
    plannedBy: z.string().meta({ description: 'The name of the key or the user.' }),
    startedBy: text,
    cancelledBy: text,
    reason: text,
    errorMessage: text.meta({ description: 'Why it waits just now; it goes on by itself.' }),
    createdAt: instant,
    expiresAt: instant.meta({ description: 'It can be begun until then.' }),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Bulk' });

export const bulkItem = z
  .object({
    ordinal: z.int().meta({ description: 'They are done in this order.' }),
    target: z.string().meta({ description: 'Its id in its own list; of an hour storeId/hourStart.' }),
    name: text.meta({ description: 'As people call it: an order’s number, an hour’s store.' }),
    was: text.meta({ description: 'Its state when this was planned; null: that does not matter.' }),
    state: bulkItemState,
    why: text.meta({ description: 'Why it failed or was skipped: the English text of the code.' }),
    code: said.code.nullable().meta({
      description: 'Why, for programs, as of problems. Null: nothing came in its way.',
    }),
    params: said.params,
    settledAt: instant.nullable(),
  })
  .meta({ id: 'BulkItem' });

export const bulkPlan = bulk
  .extend({ sample: z.array(bulkItem).meta({ description: 'The first ten at most.' }) })
  .meta({ id: 'BulkPlan' });

export const bulkQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(bulkState.options).optional(),
  act: bulkAct.optional(),
});

export const bulkItemQuery = z.strictObject({
  ...pageQuery,
  state: severalOf(bulkItemState.options).optional(),
});

export const bulkPage = pageOf(bulk);
export const bulkItemPage = pageOf(bulkItem);
