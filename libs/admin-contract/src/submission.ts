import { z } from 'zod';
import { submissionErrorCode, submissionOutcome } from './error-codes.js';
import { pageOf, pageQuery } from './page.js';
import {
  ENDS_BEFORE,
  endsAfterItBegins,
  fen,
  givenInstant,
  id,
  instant,
  orLater,
  queryInstant,
  severalOf,
} from './wire.js';
import { coded } from './refusals/coded.js';

export const submissionState = z.enum(['waiting', 'accepted', 'failed', 'unknown', 'conflict']);

export const submissionCause = z.enum(['first', 'restated', 'requested', 'confirm']);

export const submissionQuery = z
  .strictObject({
    ...pageQuery,
    storeId: id.optional(),
    accountId: id.optional(),
    state: severalOf(submissionState.options).optional(),
    from: queryInstant.optional().meta({ description: 'Hours that begin at or after it.' }),
    to: queryInstant.optional().meta({ description: 'Hours that begin before it.' }),
  })
  .refine(endsAfterItBegins, ENDS_BEFORE);

export const submissionRequest = z
  .strictObject({
    storeId: z.string().optional().meta({ description: 'Left out: all stores that are reported, by a job.' }),
    from: givenInstant.meta({ description: 'Hours that begin at or after it.' }),
    to: givenInstant.meta({
      description: 'Hours that begin before it; more than 31 days later by a job, at most five years.',
    }),
    hoursPerMinute: z
      .int({ error: coded('must_be_whole_number_within', { least: 1, most: 6000 }) })
      .min(1, { error: coded('must_be_at_least', { least: 1 }) })
      .max(6_000, { error: coded('must_be_at_most', { most: 6_000 }) })
      .default(600)
      .meta({ description: 'The most that a job does in a minute.' }),
  })
  .meta({ id: 'SubmissionRequest' });

/** What a request came to, counted in hours. */
const submissionAccepted = z
  .object({
    submissions: z.int().meta({ description: 'Submissions under way.' }),
    unchanged: z.int().meta({ description: 'The vendor has the same figures already: nothing is sent.' }),
    notClosed: z.int().meta({ description: 'Not over yet: nothing is done.' }),
  })
  .meta({ id: 'SubmissionAccepted' });

/** The period is long, or all stores are meant: a job does it. */
const submissionJobMade = z
  .object({ jobId: id.meta({ description: 'GET /jobs/{id} shows how far it is.' }) })
  .meta({ id: 'SubmissionJobMade' });

export const submissionAnswer = z.union([submissionAccepted, submissionJobMade]);

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
    errorCode: orLater(submissionErrorCode).nullable(),
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
  outcome: orLater(submissionOutcome).nullable().meta({
    description: 'accepted, or an error code; null while nobody knows.',
  }),
  vendorCode: z.string().nullable(),
  message: z.string().nullable(),
});

export const submissionDetail = submission
  .extend({ attemptsMade: z.array(attempt) })
  .meta({ id: 'SubmissionDetail' });
