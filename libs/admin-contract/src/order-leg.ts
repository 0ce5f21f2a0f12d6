import { z } from 'zod';
import { afterSaleState, fulfilmentState, paymentState, serviceKind } from './order-states.js';
import { fen, id, instant } from './wire.js';

/** Since when the vendor has been saying so. */
const asOf = instant;
const raw = z.string().nullable().meta({ description: 'The vendor’s own word.' });

const payment = z.object({
  state: paymentState,
  raw,
  paidAt: instant.nullable(),
  method: z.string().nullable(),
  payments: z.array(z.object({ method: z.string(), amountFen: fen })).meta({
    description: 'What was paid how; empty where the vendor does not part it.',
  }),
  asOf,
});
const fulfilment = z.object({
  state: fulfilmentState,
  raw,
  completedAt: instant.nullable(),
  firstStatedAt: instant.nullable().meta({
    description: 'Of one that is completed or cancelled: since when the vendor has been saying so.',
  }),
  asOf,
});
const afterSale = z.object({
  state: afterSaleState,
  raw,
  refunds: z.array(z.object({ id: z.string(), amountFen: fen, refundedAt: instant.nullable() })),
  asOf,
});
const amounts = z.object({
  saleFen: fen.nullable().meta({ description: 'What counts in the hourly sales.' }),
  totalFen: fen.nullable(),
  paidFen: fen.nullable(),
  discountFen: fen.nullable(),
  freightFen: fen.nullable(),
  packagingFen: fen.nullable(),
  serviceFen: fen.nullable().meta({ description: 'Part of the total.' }),
  roundingFen: fen.nullable().meta({
    description: 'What the payment was rounded by; below nothing where it was rounded down.',
  }),
  asOf,
});

const service = z
  .object({
    kind: serviceKind.nullable(),
    reservedAt: instant.nullable(),
    area: z.string().nullable(),
    table: z.string().nullable(),
    diners: z.int().nullable(),
    pickupNo: z.string().nullable().meta({ description: 'What is called out when it is ready.' }),
    raw: z.string().nullable().meta({
      description: 'The vendor’s own word for the kind, where it stands for none that is known.',
    }),
    asOf,
  })
  .meta({ description: 'How the order is handed over.' });

/** One vendor’s view of an order. A group of which the vendor has said nothing yet is null. */
export const leg = z
  .object({
    id,
    accountId: id,
    connector: z.string(),
    vendorNo: z.string().meta({
      description:
        'What names the order at the vendor; at a storefront with its store and day where its numbers repeat.',
    }),
    orderNo: z.string().meta({ description: 'The number as the vendor writes it.' }),
    vendorStoreId: z.string().nullable(),
    storeId: id.nullable(),
    placedAt: instant.nullable(),
    numbers: z.array(z.string()),
    payment: payment.nullable(),
    fulfilment: fulfilment.nullable(),
    afterSale: afterSale.nullable(),
    amounts: amounts.nullable(),
    service: service.nullable(),
    confirmedAt: instant.nullable().meta({
      description:
        'When the vendor last said that all this still holds; null while only its receipt for an order that was placed there is known.',
    }),
  })
  .meta({ id: 'Leg' });

/** That a leg of another store is of the order, to whoever sees single stores. */
export const maskedLeg = z
  .object({
    connector: z.string(),
    payment: paymentState.nullable(),
    fulfilment: fulfilmentState.nullable(),
    afterSale: afterSaleState.nullable(),
  })
  .meta({ id: 'MaskedLeg', description: 'A state of which its vendor has said nothing yet is null.' });

const line = z.object({
  itemName: z.string(),
  itemSpec: z.string().nullable(),
  unit: z.string().nullable(),
  quantity: z.string().meta({ description: 'Decimal text.' }),
  unitPrice: z.string().nullable().meta({ description: 'Decimal text in yuan.' }),
  amountFen: fen.nullable(),
  productUid: z.string().optional().meta({
    description:
      'Of a till’s line: which of its products it is, in digits; left out where the vendor names none.',
  }),
});

const contactField = z.string().nullable();
const contact = z
  .object({
    name: contactField,
    phone: contactField,
    address: contactField,
    remark: contactField,
    memberNo: contactField,
  })
  .meta({ description: 'Masked; POST /orders/{id}/reveal shows it.' });

export const legDetail = leg
  .extend({
    origin: z.record(z.string(), z.string()).meta({
      description: 'The vendor’s own words for kind and origin, kept raw; at Suning also its jobs.',
    }),
    lines: z.array(line),
    contact: contact.nullable(),
  })
  .meta({ id: 'LegDetail' });
