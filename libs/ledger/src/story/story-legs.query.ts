import type { Sql } from '#database/sql.js';

/** An order whose story is told: its legs, and those orders that all became this one. */
export interface StoryOrder {
  readonly id: string;
  /** It, and every order of which no leg is left elsewhere. */
  readonly orderIds: readonly string[];
  readonly legs: readonly StoryLeg[];
}

export interface StoryLeg {
  readonly id: string;
  readonly accountId: string;
  /** As the vendor writes it. */
  readonly number: string;
  readonly createdAt: Date;
}

/** An order whose legs were all linked to another is that other one. @returns undefined where there is no such order */
export async function storyOrder(sql: Sql, orderId: string): Promise<StoryOrder | undefined> {
  const rows = await sql.rows<StoryLeg & { readonly orderId: string; readonly absorbed: string[] | null }>({
    name: 'ledger_story_legs',
    text: LEGS,
    values: [orderId],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const orderIds = [first.orderId, ...rows.flatMap(({ absorbed }) => absorbed ?? [])];
  return {
    id: first.orderId,
    orderIds: [...new Set(orderIds)],
    legs: rows.map(({ id, accountId, number, createdAt }) => ({ id, accountId, number, createdAt })),
  };
}

const LEGS = `
  SELECT l.id, l.order_id AS "orderId", l.account_id AS "accountId", coalesce(l.order_no, l.vendor_no) AS number,
    l.created_at AS "createdAt", (SELECT array_agg(DISTINCT k.order_id) FROM order_links k WHERE k.leg_id = l.id
      AND NOT EXISTS (SELECT FROM legs other WHERE other.order_id = k.order_id)) AS absorbed
  FROM legs l WHERE l.order_id = coalesce((SELECT order_id FROM legs WHERE order_id = $1 LIMIT 1),
    (SELECT moved.order_id FROM order_links k JOIN legs moved ON moved.id = k.leg_id WHERE k.order_id = $1
     ORDER BY k.id LIMIT 1)) ORDER BY l.id`;
