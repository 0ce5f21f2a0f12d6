import { z } from 'zod';
import { pageOf } from './page.js';
import { id, instant, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

const timeZone = z
  .string()
  .max(64)
  .meta({ description: 'IANA zone.', examples: ['Asia/Shanghai'] });
const businessDayStart = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: coded('must_be_time_of_day', { example: '05:00' }) })
  .meta({ description: 'Store-local time at which the business day begins.' });

export const newStore = z
  .strictObject({
    code: shortText(64).meta({
      description: 'The chain’s own code; storefront documents name the store by it.',
    }),
    name: shortText(200),
    timeZone,
    businessDayStart: businessDayStart.optional(),
  })
  .meta({ id: 'NewStore' });

export const storeChange = z
  .strictObject({ name: shortText(200).optional(), businessDayStart: businessDayStart.optional() })
  .meta({ id: 'StoreChange' });

export const store = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    timeZone,
    businessDayStart,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Store' });

/** Made; recorded orders that name its code are still on their way to it. */
export const storeMoving = store
  .extend({ jobId: id.meta({ description: 'The job that gives recorded orders to it: GET /jobs/{id}.' }) })
  .meta({ id: 'StoreMoving' });

export const storePage = pageOf(store);
