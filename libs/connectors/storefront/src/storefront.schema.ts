import { z } from 'zod';
import { SERVICE_KINDS } from '#domain/order-observation.js';
import { issueFault } from '#connectors-core/read-wire.js';
import { quickLookOf } from '#connectors-core/quick-look.js';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { asIssue } from '#domain/issue-refusal.js';
import { fault } from '#domain/refusal.js';
import { fen, instant, LOOKS, signedFen } from './storefront-wire.schema.js';
import { paymentOf, saysPartlyRefunded } from './storefront-words.schema.js';

const MOST_ITEMS = 500;
const MOST_REFUNDS = 200;
const MOST_NUMBERS = 20;
const MOST_PAYMENTS = 20;

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
const STORABLE = /^[^\0\p{Cs}]*$/u;
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(STORABLE, { error: asIssue('must_be_storable_text') });
const word = (longest: number) => text(longest).min(1);

const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, { error: asIssue('must_be_decimal_text') });

const item = z.object({
  itemName: word(200),
  itemSpec: text(200).nullish().describe('Size, flavour and the like; part of what names the product.'),
  unit: text(40).nullish(),
  quantity: decimal.describe(
    'Decimal text; a fraction is a weighed line, 0 is a line of which nothing is left.',
  ),
  unitPrice: decimal.describe('Decimal text in yuan.'),
  amountFen: signedFen.describe(
    'What the line costs after its own discounts, whole fen; negative for a deduction, which counts as a discount.',
  ),
});

const refund = z.object({
  id: word(100).describe('The refund’s own number: the same refund keeps it in every later document.'),
  amountFen: fen,
  at: instant.nullish(),
});

const payment = z.object({
  method: word(40).describe('The shop’s own word for how this part was paid.'),
  amountFen: fen.describe('What was paid so, whole fen.'),
});

const customer = z.object({
  name: text(100).nullish(),
  phone: text(40).nullish(),
  address: text(400).nullish(),
  remark: text(1000).nullish(),
  memberNo: text(64).nullish().describe('The customer’s number as the store’s member.'),
});

const service = z.object({
  kind: z.enum(SERVICE_KINDS).describe('delivery, pickup or dine_in.'),
  reservedAt: instant.nullish().describe('When the customer wants it; absent: at once.'),
  area: text(60).nullish().describe('Name of the area of the tables, as the till knows it.'),
  table: text(60).nullish().describe('Name of the table, as the till knows it.'),
  diners: z.int().min(1).max(999).nullish(),
});

const document = z.object({
  orderNo: word(64).describe('The shop’s own order number, always as text.'),
  storeCode: word(64).describe('The code that the store has in the hub.'),
  placedAt: instant,
  paidAt: instant
    .nullish()
    .describe('Required when payment is "paid": the order is sold in this instant’s hour.'),
  completedAt: instant.nullish(),
  updatedAt: instant.describe(
    'When this state came about. The latest one wins, in whatever order documents arrive.',
  ),
  payment: word(40).describe(
    'unpaid, paid or refunded; any other word is kept and shown as unknown, and such an order is not placed at a till. A refund leaves the sale in its hour.',
  ),
  paymentMethod: text(40).nullish(),
  payments: z
    .array(payment)
    .max(MOST_PAYMENTS)
    .nullish()
    .describe('What was paid how, if in several ways; the sum is paidFen.'),
  fulfilment: word(40).describe(
    'created, accepted, preparing, ready, shipped, completed or cancelled; any other word is kept and shown as unknown, and such an order is not placed at a till.',
  ),
  afterSale: text(40)
    .nullish()
    .describe(
      'none, requested, rejected, partly_refunded or refunded; absent: as refunds say. Any other word is kept and shown as unknown, and such an order is not placed at a till.',
    ),
  totalFen: fen.describe('The items’ amounts plus freight, packaging and service, before discountFen.'),
  paidFen: fen.describe(
    'What the customer paid (or is to pay): totalFen − discountFen + roundingFen. This is the sale.',
  ),
  discountFen: fen.describe('Discounts on the whole order, as a positive amount.'),
  freightFen: fen.describe('Whole fen.'),
  packagingFen: fen.describe('Whole fen.'),
  serviceFen: fen.nullish().describe('A fee for the service, whole fen; absent: 0.'),
  roundingFen: signedFen
    .nullish()
    .describe('What paidFen was rounded by, whole fen; negative: down; absent: 0.'),
  numbers: z
    .array(word(64))
    .max(MOST_NUMBERS)
    .nullish()
    .describe('Other numbers of the same order, for search.'),
  refunds: z.array(refund).max(MOST_REFUNDS).nullish(),
  items: z.array(item).max(MOST_ITEMS),
  service: service.nullish().describe('How the order is handed over.'),
  source: text(60)
    .nullish()
    .describe('Where the shop has the order from, e.g. "pos": accounts can exclude sources from tills.'),
  customer: customer.nullish().describe('Personal; kept apart so that it can be erased.'),
});

