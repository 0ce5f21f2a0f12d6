import { z } from 'zod';
import { fenOfYuan, yuanOfFen } from '../yuan.js';
import {
  anyText,
  clock,
  longDigits,
  positiveDecimal,
  readFields,
  smallInt,
  text,
  unitPrice,
  yuan,
} from './pospal-fields.js';
import { linesFen, type OrderContents, type PospalLine } from './pospal-order.js';
import { pricedProduct, productOf } from './pospal-products.js';
import { PospalRefusal } from './pospal-refusal.js';
import type { PospalTill } from './pospal-tills.js';

const zeroOrOne = smallInt(/^[01]$/, 'must be 0 or 1');

const itemFields = z.strictObject({
  productUid: longDigits,
  quantity: positiveDecimal,
  comment: anyText.optional(),
  manualSellPrice: unitPrice.optional(),
});
type ItemFields = z.output<typeof itemFields>;

/** The request fields of the page's addOnLineOrder, and those of its newer version. */
const addOrderFields = z.strictObject({
  appId: z.string(),
  payMethod: text,
  payMethodCode: text.optional(),
  customerNumber: text.optional(),
  shippingFee: yuan.optional(),
  packageFee: yuan.optional(),
  orderRemark: anyText.optional(),
  orderDateTime: clock,
  contactAddress: text,
  contactName: text,
  contactTel: text,
  items: z.array(itemFields).min(1).max(500),
  deliveryType: zeroOrOne.optional(),
  dinnersNumber: smallInt(/^[1-9]\d{0,3}$/, 'must be a number of people').optional(),
  restaurantAreaName: text.optional(),
  restaurantTableName: text.optional(),
  reservationTime: clock.optional(),
  deliveryTime: clock.optional(),
  skipProductStockValidation: zeroOrOne.optional(),
  payOnLine: smallInt(/^1$/, 'must be 1 or left out').optional(),
  orderSource: z.union([z.literal('openApi'), z.literal('')], 'must be openApi or empty').optional(),
  daySeq: text.optional(),
  totalAmount: yuan.optional(),
});
type AddOrderFields = z.output<typeof addOrderFields>;

const PAID_ONLINE = new Set(['Wxpay', 'Alipay']);

/** @throws PospalRefusal where the page's rules on payMethod, payOnLine and customerNumber are not kept */
function checkPayment(till: PospalTill, fields: AddOrderFields): void {
  const { payMethod, payOnLine, customerNumber } = fields;
  checkMethodCode(till, fields);
  if (PAID_ONLINE.has(payMethod) || till.payMethods.includes(payMethod)) {
    if (payOnLine !== 1) throw new PospalRefusal('badPayment', `${payMethod} needs payOnLine=1`);
    return;
  }
  // V2 has no members' balances.
  if (payMethod !== 'Cash' && (payMethod !== 'CustomerBalance' || till.signatureVersion === 2)) {
    throw new PospalRefusal('badPayment', `payMethod ${payMethod}`);
  }
  if (payOnLine !== undefined) throw new PospalRefusal('badPayment', `${payMethod} forbids payOnLine`);
  if (payMethod === 'CustomerBalance' && customerNumber === undefined) {
    throw new PospalRefusal('badPayment', 'CustomerBalance needs customerNumber');
  }
}

function checkMethodCode({ payMethodCodes }: PospalTill, { payMethod, payMethodCode }: AddOrderFields): void {
  const wanted = payMethodCodes[payMethod];
  if (wanted === undefined || wanted === payMethodCode) return;
  throw new PospalRefusal('badPayment', `${payMethod} needs payMethodCode`);
}

/** A table is known by its area and name together; naming one of the two alone names none. */
function checkTable(till: PospalTill, { restaurantAreaName, restaurantTableName }: AddOrderFields): void {
  if (restaurantAreaName === undefined && restaurantTableName === undefined) return;
  const known = till.tables.some(
    ({ area, table }) => area === restaurantAreaName && table === restaurantTableName,
  );
  if (!known && till.tables.length > 0) {
    throw new PospalRefusal('tableUnknown', `${restaurantAreaName ?? ''}/${restaurantTableName ?? ''}`);
  }
}

function lineOf(till: PospalTill, item: ItemFields, keepsPrices: boolean, index: number): PospalLine {
  if (till.strictProducts && productOf(till, item.productUid) === undefined) {
    throw new PospalRefusal('productUnknown', item.productUid);
  }
  if (till.signatureVersion === 2 && item.comment === undefined) {
    throw new PospalRefusal('missingField', `items.${index}.comment`);
  }
  if (keepsPrices && item.manualSellPrice === undefined) {
    throw new PospalRefusal('missingField', `items.${index}.manualSellPrice`);
  }
  const product = pricedProduct(till, item.productUid);
  return {
    productUid: item.productUid,
    productName: product.productName,
    productBarcode: product.productBarcode,
    quantity: item.quantity,
    price: keepsPrices ? (item.manualSellPrice ?? product.sellPrice) : product.sellPrice,
    sellPrice: product.sellPrice,
    comment: item.comment ?? null,
  };
}

const fen = (amount: string | undefined): number => Number(fenOfYuan(amount ?? '0'));

/**
 * The order's total: the caller's with orderSource=openApi (it may be below the sum, as a discount, never
 * above it), else the till's own sum.
 */
function totalOf(fields: AddOrderFields, sum: number, keepsPrices: boolean): number {
  if (!keepsPrices) return sum;
  if (fields.totalAmount === undefined) throw new PospalRefusal('missingField', 'totalAmount');
  const total = fen(fields.totalAmount);
  if (total > sum) {
    throw new PospalRefusal(
      'sumsDisagree',
      `totalAmount ${yuanOfFen(total)} > items and fees ${yuanOfFen(sum)}`,
    );
  }
  return total;
}

/**
 * Reads one addOnLineOrder as the page has it.
 * @param body parsed by `readDigitJson`
 * @throws PospalRefusal
 */
export function readAddOrder(till: PospalTill, body: unknown): OrderContents {
  const fields = readFields(addOrderFields, body);
  checkPayment(till, fields);
  checkTable(till, fields);
  const keepsPrices = fields.orderSource === 'openApi';
  const items = fields.items.map((item, index) => lineOf(till, item, keepsPrices, index));
  const [shippingFen, packageFen] = [fen(fields.shippingFee), fen(fields.packageFee)];
  return {
    payMethod: fields.payMethod,
    customerNumber: fields.customerNumber ?? null,
    shippingFen,
    packageFen,
    totalFen: totalOf(fields, linesFen(items) + shippingFen + packageFen, keepsPrices),
    orderRemark: fields.orderRemark ?? null,
    orderAt: fields.orderDateTime,
    contactAddress: fields.contactAddress,
    contactName: fields.contactName,
    contactTel: fields.contactTel,
    deliveryType: fields.deliveryType ?? 0,
    daySeq: keepsPrices ? (fields.daySeq ?? null) : undefined,
    payOnLine: fields.payOnLine === 1 ? 1 : 0,
    isOnlinePaymentCompleted: fields.payOnLine === 1 ? till.apiCompleted : 0,
    items,
  };
}
