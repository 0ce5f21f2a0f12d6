import { z } from 'zod';
import { instant } from './wire.js';

const left = z.int().nullable().meta({ description: 'Calls left; null for any number.' });

export const quota = z
  .object({
    limit: z.int().nullable().meta({ description: 'Calls in the period; null while nobody knows.' }),
    used: z.int().meta({ description: 'By all accounts of one caller, and by all hubs.' }),
    periodStart: instant,
    periodEnd: instant,
    readAt: instant.nullable().meta({ description: 'When the vendor was last asked.' }),
    emptyUntil: instant.nullable().meta({ description: 'The vendor said that nothing is left until then.' }),
    share: z
      .object({ dispatch: left, polling: left })
      .meta({ description: 'Polling leaves a reserve to dispatch until the period’s last hour.' }),
  })
  .meta({ id: 'Quota' });
