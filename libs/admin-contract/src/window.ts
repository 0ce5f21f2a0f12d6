import { z } from 'zod';
import { windowErrorCode } from './error-codes.js';
import { pageOf, pageQuery } from './page.js';
import { id, instant, orLater, severalOf } from './wire.js';

export const windowState = z.enum(['open', 'closed', 'failed']);

export const windowQuery = z.strictObject({
  ...pageQuery,
  accountId: id.optional(),
  state: severalOf(windowState.options).optional(),
  stream: z.string().max(200).optional(),
  backfillId: id.optional(),
});

const wordText = z.object({ zh: z.string(), en: z.string() });

const unreadRow = z
  .object({
    id,
    vendorNo: z.string().nullable().meta({ description: 'Null when not even the number could be read.' }),
    message: z.string(),
    tries: z.int().meta({ description: 'How often it was asked for by its number.' }),
    nextAttemptAt: instant
      .nullable()
      .meta({ description: 'Null when it is not asked for any more: a person has to look at it.' }),
    firstAt: instant,
  })
  .meta({ id: 'UnreadRow' });

/** A stretch of time whose orders a vendor is asked to list. */
export const listedWindow = z
  .object({
    id,
    accountId: id,
    stream: z.string().meta({ description: 'What is covered by itself, e.g. one order source.' }),
    backfillId: id.nullable().meta({ description: 'Null: of the live stream.' }),
    from: instant,
    to: instant.meta({ description: 'Not part of it.' }),
    state: windowState.meta({
      description: 'Closed once all of it is recorded; a failed one is tried again.',
    }),
    pages: z.int(),
    orders: z
      .int()
      .meta({ description: 'Numbers listed; those in the overlap of two windows count for both.' }),
    attempts: z.int(),
    nextAttemptAt: instant.nullable().meta({ description: 'Null when closed, and while it is being read.' }),
    errorCode: orLater(windowErrorCode).nullable(),
    errorMessage: z.string().nullable(),
    errorText: wordText.nullable().meta({
      description:
        'What the code means where it is about the window, in both languages; null for other codes.',
    }),
    closedAt: instant.nullable(),
    unread: z.int().meta({
      description:
        'Rows that it listed and nobody could read; they hold nothing back. More than the rows named.',
    }),
    unreadRows: z.array(unreadRow),
  })
  .meta({ id: 'Window' });

export const windowPage = pageOf(listedWindow);

export const coverageQuery = z.strictObject({ ...pageQuery, accountId: id.optional() });

const gap = z.object({
  from: instant,
  to: instant,
  state: windowState,
  errorCode: orLater(windowErrorCode).nullable(),
});

const callBudget = z
  .object({
    callsNeeded: z.int().meta({
      description: 'In a whole period, by all accounts that share the calls: one a window, so at least.',
    }),
    callsAllowed: z.int().meta({ description: 'What polling is granted of the period’s calls.' }),
  })
  .meta({ id: 'CallBudget' });

const soughtLegs = z
  .object({
    waiting: z.int(),
    since: instant.meta({ description: 'When the first of them was to be looked for.' }),
  })
  .meta({ id: 'SoughtLegs' });

/** How far a live stream is read. */
export const streamCoverage = z
  .object({
    accountId: id,
    stream: z.string().meta({
      description: 'What is covered by itself; `301~6h` is the stream 301 read once more six hours later.',
    }),
    startsAt: instant,
    plannedTo: instant,
    completeTo: instant.meta({ description: 'Everything from startsAt up to here has been read.' }),
    openWindows: z.int(),
    failedWindows: z.int(),
    gaps: z.array(gap).meta({ description: 'Planned and not read yet, the oldest first; 50 at most.' }),
    soughtLegs: soughtLegs.nullable().meta({
      description:
        'Open orders that no listing has shown for longer than they are to wait, because the calls did not suffice to look for them or the vendor did not answer; null where none waits.',
    }),
    vendorClockOffsetMs: z.number().nullable().meta({
      description:
        'The vendor’s clock minus ours, as learned by the hub that answers; null until it has called.',
    }),
    budget: callBudget.nullable().meta({
      description: 'Null where calls are not counted or nobody knows the limit, and for a paused account.',
    }),
  })
  .meta({ id: 'StreamCoverage' });

export const coveragePage = pageOf(streamCoverage);
