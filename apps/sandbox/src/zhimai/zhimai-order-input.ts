import { z } from 'zod';
import { decimalText, digits, fen, instant, readInput } from '../input.js';
import {
  HEADER_FIELDS,
  type Header,
  type HeaderField,
  type HeaderValue,
  isHeaderField,
  OWN_FIELDS,
} from './zhimai-fields.js';

const shortText = z.string().max(500);

const itemInput = z.strictObject({
  itemName: z.string().min(1).max(200),
  itemSpec: shortText.nullable().default(null),
  itemUnit: shortText.nullable().default(null),
  /** Pieces, or kilograms of weighed goods. */
  num: decimalText,
  /** Fen for one unit. */
  itemPrice: fen,
  costPrice: fen.nullable().default(null),
  discountAmount: fen.default(0),
  packAmount: fen.default(0),
});
export type ZhimaiItem = z.output<typeof itemInput>;

const addrInput = z.strictObject({
  acceptName: shortText.nullable().default(null),
  mobile: shortText.nullable().default(null),
  provinceName: shortText.nullable().default(null),
  cityName: shortText.nullable().default(null),
  areaName: shortText.nullable().default(null),
  street: shortText.nullable().default(null),
  doorNumber: shortText.nullable().default(null),
  label: shortText.nullable().default(null),
  lat: shortText.nullable().default(null),
  lng: shortText.nullable().default(null),
  sex: z.int().nullable().default(null),
  zip: shortText.nullable().default(null),
});
export type ZhimaiAddr = z.output<typeof addrInput>;

const orderFields = {
  items: z.array(itemInput).max(500).optional(),
  addr: addrInput.nullable().optional(),
  /** The sandbox's own truth for its sums; what the vendor's `status` says is chosen apart. */
  cancelled: z.boolean().optional(),
  placedAt: instant.optional(),
  /** null = not paid. */
  paidAt: instant.nullable().optional(),
  /** Put over the answer's data as they are, also nonsense: for answers of a wrong shape. */
  extra: z.record(z.string(), z.unknown()).optional(),
  notify: z.boolean().default(true),
};

const newOrder = z.strictObject({
  openId: z.string().min(1),
  storeId: digits,
  orderNo: z.string().min(1).max(64).optional(),
  seed: z.union([z.string(), z.number()]).optional(),
  ...orderFields,
});
const changedOrder = z.strictObject(orderFields);

export type NewOrderInput = z.output<typeof newOrder> & { readonly header: Header };
export type OrderChange = z.output<typeof changedOrder> & { readonly header: Header };

const numberOrText = z.union([z.string().max(500), z.int()], 'must be text').transform(String);
const HEADER_KINDS = {
  amount: z.int().nullable(),
  int: z.int().nullable(),
  id: digits.nullable(),
  text: numberOrText.nullable(),
  time: instant.nullable(),
  epoch: instant.nullable(),
} as const;

/** Takes the vendor's own header fields out of a request and reads each by its kind. */
function splitHeader(body: unknown): { header: Header; rest: Record<string, unknown> } {
  const header: Header = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(readInput(z.record(z.string(), z.unknown()), body))) {
    if (isHeaderField(name) && !OWN_FIELDS.has(name)) header[name] = readField(name, value);
    else rest[name] = value;
  }
  return { header, rest };
}

const readField = (name: HeaderField, value: unknown): HeaderValue => {
  const named = z.strictObject({ [name]: HEADER_KINDS[HEADER_FIELDS[name]] });
  return readInput(named, { [name]: value })[name] ?? null;
};

/** @throws ControlFault naming the field */
export function readNewOrder(body: unknown): NewOrderInput {
  const { header, rest } = splitHeader(body);
  return { ...readInput(newOrder, rest), header };
}

/** @throws ControlFault naming the field */
export function readOrderChange(body: unknown): OrderChange {
  const { header, rest } = splitHeader(body);
  return { ...readInput(changedOrder, rest), header };
}
