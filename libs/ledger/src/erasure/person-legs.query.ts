import type { Sql, Statement } from '#database/sql.js';
import type { Contact } from '#domain/order-observation.js';
import type { ContactKey } from '../contact-key.js';

/** By what a person is named: a phone number, or an order. */
export type NamedPerson = { readonly phone: string } | { readonly orderId: string };

/**
 * The legs of a person, as whoever plans wants them: all of the orders that have one of them, because one purchase is one
 * person's. A phone is looked for by its keyed hash, and stands in no statement.
 * @param first number of the `$n` to use
 * @returns undefined for what is no whole phone number
 */
export function legsOfPerson(person: NamedPerson, key: ContactKey, first = 1): Statement | undefined {
  const own = `$${String(first)}`;
  if ('orderId' in person)
    return { text: `${LEGS} WHERE l.order_id = ${own} ORDER BY l.id`, values: [person.orderId] };
  const hash = key.phoneHash(person.phone);
  if (hash === null) return undefined;
  const orders = `SELECT own.order_id FROM contacts c JOIN legs own ON own.id = c.leg_id WHERE c.phone_hash = ${own}`;
  return { text: `${LEGS} WHERE l.order_id IN (${orders}) ORDER BY l.id`, values: [hash] };
}

const LEGS = 'SELECT l.id, coalesce(l.order_no, l.vendor_no) AS name FROM legs l';

/** What is kept of a leg for the person whose it is. */
export interface ExportedLeg {
  readonly legId: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  readonly orderNo: string | null;
  readonly documentNo: string | null;
  readonly storeId: string | null;
  readonly orderAt: Date;
  readonly payment: string | null;
  readonly fulfilment: string | null;
  readonly totalFen: string | null;
  readonly saleFen: string | null;
  readonly contact: Contact | null;
  readonly lines: readonly {
    readonly itemName: string;
    readonly itemSpec: string | null;
    readonly quantity: string;
  }[];
}

export const readExportedLegs = (sql: Sql, legIds: readonly string[]): Promise<ExportedLeg[]> =>
  sql.rows({
    name: 'ledger_exported_legs',
    text: `SELECT l.id AS "legId", l.order_id AS "orderId", l.account_id AS "accountId", l.connector,
             l.vendor_no AS "vendorNo", l.order_no AS "orderNo", l.document_no AS "documentNo",
             l.store_id AS "storeId", l.order_at AS "orderAt", l.payment, l.fulfilment, l.total_fen AS "totalFen",
             l.sale_fen AS "saleFen",
             CASE WHEN c.leg_id IS NOT NULL THEN json_build_object('name', c.name, 'phone', c.phone,
               'address', c.address, 'remark', c.remark, 'memberNo', c.member_no) END AS contact,
             coalesce((SELECT json_agg(json_build_object('itemName', item_name, 'itemSpec', item_spec,
                'quantity', quantity::text) ORDER BY position) FROM order_lines WHERE leg_id = l.id), '[]') AS lines
           FROM legs l LEFT JOIN contacts c ON c.leg_id = l.id WHERE l.id = ANY($1::uuid[]) ORDER BY l.id`,
    values: [legIds],
  });
