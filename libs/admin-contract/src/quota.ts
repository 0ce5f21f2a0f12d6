import { z } from 'zod';
import { instant } from './wire.js';

/** In the order in which calls are granted. */
const GRANTED = [
  'place',
  'cancel',
  'find',
  'complete',
  'ship',
  'listing',
  'fetch',
  'backfill',
  'repair',
] as const;

const each = <Name extends string, Shape extends z.ZodType>(names: readonly Name[], shape: Shape) =>
  z.object(Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>);

export const quota = z
  .object({
    limit: z.int().nullable().meta({ description: 'Calls in the period; null while nobody knows.' }),
    used: z.int().meta({ description: 'By all accounts of one caller, and by all hubs.' }),
    periodStart: instant,
    periodEnd: instant,
    readAt: instant.nullable().meta({ description: 'When the vendor last told its count.' }),
    emptyUntil: instant.nullable().meta({ description: 'The vendor said that nothing is left until then.' }),
    usedFor: each([...GRANTED, 'quota', 'check', 'others'], z.int()).meta({
      description:
        'Calls as they were made, each attempt. `fetch`: one order by its number, or older open orders by a list; `backfill`: also lists that pushes asked for; `repair`: looks before something is mended, at most the account’s `repairShare` of the limit; `quota`: readings of the vendor’s count; `check`: by a person; `others`: in the same name, not by this hub.',
    }),
    reservedFor: each(GRANTED, z.int()).nullable().meta({
      description: 'Kept until the period’s end: expected writes, and the live streams’ listings.',
    }),
    free: z.int().nullable().meta({
      description: 'Left beside the reserve, for anything at once; null for any number.',
    }),
    grantedFrom: each(GRANTED, instant).meta({
      description:
        'When a call for each would be granted, as far as is known now: now, unless it has to wait.',
    }),
  })
  .meta({ id: 'Quota' });
