import { afterMoment, byMoment } from '#database/after-moment.js';
import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { Moment, MomentPart } from '#domain/moment.js';
import { isOrderOf, isShownLeg } from '../order-scope.query.js';

/** A leg that came to an order, or left it. */
export interface LinkStoryView extends Moment {
  readonly legId: string;
  readonly accountId: string;
  readonly number: string;
  /** The order that it came to. */
  readonly orderId: string;
  readonly evidence: string;
  /** Whose word it was, where a person's; `because` is null where it was erased. */
  readonly by: string | null;
  readonly because: string | null;
}

/** Who came to this order and who left it. Where a leg was before is another order's story. */
export function linkPart(
  sql: Sql,
  orderId: string,
  { after, limit, stores }: MomentPart,
): Promise<LinkStoryView[]> {
  const scoped = scopedTo(stores, '$5', isToldIn);
  return sql.rows({
    name: `ledger_link_part${scoped.name}`,
    text: `SELECT k.linked_at AS at, k.id AS key, k.leg_id AS "legId", l.account_id AS "accountId",
             coalesce(l.order_no, l.vendor_no) AS number, k.order_id AS "orderId", k.evidence,
             a.actor AS by, a.reason AS because
           FROM order_links k JOIN legs l ON l.id = k.leg_id LEFT JOIN link_acts a ON a.id = k.act_id
           WHERE (k.order_id = $1 OR $1 = (SELECT b.order_id FROM order_links b WHERE b.leg_id = k.leg_id
               AND (b.linked_at, b.id) < (k.linked_at, k.id) ORDER BY b.linked_at DESC, b.id DESC LIMIT 1))
             AND k.leg_id IN (SELECT leg_id FROM order_links WHERE order_id = $1)
             AND ${afterMoment('k.linked_at', 'k.id')}${scoped.and}
           ORDER BY ${byMoment('k.linked_at', 'k.id')} LIMIT $4`,
    values: [orderId, after.at, after.key, limit, ...scoped.values],
  });
}

/** The leg is seen there, and so is the order that it went to. */
const isToldIn = (stores: string): string =>
  `${isShownLeg('l', stores)} AND (k.order_id = $1 OR ${isOrderOf('k.order_id', stores)})`;
