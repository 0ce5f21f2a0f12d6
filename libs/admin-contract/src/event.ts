import { z } from 'zod';

/** What a hint may be about: each has a list of its own. */
export const HINTED_KINDS = [
  'order',
  'delivery',
  'dispatch',
  'discrepancy',
  'incident',
  'repair',
  'alarm',
  'account',
  'window',
  'submission',
  'sales_hour',
  'job',
  'run',
  'brake',
  'bulk',
  'store',
  'suggestion',
  'key',
  'user',
  'session',
] as const;

/** The data of an event `hint` of `GET /api/v1/events`. */
export const hint = z
  .object({
    kind: z.enum(HINTED_KINDS),
    id: z.string().nullable().meta({
      description:
        'Null: something of this kind. Of a sales hour `storeId/hourStart`, of a brake its scope, else the resource’s id.',
    }),
    storeId: z.string().nullable().meta({ description: 'Null where it is of no store, or nobody knows.' }),
  })
  .meta({ id: 'Hint' });
