import { ConnectorError } from '#connectors-core/connector-error.js';
import type { UnreadRow } from '#connectors-core/source-pages.js';
import { vendorNoOf } from './suning.mapper.js';
import { numberedRow, readStatusRow } from './suning.schema.js';
import type { StatusRow } from './suning.schema.js';

export type OrderRows = readonly [StatusRow, ...StatusRow[]];

export interface ReadRows {
  /** The page's orders, each with all of its rows. */
  readonly orders: readonly OrderRows[];
  /** The rows of the order that the page ends with. */
  readonly lastOrder: readonly StatusRow[];
  readonly unread: readonly UnreadRow[];
}

/**
 * A page's rows by order, as they came. Rows of the order that the page before ended with join those that are
 * here, if any are. An order of another source than was asked for is not guessed about.
 */
export function readRows(
  rows: readonly unknown[],
  orderSource: string,
  before: readonly StatusRow[],
): ReadRows {
  const orders = new Map<string, [StatusRow, ...StatusRow[]]>();
  const unread: UnreadRow[] = [];
  let last = '';
  for (const row of rows) {
    const read = readRow(row, orderSource);
    if ('message' in read) {
      unread.push(read);
      continue;
    }
    last = read.orderId;
    const others = orders.get(last);
    if (others === undefined) orders.set(last, [read]);
    else others.push(read);
  }
  const [begun] = before;
  if (begun !== undefined) orders.get(begun.orderId)?.unshift(...before);
  return { orders: [...orders.values()], lastOrder: orders.get(last) ?? [], unread };
}

function readRow(row: unknown, orderSource: string): StatusRow | UnreadRow {
  const number = numberedRow.safeParse(row);
  const vendorNo = number.success ? vendorNoOf(orderSource, number.data.orderId) : null;
  try {
    const read = readStatusRow(row);
    if (read.orderSource === null || read.orderSource === orderSource) return read;
    return { vendorNo, message: `it is of another order source than ${orderSource}, which was asked for` };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { vendorNo, message: error.message };
  }
}
