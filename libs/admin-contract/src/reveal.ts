import { z } from 'zod';
import { id, shortText } from './wire.js';

export const newReveal = z
  .strictObject({
    reason: shortText(500)
      .min(3, { error: 'must have at least 3 characters' })
      .meta({ description: 'Why; kept for ever with who asked and when, so it should name no person.' }),
  })
  .meta({ id: 'NewReveal' });

const said = z.string().nullable();

/** The contacts of an order's legs, as their vendors said them. */
export const revealed = z
  .object({
    orderId: id,
    legs: z.array(
      z.object({
        legId: id,
        accountId: id,
        connector: z.string(),
        vendorNo: z.string(),
        contact: z
          .object({ name: said, phone: said, address: said, remark: said, memberNo: said })
          .nullable()
          .meta({ description: 'Null: its vendor said nothing, or the person was erased.' }),
      }),
    ),
  })
  .meta({ id: 'Revealed' });
