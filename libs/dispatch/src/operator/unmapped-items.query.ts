import type { Sql } from '#database/sql.js';

/** An item that no product of a till is mapped to, while commands wait for it. */
export interface UnmappedItem {
  readonly itemName: string;
  readonly itemSpec: string | null;
  /** How many orders wait for it; an order may wait for several. */
  readonly orders: number;
  /** Since when the one that waits longest does. */
  readonly oldestAt: Date;
  readonly newestOrderId: string;
}

/** What commands to a till wait for that only a person can say: which product an item is. */
export class UnmappedItemsQuery {
  constructor(private readonly sql: Sql) {}

  /** Those that most orders wait for first. */
  ofAccount(accountId: string, limit: number): Promise<UnmappedItem[]> {
    return this.sql.rows({
      name: 'dispatch_unmapped_items',
      text: `SELECT item->>'itemName' AS "itemName", item->>'itemSpec' AS "itemSpec",
               count(DISTINCT legs.order_id)::int AS orders, min(d.created_at) AS "oldestAt",
               (array_agg(legs.order_id ORDER BY d.id DESC))[1] AS "newestOrderId"
             FROM dispatches d JOIN legs ON legs.id = d.leg_id, jsonb_array_elements(d.detail->'items') AS item
             WHERE d.state = 'held' AND d.account_id = $1 AND d.error_code = 'unmapped_item'
             GROUP BY 1, 2 ORDER BY orders DESC, "oldestAt", 1, 2 LIMIT $2`,
      values: [accountId, limit],
    });
  }
}
