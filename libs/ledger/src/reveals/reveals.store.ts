import { scopedTo } from '#database/scoped-statement.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import type { Contact } from '#domain/order-observation.js';
import { isShownLeg } from '../order-scope.query.js';

/** Who was shown an order's contacts, and why. */
export interface Reveal {
  readonly id: string;
  readonly orderId: string;
  readonly at: Date;
  /** `key`: an API key; `user`: a person. */
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

/** As the vendors said them, in the order of the legs. @param scope whose legs are seen */
export function readContacts(sql: Sql, orderId: string, scope: StoreScope): Promise<LegContact[]> {
  const scoped = scopedTo(scope, '$2', (stores) => isShownLeg('l', stores));
  return sql.rows({
    name: `ledger_contacts${scoped.name}`,
    text: `SELECT l.id AS "legId", l.account_id AS "accountId", l.connector, l.vendor_no AS "vendorNo",
             CASE WHEN c.leg_id IS NOT NULL THEN json_build_object('name', c.name, 'phone', c.phone,
               'address', c.address, 'remark', c.remark, 'memberNo', c.member_no) END AS contact
           FROM legs l LEFT JOIN contacts c ON c.leg_id = l.id WHERE l.order_id = $1${scoped.and}
           ORDER BY l.id`,
    values: [orderId, ...scoped.values],
  });
}
