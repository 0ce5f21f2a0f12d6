import { z } from 'zod';
import { RETENTION_HOLD_TEXTS, RETENTION_KIND_TEXTS } from './retention-words.js';
import { instant, orLater, wordsOf } from './wire.js';

export const retentionKind = wordsOf(RETENTION_KIND_TEXTS);
export const retentionHold = wordsOf(RETENTION_HOLD_TEXTS);

const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const days = z.int().nullable().meta({ description: 'Null: for ever.' });

const month = z
  .object({
    table: z.string(),
    name: z.string().meta({ description: 'Of the month’s own table.' }),
    from: instant,
    to: instant,
    goesAt: instant.meta({ description: 'When its last row is kept long enough.' }),
    isDue: z.boolean().meta({ description: 'It goes with the next run, unless something holds it.' }),
    isLeaving: z.boolean().meta({ description: 'A run has begun with it, and the next one goes on.' }),
    rows: z.int().meta({ description: 'About so many, as the database estimates.' }),
    bytes: z.int(),
    holds: z
      .array(
        z.object({
          code: orLater(retentionHold),
          text: bothLanguages,
          rows: z.int(),
          oldestAt: instant,
        }),
      )
      .meta({ description: 'Of a month that is due: what needs it, and so keeps it.' }),
  })
  .meta({ id: 'RetentionMonth' });

const lastRun = z
  .object({
    lookedAt: instant,
    doneAt: instant.nullable().meta({ description: 'When a run last came to its end with this kind.' }),
    failingSince: instant.nullable(),
    error: z.string().nullable().meta({ description: 'The kind of error; the log has its words.' }),
    overdueSince: instant.nullable().meta({
      description: 'When the oldest month should have gone that was still there after the run.',
    }),
    held: z.int().meta({ description: 'Months that something held.' }),
    monthsDropped: z.int().meta({ description: 'Ever.' }),
    rowsDeleted: z.int().meta({ description: 'One by one, ever; those of months are not counted.' }),
  })
  .meta({ id: 'RetentionRun' });

export const retention = z
  .object({
    items: z.array(
      z
        .object({
          kind: retentionKind,
          text: bothLanguages,
          since: bothLanguages.meta({ description: 'From when the days are counted.' }),
          days,
          defaultDays: days,
          leastDays: z.int(),
          changedAt: instant.nullable().meta({ description: 'Null: it is the default.' }),
          changedBy: z.string().nullable().meta({ description: 'The name of the API key.' }),
          tables: z.array(z.string()),
          oldestAt: instant.nullable().meta({ description: 'The oldest row that is there.' }),
          months: z
            .array(month)
            .meta({ description: 'All that are due, and of each table the one that goes after them.' }),
          rows: z
            .array(
              z.object({
                table: z.string(),
                rows: z.int(),
                isMore: z.boolean().meta({ description: 'More than that were not counted.' }),
              }),
            )
            .meta({ description: 'Of tables whose rows go one by one: what goes with the next run.' }),
          lastRun: lastRun.nullable(),
        })
        .meta({ id: 'RetentionKind' }),
    ),
  })
  .meta({ id: 'Retention' });

/** A hundred years. */
const MOST_DAYS = 36_500;
const kept = (leastDays: number) =>
  z
    .int()
    .min(leastDays)
    .max(MOST_DAYS)
    .nullable()
    .optional()
    .meta({ description: `Days, at least ${String(leastDays)}; null: for ever. Left out: as it is.` });

export const retentionChange = z
  .strictObject({
    raw: kept(35),
    refusals: kept(7),
    contacts: kept(30),
    attempts: kept(90),
    calls: kept(60),
    entries: kept(730),
  } satisfies Record<keyof typeof RETENTION_KIND_TEXTS, z.ZodType>)
  .meta({
    id: 'RetentionChange',
    description: 'refusals may not be kept longer than raw, nor contacts longer than entries.',
  });
