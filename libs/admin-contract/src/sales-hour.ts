import { z } from 'zod';
import { submissionErrorCode } from './error-codes.js';
import { hourWait } from './hour-state.js';
import { pageOf, pageQuery } from './page.js';
import { salesFigures } from './sales-parts.js';
import { submissionState } from './submission.js';
import { ENDS_BEFORE, endsAfterItBegins, fen, id, instant, orLater, queryInstant } from './wire.js';

export const salesHourQuery = z
  .strictObject({
    ...pageQuery,
    storeId: id.optional(),
    state: z.enum(['differs']).optional().meta({
      description: 'Only hours that are not what their vendor has. All states: GET /sales/gaps.',
    }),
    from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
    to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);

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
    differs: z
      .object({
        why: hourWait,
        text: z.object({ zh: z.string(), en: z.string() }),
        until: instant.nullable(),
      })
      .nullable()
      .meta({
        description:
          'It is not what its vendor has: why it is not reported again yet, and when it is looked at again; null until then where it waits for a person.',
      }),
    submission: z
      .object({ id, state: submissionState, errorCode: orLater(submissionErrorCode).nullable() })
      .nullable(),
  })
  .meta({ id: 'SalesHour' });

export const salesHourPage = pageOf(salesHour);
