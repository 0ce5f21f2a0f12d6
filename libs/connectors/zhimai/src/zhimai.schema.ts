import { z } from 'zod';
import { wireDecimal, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { readInZone } from '#domain/business-time.js';
import { instantAt, readInstant } from '#domain/instant.js';

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

const text = wireOptional(wireText);
const amount = wireOptional(wireDecimal);

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai, RFC 3339, epoch seconds (10 digits) or epoch ms (13 digits). */
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
  const read = readInstant(value);
  return 'at' in read ? read.at : readInZone(value, VENDOR_ZONE);
}

export const ADDRESS = {
  acceptName: text,
  provinceName: text,
  cityName: text,
  areaName: text,
  street: text,
  doorNumber: text,
  mobile: text,
};

export const ITEM = {
  itemName: text,
  itemSpec: text,
  itemUnit: text,
  /** 商品成交价格, taken as the price of one unit [inferred]. */
  itemPrice: amount,
  num: amount,
};

/**
 * What is read of `data`, all of it optional but the order number; PHP's "" is "not there". The other fields of the
 * vendor's page, and fields beyond it, are passed over whatever they hold.
 */
export const DETAIL = {
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
  receiveStatus: text,
  refusalReason: text,
  totalAmount: amount,
  discountAmount: amount,
  freightAmount: amount,
  packAmount: amount,
  payAmount: amount,
  actualAmount: amount,
  createdAt: time,
  orderAt: time,
  payAt: time,
  completedAt: time,
  mobile: text,
  buyerRemarks: text,
};

/** Wire names that hold something personal, in answers and in notifications. */
export const PERSONAL_FIELDS: readonly string[] = [
  'addr',
  ...Object.keys(ADDRESS),
  'lat',
  'lng',
  'sex',
  'zip',
  'buyerRemarks',
  'sellerRemarks',
  'refusalReason',
  'userId',
];
