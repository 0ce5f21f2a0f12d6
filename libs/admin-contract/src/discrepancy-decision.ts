import { z } from 'zod';
import { assigneeName, discrepancyFilter } from './discrepancy.js';
import { id, shortText } from './wire.js';
import { coded } from './refusals/coded.js';
import { said } from './problem.js';

const reason = shortText(500).meta({
  description: 'Kept in the history; it can be erased by itself, so a slip of a person’s name does no harm.',
});

export const discrepancyReason = z.strictObject({ reason }).meta({ id: 'DiscrepancyReason' });

const assignee = assigneeName
  .refine((name) => name !== 'none', {
    error: coded('none_is_no_name'),
  })
  .nullable()
  .meta({ description: 'Who is to see to it; null: nobody.' });

export const discrepancyAssignment = z
  .strictObject({ assignee, reason: reason.optional() })
  .meta({ id: 'DiscrepancyAssignment' });

const MOST_TEXT = 2_000;
export const discrepancyComment = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(1, { error: coded('must_not_be_blank') })
      .max(MOST_TEXT, { error: coded('must_not_be_longer', { most: MOST_TEXT }) }),
  })
  .meta({ id: 'DiscrepancyComment' });

/** What many can be decided as; `MOST_DECIDED` of them at a time. */
export const discrepancyDecision = z.enum(['dismiss', 'accept', 'reopen', 'assign'], {
  error: coded('must_be_one_of', { words: 'dismiss, accept, reopen, assign' }),
});
export const MOST_DECIDED = 1_000;
/** Of one incident: it is one thing, which a person has seen as such. */
export const MOST_DECIDED_OF_INCIDENT = 20_000;

const filter = z.strictObject(discrepancyFilter).refine((given) => Object.keys(given).length > 0, {
  error: coded('filter_must_name_something'),
});

/** Which are meant: by their ids, or by a filter of the list. */
export const discrepancyIds = z.strictObject({
  ids: z
    .array(id)
    .min(1, { error: coded('must_name_at_least_one') })
    .max(MOST_DECIDED, { error: coded('must_name_at_most', { most: MOST_DECIDED }) })
    .optional(),
  filter: filter.optional().meta({
    description: `In place of ids: all of the list that have not closed, ${String(MOST_DECIDED)} at most, of an incident ${String(MOST_DECIDED_OF_INCIDENT)}; open ones unless it names a state.`,
  }),
  count: z
    .int({ error: coded('must_be_whole_number') })
    .optional()
    .meta({ description: 'How many you have seen; where there are others by now, nothing is decided.' }),
});

export const discrepancyDecisions = z
  .strictObject({
    ...discrepancyIds.shape,
    decision: discrepancyDecision,
    assignee: assignee.optional().meta({ description: 'Of assign.' }),
    reason: reason.optional().meta({ description: 'Wanted with all but assign.' }),
  })
  .refine(({ ids, filter: by }) => (ids === undefined) !== (by === undefined), {
    path: ['ids'],
    error: coded('give_ids_or_filter'),
  })
  .refine(({ decision, reason: why }) => decision === 'assign' || why !== undefined, {
    path: ['reason'],
    error: coded('is_wanted_with_decision'),
  })
  .refine(({ decision, assignee: who }) => decision !== 'assign' || who !== undefined, {
    path: ['assignee'],
    error: coded('assignee_required'),
  })
  .refine(({ decision, assignee: who }) => decision === 'assign' || who === undefined, {
    path: ['assignee'],
    error: coded('assignee_alone'),
  })
  .meta({ id: 'DiscrepancyDecisions' });

export const discrepancyOutcome = z
  .object({
    decided: z.array(id),
    unchanged: z.array(id).meta({ description: 'They were so already.' }),
    refused: z
      .array(z.object({ id, why: z.string(), ...said }))
      .meta({ description: 'Closed meanwhile, decided otherwise, or not there.' }),
  })
  .meta({ id: 'DiscrepancyOutcome' });
