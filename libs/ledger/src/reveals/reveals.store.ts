import type { Sql } from '#database/sql.js';
import type { Contact } from '#domain/order-observation.js';

/** Who was shown an order's contacts, and why. */
export interface Reveal {
  readonly id: string;
  readonly orderId: string;
  readonly at: Date;
  /** `key`: an API key. */
  readonly actorKind: string;
  readonly actorId: string;
  readonly reason: string;
}

/** What a leg says of its customer; null: nothing, or the person was erased. */
export interface LegContact {
  readonly legId: string;
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  readonly contact: Contact | null;
}

export async function addReveal(sql: Sql, { id, orderId, at, ...reveal }: Reveal): Promise<void> {
  await sql.rows({
    name: 'ledger_add_reveal',
    text: `INSERT INTO reveals (id, order_id, at, actor_kind, actor_id, reason) VALUES ($1, $2, $3, $4, $5, $6)`,
    values: [id, orderId, at, reveal.actorKind, reveal.actorId, reveal.reason],
  });
}

/** As the vendors said them, in the order of the legs. */
export const readContacts = (sql: Sql, orderId: string): Promise<LegContact[]> =>
  sql.rows({
    name: 'ledger_contacts',
    text: `SELECT l.id AS "legId", l.account_id AS "accountId", l.connector, l.vendor_no AS "vendorNo",
             CASE WHEN c.leg_id IS NOT NULL THEN json_build_object('name', c.name, 'phone', c.phone,
               'address', c.address, 'remark', c.remark, 'memberNo', c.member_no) END AS contact
           FROM legs l LEFT JOIN contacts c ON c.leg_id = l.id WHERE l.order_id = $1 ORDER BY l.id`,
    values: [orderId],
  });
