import { z } from 'zod';
import { fen, instant, signedDecimalText } from '../input.js';

const shortText = z.string().max(500);

const itemInput = z.strictObject({
  itemName: z.string().min(1).max(200),
  itemSpec: shortText.nullable().default(null),
  quantity: signedDecimalText,
  /** Yuan for one unit. */
  unitPrice: signedDecimalText,
  /** Below nothing: a deduction. Without it: quantity × unitPrice, half a fen rounded up. */
  amountFen: z.int().optional(),
});
export type ShopItemInput = z.output<typeof itemInput>;

const customerInput = z.strictObject({
  name: shortText.nullable().default(null),
  phone: shortText.nullable().default(null),
  address: shortText.nullable().default(null),
});
export type ShopCustomer = z.output<typeof customerInput>;

const refundInput = z.strictObject({ id: z.string().min(1).max(100), amountFen: fen, at: instant });

const paymentInput = z.strictObject({ method: z.string().min(1).max(40), amountFen: fen });

const PAYMENTS = ['unpaid', 'paid', 'refunded'] as const;
const FULFILMENTS = [
  'created',
  'accepted',
  'preparing',
  'ready',
  'shipped',
  'completed',
  'cancelled',
] as const;

const orderFields = {
  items: z.array(itemInput).max(500).optional(),
  customer: customerInput.nullable().optional(),
  placedAt: instant.optional(),
  paidAt: instant.nullable().optional(),
  /** Epoch ms; without it the moment of the change, and always later than the state before. */
  updatedAt: z.int().min(0).optional(),
  payment: z.enum(PAYMENTS).optional(),
  fulfilment: z.enum(FULFILMENTS).optional(),
  refunds: z.array(refundInput).max(100).optional(),
  totalFen: fen.optional(),
  paidFen: fen.optional(),
  discountFen: fen.optional(),
  freightFen: fen.optional(),
  packagingFen: fen.optional(),
  serviceFen: fen.optional(),
  /** What the payment is rounded by; below nothing: down. */
  roundingFen: z.int().optional(),
  /** What was paid how. */
  payments: z.array(paymentInput).max(20).optional(),
  notify: z.boolean().default(true),
};

export const shopOrderInput = z.strictObject({
  shopId: z.string().min(1).optional(),
  storeCode: z.string().min(1),
  orderNo: z.string().min(1).max(64).optional(),
  seed: z.union([z.string(), z.number()]).optional(),
  /** Brought to the customer; without it, as the seed has it. Only a follower of the shop asks. */
  delivered: z.boolean().optional(),
  ...orderFields,
});

export const shopChangeInput = z.strictObject(orderFields);

export type ShopOrderInput = z.output<typeof shopOrderInput>;
export type ShopChange = z.output<typeof shopChangeInput>;
