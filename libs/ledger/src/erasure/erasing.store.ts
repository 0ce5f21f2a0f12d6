import { namesPerson } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import { ERASED_DIGEST, type ErasedLeg } from '#domain/erased-leg.js';
import { hintOf } from '#domain/hint.js';
import type { Contact } from '#domain/order-observation.js';
import { ERASED_TEXT } from '#domain/personal-columns.js';

/** A leg as it is erased, under its order's lock. */
export interface LegToErase {
  readonly legId: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly connector: string;
  readonly vendorNo: string;
  readonly orderNo: string | null;
  readonly documentNo: string | null;
  /** Its documents carry a number that others' may carry, too. */
  readonly isNumberShared: boolean;
  /** Of every leg of its order: one purchase, one person. */
  readonly contacts: readonly (Contact | null)[];
}

/** Undefined where there is no such leg. Its order is locked until the transaction ends. */
export async function lockLegToErase(sql: Sql, legId: string): Promise<LegToErase | undefined> {
  await sql.rows({
    name: 'ledger_lock_erased_order',
    text: 'SELECT FROM orders WHERE id = (SELECT order_id FROM legs WHERE id = $1) FOR UPDATE',
    values: [legId],
  });
  const [row] = await sql.rows<LegToErase>({
    name: 'ledger_leg_to_erase',
    text: `SELECT l.id AS "legId", l.order_id AS "orderId", l.account_id AS "accountId", l.connector,
             l.vendor_no AS "vendorNo", l.order_no AS "orderNo", l.document_no AS "documentNo",
             (l.order_no IS NOT NULL OR l.document_no IS NOT NULL OR EXISTS (
               SELECT FROM legs o WHERE o.account_id = l.account_id AND o.document_no = l.vendor_no)) AS "isNumberShared",
             coalesce((SELECT json_agg(json_build_object('name', c.name, 'phone', c.phone, 'address', c.address,
                'remark', c.remark, 'memberNo', c.member_no))
              FROM legs beside JOIN contacts c ON c.leg_id = beside.id WHERE beside.order_id = l.order_id), '[]') AS contacts
           FROM legs l WHERE l.id = $1`,
    values: [legId],
  });
  return row;
}

/** The person goes; that there was one stays, under a digest that tells nothing. @returns whether there was one */
export async function eraseContact(sql: Sql, { legId, orderId }: ErasedLeg): Promise<number> {
  const rows = await sql.rows({
    name: 'ledger_erase_contact',
    tells: [hintOf('order', orderId)],
    text: `WITH state AS (
             UPDATE legs SET state = jsonb_set(state #- '{contact,rival}', '{contact,digest}', to_jsonb($2::text))
             WHERE id = $1 AND state ? 'contact')
           DELETE FROM contacts WHERE leg_id = $1 RETURNING leg_id`,
    values: [legId, ERASED_DIGEST],
  });
  return rows.length;
}

const NAMED = namesPerson('reason', '$3::text[]', '$4::text[]');

interface Written {
  readonly key: string;
  /**
   * SQL: which of them are about the leg ($1) or its order ($2), with all of its legs: once the contact of one has gone, the
   * words are known no more.
   */
  readonly isAbout: string;
  /** SQL of what stands in the place of such a text. */
  readonly instead: string;
}

const LEGS = 'SELECT id FROM legs WHERE id = $1 OR order_id = $2';

/** What people wrote of a leg or its order, by table. */
const TEXTS = {
  corrections: { key: 'id', isAbout: `leg_id IN (${LEGS})`, instead: '$5' },
  correction_withdrawals: {
    key: 'correction_id',
    isAbout: `correction_id IN (SELECT id FROM corrections WHERE leg_id IN (${LEGS}))`,
    instead: '$5',
  },
  link_acts: {
    key: 'id',
    isAbout: `id IN (SELECT act_id FROM order_links WHERE leg_id IN (${LEGS}) OR order_id = $2)`,
    instead: 'NULL',
  },
  reveals: {
    key: 'id',
    isAbout: `order_id IN (SELECT order_id FROM order_links WHERE leg_id IN (${LEGS}) UNION SELECT $2::uuid)`,
    instead: '$5',
  },
} as const satisfies Readonly<Record<string, Written>>;

/** @returns the texts that named the person, and are gone */
export async function eraseTexts(sql: Sql, table: keyof typeof TEXTS, leg: ErasedLeg): Promise<string[]> {
  const { legId, orderId, person } = leg;
  const { key, isAbout, instead }: Written = TEXTS[table];
  const rows = await sql.rows<{ text: string }>({
    name: `ledger_erase_${table}`,
    tells: [hintOf('order', orderId)],
    text: `WITH found AS (
             SELECT ${key} AS key, reason AS text FROM ${table}
             WHERE ${isAbout} AND $2::uuid IS NOT NULL AND reason IS DISTINCT FROM $5::text AND ${NAMED}),
           gone AS (UPDATE ${table} t SET reason = ${instead} FROM found WHERE t.${key} = found.key)
           SELECT text FROM found`,
    values: [legId, orderId, person.phones, person.words, ERASED_TEXT],
  });
  return rows.map(({ text }) => text);
}
