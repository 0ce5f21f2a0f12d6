import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { TIMELINE_TEXTS } from './timeline-texts.js';
import { id, instant } from './wire.js';

export const timelineQuery = z.strictObject(pageQuery);

const KINDS = Object.keys(TIMELINE_TEXTS) as (keyof typeof TIMELINE_TEXTS)[];
export const timelineKind = z.enum(KINDS);

const ids = z.object({
  entryId: id.optional(),
  legId: id.optional(),
  accountId: id.optional(),
  orderId: id.optional().meta({ description: 'Another order: the one that a leg went to.' }),
  correctionId: id.optional(),
  dispatchId: id.optional(),
  discrepancyId: id.optional(),
  repairId: id.optional(),
  textId: id
    .optional()
    .meta({ description: 'By which DELETE /discrepancies/texts/{id} erases what a person wrote.' }),
  storeId: id.optional(),
  hourStart: instant.optional(),
  revision: z.int().optional(),
  submissionId: id.optional(),
});

/** One thing that happened to an order. */
export const timelineItem = z
  .object({
    at: instant.meta({ description: 'When we recorded it; a report, when it was settled last.' }),
    kind: timelineKind,
    text: z.object({ zh: z.string(), en: z.string() }).meta({ description: 'The sentence, for a person.' }),
    evidence: z.record(z.string(), z.unknown()).meta({
      description: 'What the sentence is made of, by name; money in names that end in Fen, as digits.',
    }),
    ids: ids.meta({ description: 'Where to look further.' }),
  })
  .meta({ id: 'TimelineItem' });

export const timelinePage = pageOf(timelineItem);
