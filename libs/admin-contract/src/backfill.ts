import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { givenInstant, id, instant } from './wire.js';

export const backfillQuery = z.strictObject({ ...pageQuery, accountId: id.optional() });

export const newBackfill = z
  .strictObject({
    accountId: z.string(),
    from: givenInstant,
    to: givenInstant.meta({ description: 'Not part of it; in the past, at most 400 days after from.' }),
  })
  .meta({ id: 'NewBackfill' });

export const backfillAccepted = z
  .object({ id, accountId: id, from: instant, to: instant, createdAt: instant })
  .meta({ id: 'BackfillAccepted' });

export const backfill = z
  .object({
    id,
    accountId: id,
    from: instant,
    to: instant,
    createdAt: instant,
    closedAt: instant.nullable().meta({ description: 'When all of its windows were closed.' }),
    purpose: z.enum(['backfill', 'repair']).meta({
      description:
        'backfill: somebody asked for it; repair: a repair did, by the calls that there are for those.',
    }),
    windows: z.object({ open: z.int(), closed: z.int(), failed: z.int() }),
    orders: z.int().meta({ description: 'Rows that the vendor listed so far.' }),
  })
  .meta({ id: 'Backfill' });

export const backfillPage = pageOf(backfill);
