import { z } from 'zod';
import { halvedTexts, readTolerant } from '#connectors-core/read-tolerant.js';
import { wireDecimal, wireFlag, wireInteger, wireOptional, wireText } from '#connectors-core/wire-schema.js';
import { type Flag, flag } from '#domain/flag.js';
import { anyCase, text, time, yuan } from './pospal.schema.js';

const count = wireOptional(wireDecimal);
/** On the vendor's page, not read by us: whatever is there is no reason to refuse an order. */
const notRead = z.unknown().optional();

const item = anyCase({
  /** One that cannot be read costs the line nothing but this. */
  productUid: wireOptional(wireInteger).catch(null),
  productName: text,
  productQuantity: count,
  productSellPrice: yuan,
  eshopSellPrice: yuan,
  comment: notRead,
  productBarcode: notRead,
  productBuyPrice: notRead,
  isCustomerDiscount: notRead,
  customerDiscount: notRead,
  customerPrice: notRead,
  promotionRuleUid: notRead,
});

const orderNo = wireText.refine((value) => !/\p{Cs}/u.test(value), 'holds half a character');

/** The page writes `null = 0`, and clients see rows without one: an order that was just made may have no state yet. */
const state = z.preprocess((value) => value ?? '0', wireText);

/**
 * An order as queryOrderByNo, queryOrderById and queryOrderPages give it. Without a number and a time it says
 * nothing, nor with a state that cannot be read: the state tells a sale from a cancelled one, the time its hour.
 */
const order = anyCase({
  orderNo,
  state,
  orderDateTime: time,
  payMethod: text,
  /** Not on the page that we have; rows carry them. Whether it was to be paid online, and was. */
  payOnLine: wireOptional(wireFlag),
  isOnlinePaymentCompleted: wireOptional(wireFlag),
  customerNumber: text,
  shippingFee: yuan,
  packageFee: yuan,
  totalAmount: yuan,
  orderRemark: text,
  contactAddress: text,
  contactName: text,
  contactTel: text,
  deliveryType: text,
  orderSource: text,
  reservationTime: wireOptional(time),
  restaurantAreaName: text,
  restaurantTableName: text,
  dinnersNumber: wireOptional(wireInteger),
  items: wireOptional(z.array(item)),
});

/** What cannot be odd: the number, what tells a sale from a cancelled one, its hour, its amount, and our marker. */
const NEEDED = ['orderNo', 'state', 'orderDateTime', 'totalAmount', 'orderRemark'];

/** Texts whose halved characters are replaced: the names that are read as such. */
const TEXTS = [
  ...['payMethod', 'customerNumber', 'orderRemark', 'contactAddress', 'contactName', 'contactTel'],
  ...['restaurantAreaName', 'restaurantTableName', 'items'],
];

export interface PospalOrder extends z.output<typeof order> {
  readonly flags: readonly Flag[];
}

/**
 * An order; what no sale needs of it costs nothing where it cannot be read, and is flagged.
 * @throws ConnectorError `invalid_response` naming the fields
 */
export function readOrder(value: unknown): PospalOrder {
  const { value: read, unreadable } = readTolerant(order, value, NEEDED);
  const flags = [
    ...unreadable.map((field) => flag('unreadable_field', field)),
    ...halvedTexts(value, TEXTS).map((field) => flag('half_character', field)),
  ];
  return { ...read, flags };
}

/** As much of a row as shows whether it could be an order of ours; all of it but the number may be missing. */
export const sought = anyCase({
  orderNo: wireText,
  orderRemark: text,
  contactTel: text.catch(null),
  totalAmount: yuan.catch(null),
  orderDateTime: wireOptional(time).catch(null),
  state: state.transform((value): string | null => value).catch(null),
});

export type SoughtOrder = z.output<typeof sought>;

/** As much of an order as says how it stands. */
export const standing = anyCase({ orderNo: wireText, state });

/** What addOnLineOrder answers; without a number nobody knows what was booked. */
export const placed = anyCase({
  orderNo: wireText,
  orderCreateDateTime: wireOptional(time).catch(null),
});

/** The number alone, of a row that cannot be read otherwise. */
export const numbered = anyCase({ orderNo });

/**
 * A page of orders. The page of the interface calls `data` a list; its clients read the object. A list names no way
 * on. `postBackParameter` is opaque.
 */
export const orderPage = z.preprocess(
  (value) => (Array.isArray(value) ? { result: value as unknown[] } : value),
  anyCase({
    result: z.array(z.unknown()),
    pageSize: wireOptional(wireInteger),
    postBackParameter: z.unknown().optional(),
  }),
);

/** Wire names that hold something personal, in answers, in orders that we send and in notifications. */
export const PERSONAL_FIELDS: readonly string[] = [
  'contactName',
  'contactTel',
  'contactAddress',
  'customerNumber',
  'orderRemark',
  'comment',
];
