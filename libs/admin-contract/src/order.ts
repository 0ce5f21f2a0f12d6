import { z } from 'zod';
import { leg, legDetail } from './order-leg.js';
import { pageOf, pageQuery } from './page.js';
import { fen, id, instant, queryFlag, queryInstant } from './wire.js';

export const orderQuery = z.strictObject({
  ...pageQuery,
  q: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Any number of the order, whole; or a phone number.' }),
  storeId: id.optional(),
  accountId: id.optional(),
  status: z.string().max(40).optional(),
  from: queryInstant.optional().meta({ description: 'Placed at or after.' }),
  to: queryInstant.optional().meta({ description: 'Placed before.' }),
});

export const orderReadQuery = z.strictObject({
  reveal: queryFlag.meta({ description: 'Shows the customers’ contacts unmasked; this is logged.' }),
});

export const order = z
  .object({
    id,
    status: z.string().meta({ description: 'In one word, for a person.' }),
    payment: z.string(),
    fulfilment: z.string(),
    afterSale: z.string(),
    storeId: id.nullable(),
    placedAt: instant.nullable(),
    totalFen: fen.nullable(),
    saleAt: instant
      .nullable()
      .meta({ description: 'The instant whose hour it is sold in; null while it sells nothing.' }),
    saleFen: fen.nullable(),
    flags: z.array(z.string()).meta({ description: 'What a person should look at.' }),
    createdAt: instant,
    updatedAt: instant,
    legs: z.array(leg),
  })
  .meta({ id: 'Order' });

export const orderPage = pageOf(order);

const link = z.object({ legId: id, orderId: id, evidence: z.string(), linkedAt: instant });

const entry = z.object({
  id,
  legId: id,
  recordedAt: instant,
  asOf: instant,
  precedence: z.int(),
  changed: z.array(z.string()).meta({ description: 'The groups that it changed.' }),
  flags: z.array(z.string()),
  payloadId: id.nullable(),
  observation: z.unknown().meta({ description: 'What the vendor said, as stored, without personal fields.' }),
});

export const orderDetail = order
  .extend({ legs: z.array(legDetail), links: z.array(link), entries: z.array(entry) })
  .meta({ id: 'OrderDetail' });
