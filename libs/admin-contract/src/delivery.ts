import { z } from 'zod';
import { causeOf, errorCodeFilter } from './cause.js';
import { deliveryErrorCode } from './error-codes.js';
import { afterSaleState, fulfilmentState, paymentState } from './order-states.js';
import { pageOf, pageQuery } from './page.js';
import { fieldFault } from './problem.js';
import {
  ENDS_BEFORE,
  endsAfterItBegins,
  fen,
  id,
  instant,
  orLater,
  queryFlag,
  queryInstant,
  severalOf,
} from './wire.js';

const state = z
  .enum(['pending', 'done', 'failed', 'conflict', 'not_read', 'contradicts', 'discarded', 'refused'])
  .meta({
    description:
      'not_read: kept, but it names no order and its kind is not read by the hub. contradicts: another order has its ' +
      'number; nothing of it is recorded before a person resolves it. discarded: a person was done with it. ' +
      'refused: rightly signed, but its content could not be taken, and its sender was told so.',
  });

/** What a list can be narrowed to. */
export const deliveryFilter = {
  accountId: id.optional(),
  state: severalOf(state.options).optional(),
  errorCode: errorCodeFilter.optional(),
  from: queryInstant.optional().meta({ description: 'Received at or after.' }),
  to: queryInstant.optional().meta({ description: 'Received at or before.' }),
};

export const deliveryQuery = z
  .strictObject({ ...pageQuery, ...deliveryFilter })
  .refine(endsAfterItBegins, ENDS_BEFORE);

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
        'How often it came: a body without a key again before it was read; a conflict again after ten of its key were kept; a refused one with the same bytes.',
    }),
    attempts: z.int(),
    nextAttemptAt: instant.nullable(),
    errorCode: orLater(deliveryErrorCode).nullable(),
    errorMessage: z.string().nullable(),
    settledAt: instant.nullable().meta({
      description:
        'Of a refused one: when a good delivery of its order was recorded, it was dismissed, or a day was over.',
    }),
    faults: z.array(fieldFault.partial({ code: true, params: true })).meta({
      description:
        'Of a refused one: what is wrong, by field; a hundred at most. Those of before 0.4.0 have no code.',
    }),
    charset: z
      .string()
      .nullable()
      .meta({ description: 'As it was declared, where the bytes are read by another than UTF-8.' }),
    awaitsListing: z.boolean().meta({
      description:
        'It waits for the account’s next listing, which shows the orders that it names: nothing is fetched for it before.',
    }),
  })
  .meta({ id: 'Delivery' });

export const deliveryPage = pageOf(delivery);

export const deliveryCauses = z
  .object({
    items: z.array(
      causeOf(state.extract(['pending', 'failed', 'contradicts', 'refused']), deliveryErrorCode).meta({
        id: 'DeliveryCause',
      }),
    ),
  })
  .meta({
    id: 'DeliveryCauses',
    description:
      'The most first. Of refused ones those that are neither made good nor dismissed, nor a day old.',
  });

const comparedOrder = z.object({
  storeCode: z.string().nullable(),
  placedAt: instant.nullable(),
  payment: paymentState.nullable(),
  fulfilment: fulfilmentState.nullable(),
  afterSale: afterSaleState.nullable(),
  totalFen: fen.nullable(),
  paidFen: fen.nullable(),
  asOf: instant.nullable(),
});

const contradiction = z
  .object({
    orderNo: z.string().meta({ description: 'The number that both orders carry.' }),
    differs: z.array(z.enum(['orderNo', 'storeCode', 'placedAt'])),
    recorded: comparedOrder
      .extend({ orderId: id, legId: id })
      .meta({ description: 'The order that has the number, as it is now.' }),
    stated: comparedOrder.meta({ description: 'What the delivery says of its order.' }),
    resolvedAs: z.enum(['same', 'another', 'discard', 'replay']).nullable(),
    resolvedBy: z.string().nullable().meta({ description: 'The name of the key or the user.' }),
    resolvedAt: instant.nullable(),
  })
  .meta({ id: 'Contradiction', description: 'Two orders that carry one number, beside each other.' });

export const deliveryResolution = z.strictObject({
  as: z.enum(['same', 'another', 'discard']).meta({
    description:
      'same: it is the order that has the number, after all. another: it becomes an order of its own, and what else ' +
      'comes of that one follows. Both are worked off now. discard: this delivery is done with.',
  }),
});

export const deliveryDetail = delivery
  .extend({
    payloadId: id.meta({ description: 'GET /payloads/{id} shows its body, masked, as long as it is kept.' }),
    contradiction: contradiction.nullable().meta({ description: 'Null where it never contradicted any.' }),
    body: z.string().nullable().optional().meta({ description: 'As text; null when it is no longer kept.' }),
    bodyBase64: z
      .string()
      .optional()
      .meta({ description: 'Instead of body, where the bytes are no UTF-8 text.' }),
  })
  .meta({ id: 'DeliveryDetail' });

export const replayAccepted = z.object({ id }).meta({ id: 'ReplayAccepted' });

export const deliveryResolved = z.object({ id }).meta({ id: 'DeliveryResolved' });
