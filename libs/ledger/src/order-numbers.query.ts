import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isOrderOf, isShownLeg } from './order-scope.query.js';

/** What a vendor calls an order. */
export interface VendorNumber {
  readonly connector: string;
  readonly accountId: string;
  readonly vendorNo: string;
}

/** Reads by which numbers vendors know orders. */
export class OrderNumbersQuery {
  constructor(private readonly sql: Sql) {}

  /** One for each leg that is seen; an order that has none any more, or is another store's by now, is left out. */
  async of(orderIds: readonly string[], scope: StoreScope = null): Promise<Map<string, VendorNumber[]>> {
    const numbers = new Map<string, VendorNumber[]>();
    if (orderIds.length === 0) return numbers;
    const scoped = scopedTo(
      scope,
      '$2',
      (stores) => `${isShownLeg('l', stores)} AND ${isOrderOf('l.order_id', stores)}`,
    );
    const rows = await this.sql.rows<VendorNumber & { readonly orderId: string }>({
      name: `ledger_order_numbers${scoped.name}`,
      text: `SELECT order_id AS "orderId", connector, account_id AS "accountId", vendor_no AS "vendorNo" FROM legs l
             WHERE order_id = ANY($1::uuid[])${scoped.and} ORDER BY order_id, sell_rank, id`,
      values: [orderIds, ...scoped.values],
    });
    for (const { orderId, ...number } of rows)
      numbers.set(orderId, [...(numbers.get(orderId) ?? []), number]);
    return numbers;
  }
}
