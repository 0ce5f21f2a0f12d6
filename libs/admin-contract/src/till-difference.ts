import { z } from 'zod';
import { id } from './wire.js';

/** One fact of a placed order, on both sides. */
export const difference = z
  .object({
    fact: z.enum([
      'saleFen',
      'discountFen',
      'freightFen',
      'packagingFen',
      'serviceFen',
      'roundingFen',
      'lines',
      'service',
      'contact',
      'store',
    ]),
    placed: z.unknown().meta({ description: 'As the till was told; null of a contact, which is not shown.' }),
    now: z.unknown().meta({ description: 'As the order is now.' }),
  })
  .meta({ id: 'TillDifference' });

export const tillDiffers = z
  .array(
    z.object({
      dispatchId: id,
      accountId: id,
      vendorNo: z.string().nullable().meta({ description: 'The order’s number at the till.' }),
      differences: z.array(difference),
    }),
  )
  .meta({ description: 'Where a till has the order otherwise than it is now.' });
