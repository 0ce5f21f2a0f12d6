import { Conditions } from '#database/conditions.js';
import type { Sql } from '#database/sql.js';
import type { Reveal } from './reveals.store.js';

export interface RevealFilter {
  /** Of this order, and of those that legs of it once belonged to: their contacts are its own by now. */
  readonly orderId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const ofOrder = (id: string): string =>
  `(r.order_id = ${id}::uuid OR r.order_id IN (
     SELECT k.order_id FROM order_links k JOIN legs l ON l.id = k.leg_id WHERE l.order_id = ${id}::uuid))`;

/** Who was shown contacts, the newest first. */
export function readReveals(sql: Sql, { orderId, before, limit }: RevealFilter): Promise<Reveal[]> {
  const wanted = new Conditions().where(ofOrder, orderId).where((given) => `r.id < ${given}::uuid`, before);
  return sql.rows({
    text: `SELECT r.id, r.order_id AS "orderId", r.at, r.actor_kind AS "actorKind", r.actor_id AS "actorId", r.reason
           FROM reveals r WHERE ${wanted.text} ORDER BY r.id DESC LIMIT $${String(wanted.values.length + 1)}`,
    values: [...wanted.values, limit],
  });
}
