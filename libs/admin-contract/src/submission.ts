import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { fen, givenInstant, id, instant, queryInstant } from './wire.js';

export const submissionState = z.enum(['waiting', 'accepted', 'failed', 'unknown', 'conflict']);

export const submissionCause = z.enum(['first', 'restated', 'requested', 'confirm']);

export const submissionQuery = z.strictObject({
  ...pageQuery,
  storeId: id.optional(),
  accountId: id.optional(),
  state: submissionState.optional(),
  from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
  to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
});

export const submissionRequest = z
  .strictObject({
    storeId: z.string(),
    from: givenInstant.meta({ description: 'Hours that begin at or after it.' }),
    to: givenInstant.meta({ description: 'Hours that begin before it; at most 31 days later.' }),
  })
  .meta({ id: 'SubmissionRequest' });

/** What a request came to, counted in hours. */
export const submissionAccepted = z
  .object({
    submissions: z.int().meta({ description: 'Submissions under way.' }),
    unchanged: z.int().meta({ description: 'The vendor has the same figures already: nothing is sent.' }),
    notClosed: z.int().meta({ description: 'Not over yet: nothing is done.' }),
  })
  .meta({ id: 'SubmissionAccepted' });

export const submission = z
  .object({
    id,
    storeId: id,
    accountId: id,
    hourStart: instant,
    hourEnd: instant,
    revision: z.int(),
    cover: z.boolean().meta({ description: 'Whether it replaces what was reported before.' }),
    cause: submissionCause.meta({
      description:
        'Why it was made. restated: what the vendor has was changed, and nobody asked. confirm: a covering report may have been overtaken, so the hour is said once more.',
    }),
    state: submissionState,
    totalFen: fen,
    orders: z.int(),
    items: z.int(),
    payload: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: 'The business parameters as last sent.' }),
    attempts: z.int(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    receipt: z.object({ vendorCode: z.string(), message: z.string() }).nullable(),
    createdAt: instant,
    settledAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
    accountPaused: z.boolean().meta({ description: 'Then nothing is sent until it is resumed.' }),
    advice: z.object({ zh: z.string(), en: z.string() }).nullable().meta({
      description: 'Why it waits or did not get there, and what can be done; null where it is accepted.',
    }),
  })
  .meta({ id: 'Submission' });

export const submissionPage = pageOf(submission);

const attempt = z.object({
  id,
  startedAt: instant,
  finishedAt: instant.nullable(),
  outcome: z
    .string()
    .nullable()
    .meta({ description: 'accepted, or an error code; null while nobody knows.' }),
  vendorCode: z.string().nullable(),
  message: z.string().nullable(),
});

export const submissionDetail = submission
  .extend({ attemptsMade: z.array(attempt) })
  .meta({ id: 'SubmissionDetail' });
