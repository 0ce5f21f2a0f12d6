import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { id, instant, shortText } from './wire.js';
import { coded } from './refusals/coded.js';

export const newReveal = z
  .strictObject({
    reason: shortText(500)
      .min(3, { error: coded('must_have_at_least_characters', { least: 3 }) })
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

/** That somebody was shown the contacts of an order. */
export const reveal = z
  .object({
    id,
    orderId: id.meta({
      description: 'As it was asked for; its legs may belong to another order by now.',
    }),
    at: instant,
    by: z.string().meta({ description: 'The name of the key or the user.' }),
    reason: z.string(),
  })
  .meta({ id: 'Reveal' });

export const revealQuery = z.strictObject({
  ...pageQuery,
  orderId: id.optional().meta({
    description: 'Also of orders that legs of this one belonged to before.',
  }),
});

export const revealPage = pageOf(reveal);
