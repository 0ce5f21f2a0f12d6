import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { LegName, LegRow } from './legs.store.js';

/** Legs whose documents carry one of these numbers, beside the leg that has it. To be read under that one's lock. */
export async function legsSharing(sql: Sql, numbers: readonly LegName[]): Promise<string[]> {
  const input = inputRows(numbers, { account_id: 'uuid', vendor_no: 'text' });
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_legs_sharing',
    text: `SELECT legs.id FROM legs JOIN ${input.from}
             ON legs.account_id = input.account_id AND legs.document_no = input.vendor_no
           WHERE legs.document_no IS NOT NULL`,
    values: input.values,
  });
  return rows.map((row) => row.id);
}

/** Not under its lock: to be read again. */
export async function orderOfLeg(sql: Sql, legId: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ order_id: string }>({
    name: 'ledger_order_of_leg',
    text: 'SELECT order_id FROM legs WHERE id = $1',
    values: [legId],
  });
  return row?.order_id;
}

/** What a person decided of a leg's number. */
export async function writeNumber(
  sql: Sql,
  { id, claims, number_flag }: { id: string; claims: string; number_flag: string | null },
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'ledger_write_number',
    text: 'UPDATE legs SET claims = $2::jsonb, number_flag = $3, updated_at = $4 WHERE id = $1',
    values: [id, claims, number_flag, now],
  });
}

export interface SharingLeg {
  readonly leg_id: string;
  readonly order_id: string;
  /** The leg that has the number, whose account and kind it has. */
  readonly beside: LegRow;
  readonly vendor_no: string;
  readonly order_no: string;
  readonly claims: string;
}

/** Opens a leg, with an order of its own, for documents whose number another leg has; nothing is known of it yet. */
export async function openSharing(sql: Sql, leg: SharingLeg, now: Date): Promise<void> {
  const { beside, leg_id, order_id, vendor_no, order_no, claims } = leg;
  await sql.rows({
    name: 'ledger_open_sharing',
    text: `WITH opened AS (
        INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
        VALUES ($2, 'unknown', 'unknown', 'unknown', 'none', $7, $7)),
      fresh AS (
        INSERT INTO legs (id, order_id, account_id, connector, vendor_no, order_no, document_no, claims, sell_rank,
                          own_store_ids, opened_by, state, is_refunded, is_comparable, confirmed_at, order_at, created_at, updated_at)
        SELECT $1, $2, account_id, connector, $4, $5, vendor_no, $6::jsonb, sell_rank, own_store_ids, 'mention', '{}',
               false, true, 'epoch', $7, $7, $7 FROM legs WHERE id = $3)
      INSERT INTO order_links (id, leg_id, order_id, evidence, linked_at) VALUES ($1, $1, $2, 'first observation', $7)`,
    values: [leg_id, order_id, beside.id, vendor_no, order_no, claims, now],
  });
}
