import { z } from 'zod';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { readShape } from '#connectors-core/read-wire.js';
import { isRecord, listOf, readFields } from '#connectors-core/wire-fields.js';
import type { WireFields } from '#connectors-core/wire-fields.js';
import { wireText } from '#connectors-core/wire-schema.js';
import { ADDRESS, DETAIL, ITEM } from './zhimai.schema.js';

/** Half a character makes another name of these. */
const NAMES = ['orderNo', 'storeOrderNo', 'sourceNo', 'thirdPayNo', 'payNo', 'storeId'] as const;

type Address = WireFields<typeof ADDRESS>['fields'];
export type Item = WireFields<typeof ITEM>['fields'];

export interface OrderDetail extends Omit<WireFields<typeof DETAIL>['fields'], 'orderNo'> {
  readonly orderNo: string;
  readonly addr: Address | null;
  /** Null where the answer has none. */
  readonly itemList: readonly Item[] | null;
  /** Why those fields that are there cannot be read, by path; they are null. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** The texts that have lost half a character. */
  readonly halved: readonly string[];
}

/**
 * `data` of an order-detail answer. A field that cannot be read is null, and told of: whether the order can be read
 * without it is for who knows what it is needed for.
 * @throws ConnectorError `invalid_response` where it is no order: without a number nothing is known of it
 */
export function readOrderDetail(data: unknown): OrderDetail {
  readShape(z.object({ orderNo: wireText }), data);
  const whole = isRecord(data) ? data : {};
  const header = readFields(DETAIL, whole, { exact: NAMES });
  const addr = readAddress(whole['addr']);
  const items = readItems(whole['itemList']);
  const parts = [header, addr, ...(items.rows ?? [])].filter((part) => part !== null);
  return {
    ...header.fields,
    orderNo: nameOf(header),
    addr: addr?.fields ?? null,
    itemList: items.rows?.map(({ fields }) => fields) ?? null,
    unreadable: new Map([...parts.flatMap(({ unreadable }) => [...unreadable]), ...items.unreadable]),
    halved: parts.flatMap(({ halved }) => halved),
  };
}

function nameOf({ fields, unreadable }: WireFields<typeof DETAIL>): string {
  if (fields.orderNo !== null) return fields.orderNo;
  throw unreadableAnswer([['orderNo', unreadable.get('orderNo') ?? 'is missing']]);
}

/** The page types `addr` as an array and shows an object; PHP writes an empty one as `[]`. */
function readAddress(value: unknown): WireFields<typeof ADDRESS> | null {
  const given = listOf(value)?.[0] ?? (isRecord(value) && Object.keys(value).length > 0 ? value : null);
  if (isRecord(given)) return readFields(ADDRESS, given, { within: 'addr.' });
  return isNothing(value) ? null : notRead('addr', ADDRESS);
}

interface ReadItems {
  readonly rows: readonly WireFields<typeof ITEM>[] | null;
  readonly unreadable: readonly (readonly [string, string])[];
}

/** A list, also as PHP writes one whose keys have gaps. */
function readItems(value: unknown): ReadItems {
  const list = listOf(value);
  if (list !== undefined) return { rows: list.map(readItem), unreadable: [] };
  return { rows: null, unreadable: isNothing(value) ? [] : [['itemList', 'is not a list']] };
}

/** What is no line at all is one of which nothing is known: the others would else be taken for all there are. */
function readItem(row: unknown, index: number): WireFields<typeof ITEM> {
  const path = `itemList.${index.toString()}`;
  return isRecord(row) ? readFields(ITEM, row, { within: `${path}.` }) : notRead(path, ITEM);
}

function notRead<Shape extends z.ZodRawShape>(path: string, shape: Shape): WireFields<Shape> {
  return { ...readFields(shape, {}), unreadable: new Map([[path, 'is not an object']]) };
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || listOf(value)?.length === 0;

/** The error of an answer that cannot be read without those fields. */
export const unreadableAnswer = (
  faults: readonly (readonly [field: string, message: string])[],
): ConnectorError =>
  new ConnectorError(
    'invalid_response',
    `the answer has not the known shape: ${faults.map(([field, message]) => `${field} ${message}`).join('; ')}`,
  );