/**
 * Wire names that hold something personal. `name` is left out because it would mask every account's and
 * store's name as well; a customer's own is masked with the whole `customer`.
 */
export const PERSONAL_FIELDS: readonly string[] = [
  'customer',
  ...Object.keys(customer.shape).filter((name) => name !== 'name'),
];

export type StorefrontDocument = z.infer<typeof document> & {
  /** In which texts there was half a character. */
  readonly halves?: readonly string[];
};

export type ReadDocument =
  | { readonly ok: true; readonly document: StorefrontDocument }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Reads a parsed body; every faulty field is named. Fields that the format does not know are passed over. */
export function readOrderDocument(value: unknown): ReadDocument {
  const read = document.safeParse(value, { reportInput: true });
  const missing = paidWithoutTime(value);
  if (read.success && missing.length === 0) return { ok: true, document: read.data };
  const issues = read.success ? [] : read.error.issues;
  return {
    ok: false,
    faults: [...issues.map(issueFault), ...missing],
  };
}

const quickLook = quickLookOf(document, LOOKS);

/** The order's number in a parsed body that is certainly a document; undefined where only {@link readOrderDocument} knows. */
export function quickNumber(value: unknown): string | undefined {
  if (!quickLook(value) || paidWithoutTime(value).length > 0) return undefined;
  return (value as z.input<typeof document>).orderNo;
}

/** Outside the schema, so that it is named together with the others when those fail. */
function paidWithoutTime(value: unknown): readonly FieldFault[] {
  if (typeof value !== 'object' || value === null || !('payment' in value)) return [];
  if (typeof value.payment !== 'string' || !needsTime(value.payment)) return [];
  if ('paidAt' in value && value.paidAt !== undefined && value.paidAt !== null) return [];
  return [fault('paidAt', 'paid_needs_pay_time')];
}

/** A payment that was partly refunded is told by shops that no longer know when it was made. */
const needsTime = (payment: string): boolean =>
  paymentOf(payment).state === 'paid' && !saysPartlyRefunded(payment);

/** The published form of the document: JSON Schema, draft 2020-12. */
export function storefrontJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(document, { target: 'draft-2020-12', io: 'input' }),
    title: 'Storefront order document',
    description:
      'One order as its shop sees it now; sent whole after every change, signed by Standard Webhooks.',
    if: { properties: { payment: { const: 'paid' } } },
    then: { required: ['paidAt'], properties: { paidAt: { not: { type: 'null' } } } },
    examples: [EXAMPLE, EXAMPLE_OF_MORE],
  };
}

const EXAMPLE = {
  orderNo: 'SF20240105-0007',
  storeCode: 'S001',
  placedAt: 1704418200000,
  paidAt: 1704418230000,
  updatedAt: 1704418230000,
  payment: 'paid',
  fulfilment: 'accepted',
  totalFen: 4300,
  discountFen: 300,
  paidFen: 4000,
  freightFen: 500,
  packagingFen: 100,
  refunds: [],
  items: [
    { itemName: '拿铁', itemSpec: '大杯', quantity: '1', unitPrice: '25.00', amountFen: 2500 },
    { itemName: '散装曲奇', quantity: '0.400', unitPrice: '30.00', amountFen: 1200 },
  ],
  customer: { name: '张三', phone: '13800000000', address: '上海市徐汇区1号', remark: '少冰' },
} as const;

/** A line that takes off, a fee for service, a payment in two parts that was rounded down. */
const EXAMPLE_OF_MORE = {
  orderNo: 'SF20240105-0008',
  storeCode: 'S001',
  placedAt: '2024-01-05T09:30+08:00',
  paidAt: '2024-01-05T09:30:30+0800',
  updatedAt: '2024-01-05T01:30:30.250Z',
  payment: 'paid',
  fulfilment: 'accepted',
  totalFen: 2203,
  discountFen: 0,
  roundingFen: -3,
  paidFen: 2200,
  freightFen: 0,
  packagingFen: 0,
  serviceFen: 203,
  payments: [
    { method: 'wechat', amountFen: 1200 },
    { method: 'voucher', amountFen: 1000 },
  ],
  items: [
    { itemName: '拿铁', quantity: '1', unitPrice: '25.00', amountFen: 2500 },
    { itemName: '满减', quantity: '1', unitPrice: '-5.00', amountFen: -500 },
  ],
  service: { kind: 'dine_in', table: '8号桌', diners: 2 },
} as const;
