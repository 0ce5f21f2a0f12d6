import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { salesFigures } from './sales-parts.js';
import { submissionState } from './submission.js';
import { fen, id, instant, queryInstant } from './wire.js';

export const salesHourQuery = z.strictObject({
  ...pageQuery,
  storeId: id.optional(),
  from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
  to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
});

/** One store’s sales in one store-local hour, as last derived. */
export const salesHour = z
  .object({
    storeId: id,
    hourStart: instant,
    hourEnd: instant,
    businessDate: z.string().meta({ description: 'yyyy-MM-dd of the store’s business day.' }),
    revision: z.int(),
    ...salesFigures,
    provisional: z.boolean().meta({ description: 'A source of its store is not read to its end yet.' }),
    derivedAt: instant,
    difference: z
      .object({ foundAt: instant, totalFen: fen, orders: z.int(), items: z.int(), lines: z.int() })
      .nullable()
      .meta({
        description:
          'What the nightly sweep found the ledger to say instead, though no change waits; POST /submissions derives the hour anew.',
      }),
    waitsForJobId: id.nullable().meta({
      description:
        'The job that moves orders of its store: until it is done the hour is neither derived nor submitted.',
    }),
    submission: z.object({ id, state: submissionState, errorCode: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'SalesHour' });

export const salesHourPage = pageOf(salesHour);
