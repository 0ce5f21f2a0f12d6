import type { Sql } from '#database/sql.js';
import { DomainError } from '#domain/domain-error.js';
import { refusal } from '#domain/refusal.js';
import type { RepairToDo } from './action.js';

const MINUTE_MS = 60_000;
/** A till's clock, and how late an order is booked there after it was paid: what placeWithin allows by default. */
const BEFORE_MS = 10 * MINUTE_MS;
const AFTER_MS = 60 * MINUTE_MS;
/** No more than a repair may have listed. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

/** The time in which an order shows at vendors: around its placing, and past its payment. @throws DomainError */
export async function stretchOf(
  sql: Sql,
  { orderId }: Pick<RepairToDo, 'orderId'>,
): Promise<{ readonly from: Date; readonly to: Date }> {
  const [order] = await sql.rows<{ placed_at: Date; latest_at: Date }>({
    name: 'reconciliation_order_stretch',
    text: `SELECT coalesce(o.placed_at, o.created_at) AS placed_at,
             greatest(coalesce(o.placed_at, o.created_at), (SELECT max(paid_at) FROM legs WHERE order_id = o.id)) AS latest_at
           FROM orders o WHERE o.id = $1`,
    values: [orderId],
  });
  if (order === undefined) throw new DomainError(refusal('repair_about_order'), 'orderId');
  const from = order.placed_at.getTime() - BEFORE_MS;
  const to = Math.min(order.latest_at.getTime() + AFTER_MS, from + LONGEST_MS);
  return { from: new Date(from), to: new Date(to) };
}
