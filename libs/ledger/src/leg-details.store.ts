import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Contact, Line } from '#domain/order-observation.js';
import type { ContactKey } from './contact-key.js';

/** Lines are replaced whole. */
export async function replaceLines(sql: Sql, legs: ReadonlyMap<string, readonly Line[]>): Promise<void> {
  if (legs.size === 0) return;
  await sql.rows({
    name: 'ledger_delete_lines',
    text: 'DELETE FROM order_lines WHERE leg_id = ANY($1::uuid[])',
    values: [[...legs.keys()]],
  });
  const rows = [...legs].flatMap(([leg_id, lines]) =>
    lines.map((line, position) => lineRow(leg_id, position, line)),
  );
  if (rows.length === 0) return;
  const input = inputRows(rows, LINE);
  await sql.rows({
    name: 'ledger_insert_lines',
    text: `INSERT INTO order_lines (leg_id, position, item_name, item_spec, unit, quantity, unit_price, amount_fen,
             product_uid)
           SELECT * FROM ${input.from}`,
    values: input.values,
  });
}

const lineRow = (leg_id: string, position: number, line: Line) => ({
  leg_id,
  position,
  item_name: line.itemName,
  item_spec: line.itemSpec,
  unit: line.unit,
  quantity: line.quantity,
  unit_price: line.unitPrice,
  amount_fen: line.amountFen === null ? null : line.amountFen.toString(),
  product_uid: line.productUid ?? null,
});

const LINE = {
  leg_id: 'uuid',
  position: 'int',
  item_name: 'text',
  item_spec: 'text',
  unit: 'text',
  quantity: 'numeric',
  unit_price: 'numeric',
  amount_fen: 'bigint',
  product_uid: 'text',
} as const;

/** Adds the numbers under which the legs may be asked for; a number once known stays findable. */
export async function addNumbers(sql: Sql, legs: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const rows = [...legs].flatMap(([leg_id, numbers]) => numbers.map((number) => ({ number, leg_id })));
  if (rows.length === 0) return;
  const input = inputRows(rows, { number: 'text', leg_id: 'uuid' });
  await sql.rows({
    name: 'ledger_add_numbers',
    text: `INSERT INTO leg_numbers (number, leg_id) SELECT number, leg_id FROM ${input.from}
           ORDER BY number, leg_id ON CONFLICT DO NOTHING`,
    values: input.values,
  });
}

/** Null removes the row: the vendor says that there is no contact. */
export async function writeContacts(
  sql: Sql,
  legs: ReadonlyMap<string, Contact | null>,
  key: ContactKey,
): Promise<void> {
  const gone = [...legs].filter(([, contact]) => contact === null).map(([legId]) => legId);
  if (gone.length > 0) {
    await sql.rows({ text: 'DELETE FROM contacts WHERE leg_id = ANY($1::uuid[])', values: [gone] });
  }
  const rows = [...legs].flatMap(([leg_id, contact]) =>
    contact === null ? [] : [contactRow(leg_id, contact, key)],
  );
  if (rows.length === 0) return;
  const input = inputRows(rows, CONTACT);
  await sql.rows({
    name: 'ledger_write_contacts',
    text: `INSERT INTO contacts (leg_id, name, phone, address, remark, phone_hash, member_no) SELECT * FROM ${input.from}
           ON CONFLICT (leg_id) DO UPDATE SET name = excluded.name, phone = excluded.phone,
             address = excluded.address, remark = excluded.remark, phone_hash = excluded.phone_hash,
             member_no = excluded.member_no`,
    values: input.values,
  });
}

const contactRow = (leg_id: string, contact: Contact, key: ContactKey) => ({
  leg_id,
  name: contact.name,
  phone: contact.phone,
  address: contact.address,
  remark: contact.remark,
  phone_hash: contact.phone === null ? null : key.phoneHash(contact.phone),
  member_no: contact.memberNo,
});

const CONTACT = {
  leg_id: 'uuid',
  name: 'text',
  phone: 'text',
  address: 'text',
  remark: 'text',
  phone_hash: 'bytea',
  member_no: 'text',
} as const;
