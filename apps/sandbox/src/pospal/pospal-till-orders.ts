import { z } from 'zod';
import { decimalText, digits, vendorTime, yuan } from '../input.js';
import { bulkFields } from '../history.js';
import { SPOILED_FIELDS, STATE } from './pospal-order.js';

const shortText = z.string().max(500);
const seed = z.union([z.string(), z.number()]);
/** null: none yet. */
const state = z.int().min(0).max(1_000).nullable();
const zeroOrOne = z.union([z.literal(0), z.literal(1)]).nullable();
const spoiledInput = z
  .strictObject({ field: z.enum(SPOILED_FIELDS), byNumber: z.boolean().default(false) })
  .nullable();

const itemInput = z.strictObject({
  productUid: digits,
  productName: shortText.optional(),
  quantity: decimalText,
  /** Yuan for one unit; without it the till's own price. */
  sellPrice: decimalText.optional(),
  comment: shortText.nullable().default(null),
});
export type TillOrderItem = z.output<typeof itemInput>;

/** What single and bulk orders share. */
const anyOrder = {
  appId: z.string().min(1),
  /** One of the page's states, or any other number. */
  state: state.default(STATE.completed),
  payMethod: shortText.default('Cash'),
  orderRemark: shortText.nullable().default(null),
  deliveryType: z.int().min(0).max(100).default(1),
  /** Without them 1 and 1 for Wxpay, Alipay and custom methods, else 0 and 0; null = not told. */
  payOnLine: zeroOrOne.optional(),
  isOnlinePaymentCompleted: zeroOrOne.optional(),
  spoiled: spoiledInput.optional(),
  /** In place of the till's own setting. */
  visibleAfterMs: z.int().min(0).max(86_400_000).optional(),
};

/** An order that a till rings up itself; what is not said is invented. */
export const tillOrderInput = z.strictObject({
  ...anyOrder,
  orderDateTime: vendorTime.optional(),
  items: z.array(itemInput).min(1).max(500).optional(),
  /** Without it the sum of the lines and the shipping fee. */
  totalAmount: yuan.optional(),
  shippingFee: yuan.default(0),
  customerNumber: shortText.nullable().default(null),
  contactAddress: shortText.optional(),
  contactName: shortText.optional(),
  contactTel: shortText.optional(),
  seed: seed.optional(),
  notify: z.boolean().default(true),
});
export type TillOrderInput = z.output<typeof tillOrderInput>;

const { count, notify, concurrency } = bulkFields;

export const bulkInput = z.strictObject({
  ...anyOrder,
  ...{ count, notify, concurrency },
  seed: seed.default('bulk'),
  /** orderDateTime is spread over [from, to]; without them all are of now. */
  from: vendorTime.optional(),
  to: vendorTime.optional(),
});
export type BulkInput = z.output<typeof bulkInput>;

export const orderChangeInput = z.strictObject({
  state: state.optional(),
  orderDateTime: vendorTime.optional(),
  totalAmount: yuan.optional(),
  orderRemark: shortText.nullable().optional(),
  payOnLine: zeroOrOne.optional(),
  isOnlinePaymentCompleted: zeroOrOne.optional(),
  /** null: it can be read again. */
  spoiled: spoiledInput.optional(),
  /** Takes the order out of the till, without a push. */
  remove: z.literal(true).optional(),
  notify: z.boolean().default(true),
});
