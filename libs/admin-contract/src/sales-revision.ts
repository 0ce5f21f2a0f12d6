import { z } from 'zod';
import { submissionErrorCode } from './error-codes.js';
import { postingCause } from './order-posting.js';
import { pageOf, pageQuery } from './page.js';
import { REVISION_WHY_TEXTS } from './revision-words.js';
import { salesHour } from './sales-hour.js';
import { salesFigures } from './sales-parts.js';
import { submissionCause, submissionState } from './submission.js';
import { id, instant, orLater, wordsOf } from './wire.js';
import { coded } from './refusals/coded.js';

const number = z.coerce
  .number<string | number>({ error: coded('must_be_revision') })
  .int({ error: coded('must_be_revision') })
  .min(1, { error: coded('must_be_at_least', { least: 1 }) })
  .max(2_147_483_647, { error: coded('must_be_revision') });

export const revisionWhy = wordsOf(REVISION_WHY_TEXTS);
const why = z.array(orLater(revisionWhy)).meta({
  description: 'first, or what made the difference: late, refund, correction, link, binding, rule, upgrade.',
});

/** What an hour was derived to be. */
const revision = z.object({
  revision: z.int(),
  ...salesFigures,
  why,
  provisional: z.boolean().meta({ description: 'A source of its store had not been read to its end.' }),
  ruleVersions: z.array(z.int()).meta({
    description: 'Under which of the store’s rule sets something counts in it; 0: none was stated.',
  }),
  derivedAt: instant,
});

const revisionWithSubmissions = revision
  .extend({
    submissions: z.array(
      z.object({
        ...{ id, accountId: id, state: submissionState, cause: submissionCause, cover: z.boolean() },
        ...{
          errorCode: orLater(submissionErrorCode).nullable(),
          createdAt: instant,
          settledAt: instant.nullable(),
        },
      }),
    ),
  })
  .meta({ id: 'SalesRevision' });

/** An hour with what it was derived to be, the latest first. */
export const salesHourDetail = salesHour
  .extend({ revisions: z.array(revisionWithSubmissions), nextCursor: z.string().nullable() })
  .meta({ id: 'SalesHourDetail' });

export const salesOrdersQuery = z.strictObject({
  ...pageQuery,
  revision: number.optional().meta({ description: 'Without it the latest.' }),
});

/** What one order adds. */
const salesOrder = z
  .object({
    orderId: id,
    numbers: z.array(z.object({ connector: z.string(), accountId: id, vendorNo: z.string() })).meta({
      description: 'What the vendors call it; none where its legs are another order’s by now.',
    }),
    ...salesFigures,
    kinds: z.array(z.enum(['sale', 'refund'])),
    causes: z.array(orLater(postingCause)).meta({
      description: 'What posted it: record, link, binding, correction, rule, upgrade.',
    }),
  })
  .meta({ id: 'SalesOrder' });

export const salesOrderPage = pageOf(salesOrder)
  .extend({ revision: z.int() })
  .meta({ description: 'All pages together come to the revision’s figures.' });

export const salesComparisonQuery = z.strictObject({
  ...pageQuery,
  from: number.optional().meta({ description: 'The earlier revision; without it the one before.' }),
  to: number.optional().meta({ description: 'The later revision; without it the latest.' }),
});

export const salesComparison = pageOf(salesOrder.extend({ why }))
  .extend({
    ...{ from: revision, to: revision },
    difference: z.object(salesFigures).meta({ description: 'What all orders, page by page, come to.' }),
  })
  .meta({ id: 'SalesComparison' });
