import { z } from 'zod';
import { pageOf } from './page.js';
import { fen, givenInstant, id, instant, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

/** A word, or a field and a word: half of a pair would never match, and nobody would be told. Nothing at all is named as such. */
const SOURCE = /^(?:[^=]+(?:=.*[^=\s].*)?)?$/;
const NO_SOURCE = coded('must_be_source_word');

const RULES = {
  countedBy: z.enum(['paid', 'placed', 'completed']).meta({
    description:
      'At which of its instants an order counts. Under placed and completed, too, it counts once paid.',
  }),
  refunds: z.enum(['ignore', 'own_hour', 'sale_hour']).meta({
    description:
      'ignore: a refund changes no hour. own_hour: it lowers the total of the hour in which it was made. sale_hour: that of the sale.',
  }),
  leftOut: z
    .array(z.enum(['freight', 'packaging', 'service', 'rounding']))
    .refine((parts) => new Set(parts).size === parts.length, { error: coded('must_not_name_twice') })
    .meta({ description: 'What of an order’s amount does not count.' }),
  excludedSources: z
    .array(shortText(128).regex(SOURCE, { error: NO_SOURCE }))
    .max(100, { error: coded('must_not_be_more', { most: 100 }) })
    .meta({
      description:
        'Orders of these sources do not count: field=value is a word of the vendor’s in that field of the order’s origin, a ' +
        'value alone is meant in any field. Compared as they are written; where values are numbers, name the field.',
    }),
  negativeHours: z.enum(['hold', 'send']).meta({
    description: 'An hour whose total is below nothing waits for a person, or is reported as it is.',
  }),
};

/** What is to count in a store's hours, and from which orders on. Nothing has a default: what is meant is said. */
export const newRuleSet = z
  .strictObject({
    inForceFrom: givenInstant.meta({
      description:
        'Orders of that time and later count by it: by when they were placed, else paid, else first seen, in whatever hour ' +
        'that puts them. It may lie in the past: recorded orders then count anew.',
    }),
    ...RULES,
    reason: shortText(500).meta({ description: 'Why, for whoever reads it later.' }),
    dryRun: z.boolean().optional().meta({
      description: 'true: nothing is done, and the answer (200) says what would be.',
    }),
    dryRunUntil: givenInstant.optional().meta({
      description:
        'With dryRun: orders of before it alone are looked at. Where there are more than 50,000 of them one has to be given: ' +
        'the refusal says which. What comes after it is tried with an inForceFrom of then.',
    }),
  })
  .refine(({ dryRun, dryRunUntil }) => dryRunUntil === undefined || dryRun === true, {
    path: ['dryRunUntil'],
    error: coded('dry_run_until_alone'),
  })
  .meta({ id: 'NewRuleSet' });

export const ruleSet = z
  .object({
    version: z.int().meta({ description: '0: what counts where nobody has stated anything.' }),
    inForceFrom: instant
      .nullable()
      .meta({ description: 'Null: always, until a later version says otherwise.' }),
    ...RULES,
    reason: z.string().nullable(),
    statedBy: z.string().nullable().meta({ description: 'The name of the key or the user.' }),
    statedAt: instant.nullable(),
  })
  .meta({ id: 'RuleSet' });

/** Stated; recorded orders are still being made to count by it. */
export const ruleSetMoving = ruleSet
  .extend({
    jobId: id.meta({
      description:
        'The job that makes recorded orders count by it, GET /jobs/{id}; until it is done the store’s hours rest.',
    }),
  })
  .meta({ id: 'RuleSetMoving' });

const GAIN = { orders: z.int(), items: z.int(), lines: z.int(), totalFen: fen };

/** What a rule set would do. Nothing was done. */
export const ruleSetChange = z
  .object({
    version: z.int().meta({ description: 'The version that it would be.' }),
    until: instant.nullable().meta({ description: 'Orders of before it alone were looked at; null: all.' }),
    orders: z.int().meta({ description: 'Recorded orders that would count otherwise.' }),
    hours: z.int().meta({ description: 'Hours that would be others.' }),
    gain: z.object(GAIN).meta({ description: 'What these hours gain together; below nothing: lose.' }),
    largest: z
      .array(z.object({ hourStart: instant, hourEnd: instant, ...GAIN }))
      .meta({ description: 'The hours that differ the most, the greatest difference first; at most 100.' }),
    moreHours: z.int().meta({ description: 'Hours that would be others and are not named.' }),
  })
  .meta({ id: 'RuleSetChange', description: 'What the rule set would do. Nothing was done.' });

export const ruleSetPage = pageOf(ruleSet);
