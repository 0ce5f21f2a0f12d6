import { z } from 'zod';
import { submissionErrorCode } from './error-codes.js';
import { hourState } from './hour-state.js';
import { pageOf, pageQuery } from './page.js';
import { submissionState } from './submission.js';
import { ENDS_BEFORE, endsAfterItBegins, id, instant, orLater, queryInstant, severalOf } from './wire.js';

const period = {
  storeId: id.optional(),
  from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
  to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
};

export const salesGapQuery = z
  .strictObject({
    ...pageQuery,
    ...period,
    state: severalOf(hourState.options)
      .optional()
      .meta({
        description: `One or several, with commas between them, of: ${hourState.options.join(', ')}. Left out: all but reported.`,
      }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);

/** An hour of a store that is over, and where it stands. */
export const salesGap = z
  .object({
    storeId: id,
    hourStart: instant,
    hourEnd: instant,
    businessDate: z.string().meta({ description: 'yyyy-MM-dd of the store’s business day.' }),
    state: hourState,
    stateText: z.object({ zh: z.string(), en: z.string() }).meta({ description: 'The state for people.' }),
    accountId: id.nullable().meta({ description: 'Who it is reported to; null: nobody takes it.' }),
    heldBy: z
      .array(z.object({ accountId: id, stream: z.string() }))
      .meta({ description: 'The streams that are not read to its end, while it is held.' }),
    fills: z.enum(['itself', 'asked']).nullable().meta({
      description:
        'Of a hole: itself, within minutes; asked: by POST /submissions alone, as it is older than 35 days or between two bindings. Null: it is none.',
    }),
    waitsForJobId: id.nullable().meta({
      description: 'The job that moves orders of its store: until it is done the hour is not derived.',
    }),
    revision: z.int().nullable().meta({ description: 'Null: it is not derived.' }),
    submission: z
      .object({ id, state: submissionState, errorCode: orLater(submissionErrorCode).nullable() })
      .nullable()
      .meta({ description: 'The last one.' }),
  })
  .meta({ id: 'SalesGap' });

export const salesGapPage = pageOf(salesGap);

export const salesGapDayQuery = z
  .strictObject({ ...pageQuery, ...period })
  .refine(endsAfterItBegins, ENDS_BEFORE);

/** How many hours of a store’s business day stand where; hours that are over alone. */
export const salesGapDay = z
  .object({
    storeId: id,
    businessDate: z.string().meta({ description: 'yyyy-MM-dd.' }),
    hours: z.int().meta({ description: 'The sum of the counts.' }),
    counts: z.record(hourState, z.int()),
  })
  .meta({ id: 'SalesGapDay' });

export const salesGapDayPage = pageOf(salesGapDay);
