import { z } from 'zod';
import { fen, id, instant } from './wire.js';

export const postingCause = z.enum(['record', 'link', 'binding', 'correction', 'rule', 'upgrade']);

/** What of an order counts in an hour, and why it does. */
export const orderPosting = z
  .object({
    seq: z.int().meta({ description: 'Its number among all that the order ever posted.' }),
    kind: z.enum(['sale', 'refund']),
    storeId: id,
    at: instant.meta({ description: 'The instant in whose hour it counts.' }),
    orders: z.int().meta({ description: '1 for the sale, 0 for money that went back.' }),
    items: z.int(),
    lines: z.int(),
    totalFen: fen.meta({
      description:
        'What it adds: gross − discount + freight + packaging + service + rounding − refund, of the parts that count.',
    }),
    grossFen: fen,
    discountFen: fen,
    freightFen: fen,
    packagingFen: fen,
    serviceFen: fen,
    roundingFen: fen,
    refundFen: fen,
    paymentMethod: z.string().nullable(),
    cause: postingCause.meta({
      description:
        'Why it was posted: what a vendor stated, a link, a binding, a correction, a rule set or an upgrade.',
    }),
    ruleVersion: z
      .int()
      .meta({ description: 'Under which rule set of the store it was posted; 0: none stated.' }),
    postedAt: instant,
  })
  .meta({ id: 'OrderPosting' });
