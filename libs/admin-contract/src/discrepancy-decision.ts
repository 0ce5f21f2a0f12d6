import { z } from 'zod';
import { assigneeName, discrepancyFilter } from './discrepancy.js';
import { id, shortText } from './wire.js';

const reason = shortText(500).meta({
  description: 'Kept in the history; it can be erased by itself, so a slip of a person’s name does no harm.',
});

export const discrepancyReason = z.strictObject({ reason }).meta({ id: 'DiscrepancyReason' });

const assignee = assigneeName
  .refine((name) => name !== 'none', {
    error: 'must be another name: in lists none asks for those of nobody. Null assigns it to nobody',
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
      .min(1, { error: 'must not be blank' })
      .max(MOST_TEXT, { error: `must not be longer than ${String(MOST_TEXT)} characters` }),
  })
  .meta({ id: 'DiscrepancyComment' });

/** What many can be decided as; `MOST_DECIDED` of them at a time. */
export const discrepancyDecision = z.enum(['dismiss', 'accept', 'reopen', 'assign'], {
  error: 'must be one of: dismiss, accept, reopen, assign',
});
export const MOST_DECIDED = 1_000;
/** Of one incident: it is one thing, which a person has seen as such. */
export const MOST_DECIDED_OF_INCIDENT = 20_000;

const filter = z.strictObject(discrepancyFilter).refine((given) => Object.keys(given).length > 0, {
  error: 'must name something: all there are is too many by a slip',
});

/** Which are meant: by their ids, or by a filter of the list. */
export const discrepancyIds = z.strictObject({
  ids: z
    .array(id)
    .min(1, { error: 'must name at least one' })
    .max(MOST_DECIDED, { error: `must name at most ${String(MOST_DECIDED)}` })
    .optional(),
  filter: filter.optional().meta({
    description: `In place of ids: all of the list that have not closed, ${String(MOST_DECIDED)} at most, of an incident ${String(MOST_DECIDED_OF_INCIDENT)}; open ones unless it names a state.`,
  }),
  count: z
    .int({ error: 'must be a whole number' })
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
    error: 'give either ids or a filter',
  })
  .refine(({ decision, reason: why }) => decision === 'assign' || why !== undefined, {
    path: ['reason'],
    error: 'is wanted with this decision',
  })
  .refine(({ decision, assignee: who }) => decision !== 'assign' || who !== undefined, {
    path: ['assignee'],
    error: 'is required with assign: a name, or null for nobody',
  })
  .refine(({ decision, assignee: who }) => decision === 'assign' || who === undefined, {
    path: ['assignee'],
    error: 'goes with assign, and with nothing else',
  })
  .meta({ id: 'DiscrepancyDecisions' });

export const discrepancyOutcome = z
  .object({
    decided: z.array(id),
    unchanged: z.array(id).meta({ description: 'They were so already.' }),
    refused: z
      .array(z.object({ id, why: z.string() }))
      .meta({ description: 'Closed meanwhile, decided otherwise, or not there.' }),
  })
  .meta({ id: 'DiscrepancyOutcome' });
