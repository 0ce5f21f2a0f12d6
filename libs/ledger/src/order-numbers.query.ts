import type { Sql } from '#database/sql.js';

/** What a vendor calls an order. */
export interface VendorNumber {
  readonly connector: string;
  readonly accountId: string;
  readonly vendorNo: string;
}

/** Reads by which numbers vendors know orders. */
export class OrderNumbersQuery {
  constructor(private readonly sql: Sql) {}

  /** One for each leg; an order that has none any more is left out. */
  async of(orderIds: readonly string[]): Promise<Map<string, VendorNumber[]>> {
    const numbers = new Map<string, VendorNumber[]>();
    if (orderIds.length === 0) return numbers;
    const rows = await this.sql.rows<VendorNumber & { readonly orderId: string }>({
      name: 'ledger_order_numbers',
      text: `SELECT order_id AS "orderId", connector, account_id AS "accountId", vendor_no AS "vendorNo" FROM legs
             WHERE order_id = ANY($1::uuid[]) ORDER BY order_id, sell_rank, id`,
      values: [orderIds],
    });
    for (const { orderId, ...number } of rows)
      numbers.set(orderId, [...(numbers.get(orderId) ?? []), number]);
    return numbers;
  }
}
