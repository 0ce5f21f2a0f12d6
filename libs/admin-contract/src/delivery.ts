import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { id, instant, queryFlag, queryInstant } from './wire.js';

const state = z
  .enum(['pending', 'done', 'failed', 'conflict', 'not_read'])
  .meta({ description: 'not_read: kept, but it names no order and its kind is not read by the hub.' });

export const deliveryQuery = z.strictObject({
  ...pageQuery,
  accountId: id.optional(),
  state: state.optional(),
  from: queryInstant.optional().meta({ description: 'Received at or after.' }),
  to: queryInstant.optional().meta({ description: 'Received at or before.' }),
});

export const deliveryReadQuery = z.strictObject({
  body: queryFlag.meta({ description: 'Adds the raw body, which may hold personal fields; this is logged.' }),
});

export const delivery = z
  .object({
    id,
    receivedAt: instant,
    accountId: id,
    connector: z.string(),
    key: z.string().nullable().meta({ description: 'The vendor’s idempotency key.' }),
    bodySize: z.int(),
    references: z.array(
      z.object({ vendorNo: z.string(), params: z.record(z.string(), z.string()).optional() }),
    ),
    state,
    times: z.int().meta({
      description:
        'How often it came: a body without a key again before it was read; a conflict again after ten of its key were kept.',
    }),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    settledAt: instant.nullable(),
  })
  .meta({ id: 'Delivery' });

export const deliveryPage = pageOf(delivery);

export const deliveryDetail = delivery
  .extend({
    body: z.string().nullable().optional().meta({ description: 'As text; null when it is no longer kept.' }),
    bodyBase64: z
      .string()
      .optional()
      .meta({ description: 'Instead of body, where the bytes are no UTF-8 text.' }),
  })
  .meta({ id: 'DeliveryDetail' });

export const replayAccepted = z.object({ id }).meta({ id: 'ReplayAccepted' });
