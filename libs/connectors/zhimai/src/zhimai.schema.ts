import { z } from 'zod';
import { wireDecimal, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { readInZone } from '#domain/business-time.js';
import { instantAt } from '#domain/instant.js';

/** The one method that is called, and the one address (page `communal.order.order-detail`, V2). */
export const ORDER_DETAIL = 'communal.order.order-detail';
export const API_PATH = '/api/v2';

/**
 * The answer's envelope: `status` is text or boolean, `code` text or number, depending on the version.
 * `data` is read on its own once the envelope says success.
 */
export const envelope = z.object({
  status: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
  code: wireOptional(wireText),
  message: wireOptional(wireText).catch(null),
  data: z.unknown().optional(),
});

/** The vendor's clock for texts without an offset, whatever the server's zone. */
const VENDOR_ZONE = 'Asia/Shanghai';
/** PHP's ways to write "no time". */
const NO_TIME = /^(?:0+|0000-00-00(?: 00:00:00)?)$/;

/** PostgreSQL stores neither NUL nor half a surrogate pair; one such character must not hold up an order. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
const text = wireOptional(wireText).transform((value) => value?.replace(UNSTORABLE, '\uFFFD') ?? null);
/** Amounts are fen (public V3 clients divide by 100; V2's page types them as integers). */
const fenAmount = wireOptional(wireDecimal);
const count = wireOptional(wireDecimal);
/** On the vendor's page, not read by us: whatever is there is no reason to refuse an order. */
const notRead = z.unknown().optional();

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, epoch seconds (10 digits) or epoch ms (13 digits). */
const time = wireOptional(wireText).transform((value, context): Date | null => {
  if (value === null || NO_TIME.test(value)) return null;
  const at = instantOf(value);
  if (at) return at;
  context.addIssue({ code: 'custom', message: 'is not a time' });
  return z.NEVER;
});

function instantOf(value: string): Date | undefined {
  if (/^\d{13}$/.test(value)) return instantAt(Number(value));
  if (/^\d{10}$/.test(value)) return instantAt(Number(value) * 1000);
  return readInZone(value, VENDOR_ZONE);
}

const address = z.object({
  acceptName: text,
  provinceName: text,
  cityName: text,
  areaName: text,
  street: text,
  doorNumber: text,
  mobile: text,
  label: notRead,
  lat: notRead,
  lng: notRead,
  orderNo: notRead,
  sex: notRead,
  zip: notRead,
});

const item = z.object({
  itemName: text,
  itemSpec: text,
  itemUnit: text,
  /** 商品成交价格, taken as the price of one unit [inferred]. */
  itemPrice: fenAmount,
  num: count,
  costPrice: notRead,
  discountAmount: notRead,
  packAmount: notRead,
});

/** The page types `addr` as an array and shows an object; PHP writes an empty one as `[]`. */
const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/**
 * `data` of an order-detail answer: every field of the page. Only the order number must be there; PHP's
 * "" is "not there". Fields beyond the page are passed over.
 */
export const orderDetail = z.object({
  orderNo: wireText,
  storeOrderNo: text,
  sourceNo: text,
  thirdPayNo: text,
  payNo: text,
  storeId: text,
  bizType: text,
  bizSubType: text,
  orderType: text,
  orderSubType: text,
  source: text,
  fromSystem: text,
  status: text,
  payStatus: text,
  payType: text,
  payModel: text,
  afterSaleStatus: text,
  totalAmount: fenAmount,
  discountAmount: fenAmount,
  freightAmount: fenAmount,
  packAmount: fenAmount,
  payAmount: fenAmount,
  actualAmount: fenAmount,
  createdAt: time,
  orderAt: time,
  payAt: time,
  completedAt: time,
  mobile: text,
  buyerRemarks: text,
  addr: z.preprocess(firstOf, wireOptional(address)),
  itemList: wireOptional(z.array(item)),
  activityInfoMap: notRead,
  changeAmount: notRead,
  commentAt: notRead,
  commentStatus: notRead,
  costAmount: notRead,
  discountList: notRead,
  invoiceType: notRead,
  isAlone: notRead,
  isReceipt: notRead,
  itemAmount: notRead,
  receiveAt: notRead,
  receiveStatus: notRead,
  refusalReason: notRead,
  sellerRemarks: notRead,
  userId: notRead,
});

export type OrderDetail = z.output<typeof orderDetail>;

/** Wire names that hold something personal, in answers and in notifications. */
export const PERSONAL_FIELDS: readonly string[] = [
  'addr',
  ...Object.keys(address.shape).filter((name) => name !== 'orderNo' && name !== 'label'),
  'buyerRemarks',
  'sellerRemarks',
  'userId',
];
