import { z } from 'zod';
import { id, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

const reason = shortText(500).meta({
  description:
    'Why, for whoever reads it later; it can be erased by itself, so a slip of a person’s name does no harm.',
});
const force = z
  .boolean()
  .default(false)
  .meta({ description: 'It is to be done against what speaks against it.' });

/** A leg, or all legs of another order, that a person says are of this order. */
export const newOrderLink = z
  .strictObject({
    legId: id.optional().meta({ description: 'This leg alone.' }),
    orderId: id.optional().meta({ description: 'In place of legId: all legs of that order.' }),
    reason,
    force,
  })
  .refine(({ legId, orderId }) => (legId === undefined) !== (orderId === undefined), {
    path: ['legId'],
    error: coded('give_leg_or_order'),
  })
  .meta({ id: 'NewOrderLink' });

export const linkUndoing = z.strictObject({ reason, force }).meta({ id: 'LinkUndoing' });

export const relinked = z
  .object({
    id: id.meta({ description: 'The first of its links.' }),
    linkIds: z.array(id),
    legIds: z.array(id).meta({ description: 'Those that moved.' }),
    orderIds: z.array(id).meta({ description: 'The orders that they left and came to.' }),
    held: z.array(id).meta({
      description:
        'Commands of which it is not known any more whether the till has the order: POST /dispatches/{id}/resolve says so.',
    }),
  })
  .meta({ id: 'Relinked' });
