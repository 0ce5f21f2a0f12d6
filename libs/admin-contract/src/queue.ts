import { z } from 'zod';
import { QUEUE_TEXTS } from './overview-texts.js';
import { id, instant } from './wire.js';

type QueueName = keyof typeof QUEUE_TEXTS;

export const queueName = z.enum(Object.keys(QUEUE_TEXTS) as [QueueName, ...QueueName[]]);

/** So many are counted: beyond it nobody needs to know, and counting must cost nothing. */
export const MOST_COUNTED = 10_000;

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

/** Work that has not come to its end, in one state. */
export const queue = z
  .object({
    queue: queueName,
    state: z.string(),
    severity: z.enum(['info', 'warn', 'error']).nullable().meta({ description: 'Of discrepancies.' }),
    accountId: id.nullable().meta({ description: 'Of what is unmapped; null: of all accounts.' }),
    text: bothLanguages.meta({ description: 'What waits.' }),
    forPerson: z.boolean().meta({ description: 'Nothing goes on before a person has said something.' }),
    count: z.int().meta({ description: `At most ${String(MOST_COUNTED)}.` }),
    isMore: z.boolean().meta({ description: 'There are more than were counted.' }),
    oldestAt: instant.nullable().meta({
      description:
        'Of the oldest: since when it waits; of hours and submissions, when the hour begins. Null: there is none, or nobody knows.',
    }),
    list: z.string().meta({ description: 'The path of the list that shows them.' }),
    filter: z.record(z.string(), z.string()).meta({ description: 'Its query.' }),
  })
  .meta({ id: 'Queue' });

export const queueCounts = z.object({ asOf: instant, items: z.array(queue) }).meta({ id: 'QueueCounts' });

/** What has come into a queue. */
export const queueNews = z
  .object({
    queue: queueName,
    state: z.string(),
    severity: z.string().nullable(),
    count: z.int(),
    isMore: z.boolean(),
  })
  .meta({ id: 'QueueNews' });
