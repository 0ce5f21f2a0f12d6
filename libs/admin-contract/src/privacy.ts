import { z } from 'zod';
import { pageOf, pageQuery } from './page.js';
import { coded } from './refusals/coded.js';
import { fen, id, instant, shortText } from './wire.js';

/** By what a person is named; in the body, never in an address that some log keeps. */
const named = {
  phone: z.string().trim().min(1).max(40).optional().meta({
    description: 'However it is written; it is kept nowhere.',
  }),
  orderId: id.optional().meta({ description: 'The person of this order: of all of its legs.' }),
};
const isOne = ({ phone, orderId }: { readonly phone?: unknown; readonly orderId?: unknown }): boolean =>
  (phone === undefined) !== (orderId === undefined);
const ONE = { path: ['phone'], error: coded('give_phone_or_order') };

const reason = shortText(500)
  .min(3, { error: coded('must_have_at_least_characters', { least: 3 }) })
  .meta({ description: 'Why; kept for ever with who asked and when, so it must not say who it is about.' });

export const newErasure = z.strictObject(named).refine(isOne, ONE).meta({ id: 'NewErasure' });
export const erasureStart = z.strictObject({ reason }).meta({ id: 'ErasureStart' });
export const newExport = z
  .strictObject({ ...named, reason })
  .refine(isOne, ONE)
  .meta({ id: 'NewExport' });

/** What an erasure takes away, or has. */
export const erasureCounts = z.object({
  contacts: z.int().meta({ description: 'Names, phones, addresses, remarks and member’s numbers of legs.' }),
  deliveries: z
    .int()
    .meta({ description: 'That name one of the legs, whether or not anything changed by them.' }),
  payloadsBlanked: z.int().meta({ description: 'Raw bytes of which a copy without the person is kept.' }),
  payloadsRemoved: z
    .int()
    .meta({ description: 'Raw bytes that nobody can read, and that are gone as a whole.' }),
  requests: z.int().meta({ description: 'Commands to tills and their attempts that named the person.' }),
  texts: z.int().meta({ description: 'What people wrote and named the person: reasons, remarks, notes.' }),
});

const erasureFields = {
  id,
  state: z.enum(['planned', 'running', 'done', 'cancelled', 'expired']),
  by: z.enum(['phone', 'order', 'list']).meta({
    description: 'By what the person was named; list: erased before, and again after a backup was restored.',
  }),
  orderId: id.nullable(),
  legs: z.int().meta({ description: 'Legs, and deliveries of none, that it goes through.' }),
  done: z.int(),
  failed: z.int().meta({ description: 'GET /bulks/{id}/items says which, and why.' }),
  counts: erasureCounts,
  reason: z.string().nullable(),
  plannedBy: z.string(),
  startedBy: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant.meta({ description: 'It can be begun until then.' }),
  finishedAt: instant.nullable(),
};

export const erasure = z
  .object({ ...erasureFields, counts: erasureCounts.meta({ description: 'What is gone by now.' }) })
  .meta({ id: 'Erasure' });

export const erasurePlan = z
  .object({
    ...erasureFields,
    counts: erasureCounts.meta({ description: 'What would go, of as many legs as `counted` says.' }),
    counted: z.int().meta({ description: 'The first 50 at most are gone through for the counts.' }),
  })
  .meta({ id: 'ErasurePlan' });

export const erasurePage = pageOf(erasure);

const said = z.string().nullable();
const bytes = z.object({
  payloadId: id,
  storedAt: instant,
  fields: z
    .array(z.object({ field: z.string(), value: z.string() }))
    .nullable()
    .meta({
      description: 'What stands in personal fields, by their names on the wire; null: nobody can read it.',
    }),
});

/** All that is kept of one person. It is made for this answer and stored nowhere. */
export const exportedPerson = z
  .object({
    id: id.meta({ description: 'GET /privacy/acts lists that it was asked for.' }),
    at: instant,
    legs: z.array(
      z.object({
        legId: id,
        orderId: id,
        accountId: id,
        connector: z.string(),
        vendorNo: z.string(),
        storeId: id.nullable(),
        orderAt: instant,
        payment: said,
        fulfilment: said,
        totalFen: fen.nullable(),
        saleFen: fen.nullable(),
        contact: z
          .object({ name: said, phone: said, address: said, remark: said, memberNo: said })
          .nullable(),
        lines: z.array(z.object({ itemName: z.string(), itemSpec: said, quantity: z.string() })),
        bytes: z.array(bytes).meta({ description: 'Raw deliveries and answers that are kept.' }),
      }),
    ),
    unrecorded: z
      .array(bytes)
      .meta({ description: 'Deliveries that never came into the ledger and show the phone.' }),
    texts: z
      .array(z.object({ table: z.string(), text: z.string() }))
      .meta({ description: 'What people, or a till, wrote of the person: reasons, remarks, notes.' }),
  })
  .meta({ id: 'ExportedPerson' });

/** What was done about persons, without the person. */
export const privacyAct = z
  .object({
    id,
    kind: z.enum(['erasure', 'export']),
    at: instant,
    by: z.string().meta({ description: 'The name of the API key; list: a list of erasures, done again.' }),
    askedBy: z.enum(['phone', 'order', 'list']),
    reason: z.string(),
    legIds: z.array(id),
    deliveryIds: z.array(id).meta({ description: 'Deliveries of no leg that named the person.' }),
  })
  .meta({ id: 'PrivacyAct' });

export const privacyActQuery = z.strictObject({
  ...pageQuery,
  kind: z.enum(['erasure', 'export']).optional(),
});
export const privacyActPage = pageOf(privacyAct);

/** An order without a person: a line of the list that is kept outside of the database. */
export const erasedOrder = z
  .object({ accountId: id, vendorNo: z.string(), erasedAt: instant })
  .meta({ id: 'ErasedOrder' });
export const erasedOrderPage = pageOf(erasedOrder);
