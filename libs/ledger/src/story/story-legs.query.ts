import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isOrderOf, isShownLeg, isWholeOrderOf } from '../order-scope.query.js';

/** An order whose story is told: its legs, and those orders that all became this one. */
export interface StoryOrder {
  readonly id: string;
  /** It, and every order of which no leg is left elsewhere. */
  readonly orderIds: readonly string[];
  /** Those that are seen. */
  readonly legs: readonly StoryLeg[];
  /** Whether that is all of them. */
  readonly isWhole: boolean;
}

export interface StoryLeg {
  readonly id: string;
  readonly accountId: string;
  /** As the vendor writes it. */
  readonly number: string;
  readonly createdAt: Date;
}

interface LegRow extends StoryLeg {
  readonly orderId: string;
  readonly absorbed: string[] | null;
  readonly isWhole: boolean;
}

/**
 * An order whose legs were all linked to another is that other one.
 * @param scope of which stores it is to be, and whose legs are seen
 * @returns undefined where there is no such order
 */
export async function storyOrder(
  sql: Sql,
  orderId: string,
  scope: StoreScope,
): Promise<StoryOrder | undefined> {
  const scoped = scopedTo(
    scope,
    '$2',
    (stores) => `${isShownLeg('l', stores)} AND ${isOrderOf('l.order_id', stores)}`,
  );
  const isWhole = scope === null ? 'true' : isWholeOrderOf('l.order_id', '$2');
  const rows = await sql.rows<LegRow>({
    name: `ledger_story_legs${scoped.name}`,
    text: legsOf(isWhole, scoped.and),
    values: [orderId, ...scoped.values],
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const orderIds = [first.orderId, ...rows.flatMap(({ absorbed }) => absorbed ?? [])];
  return {
    id: first.orderId,
    orderIds: [...new Set(orderIds)],
    isWhole: first.isWhole,
    legs: rows.map(({ id, accountId, number, createdAt }) => ({ id, accountId, number, createdAt })),
  };
}

const legsOf = (isWhole: string, and: string): string => `
  SELECT l.id, l.order_id AS "orderId", l.account_id AS "accountId", coalesce(l.order_no, l.vendor_no) AS number,
    l.created_at AS "createdAt", ${isWhole} AS "isWhole", (SELECT array_agg(DISTINCT k.order_id) FROM order_links k WHERE k.leg_id = l.id
      AND NOT EXISTS (SELECT FROM legs other WHERE other.order_id = k.order_id)) AS absorbed
  FROM legs l WHERE l.order_id = coalesce((SELECT order_id FROM legs WHERE order_id = $1 LIMIT 1),
    (SELECT moved.order_id FROM order_links k JOIN legs moved ON moved.id = k.leg_id WHERE k.order_id = $1
     ORDER BY k.id LIMIT 1))${and} ORDER BY l.id`;
