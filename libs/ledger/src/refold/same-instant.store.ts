import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { COMPARED, COMPARED_NOW, type ComparedColumns } from '../leg-updates.store.js';

/** An instant of which a leg has several entries. */
export interface TiedInstant {
  readonly leg_id: string;
  readonly as_of: Date;
  readonly entries: number;
}

export const tiedInstants = (sql: Sql, legIds: readonly string[]): Promise<TiedInstant[]> =>
  sql.rows({
    name: 'ledger_tied_instants',
    text: `SELECT leg_id, as_of, count(*)::int AS entries FROM entry_keys WHERE leg_id = ANY($1::uuid[])
           GROUP BY leg_id, as_of HAVING count(*) > 1`,
    values: [legIds],
  });

/** Locks the orders of these legs, in one order for everybody. @returns their ids */
export async function lockOrdersOfLegs(sql: Sql, legIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: 'ledger_lock_orders_of_legs',
    text: `SELECT id FROM orders WHERE id IN (SELECT order_id FROM legs WHERE id = ANY($1::uuid[]))
           ORDER BY id FOR UPDATE`,
    values: [legIds],
  });
  return rows.map((row) => row.id);
}

export interface KeptEntry {
  readonly leg_id: string;
  readonly as_of: Date;
  readonly precedence: number;
  readonly digest: string;
  readonly observation: unknown;
}

/** The entries of these instants, as far as they are still kept. */
export function entriesOf(sql: Sql, instants: readonly TiedInstant[]): Promise<KeptEntry[]> {
  const input = inputRows(instants, { leg_id: 'uuid', as_of: 'timestamptz' });
  return sql.rows({
    name: 'ledger_entries_of_instants',
    text: `SELECT leg_id, as_of, precedence, encode(digest, 'hex') AS digest, observation
           FROM ${input.from} JOIN ledger_entries USING (leg_id, as_of)`,
    values: input.values,
  });
}

export interface MendedLegRow extends ComparedColumns {
  readonly id: string;
  readonly state: string;
  /** Of the placement in force before and after. */
  readonly stated_store_before: string | null;
  readonly stated_store: string | null;
  readonly order_at: Date | null;
}

const MENDED = {
  id: 'uuid',
  state: 'text',
  stated_store_before: 'text',
  stated_store: 'text',
  order_at: 'timestamptz',
  ...COMPARED,
} as const;

/** The leg of an account that is one store goes on naming none. */
export async function writeMended(sql: Sql, legs: readonly MendedLegRow[], now: Date): Promise<void> {
  const input = inputRows(legs, MENDED, 2);
  await sql.rows({
    name: 'ledger_write_mended',
    text: `UPDATE legs SET state = input.state::jsonb, updated_at = $1,
             order_at = coalesce(input.order_at, legs.created_at),
             vendor_store_id = CASE WHEN legs.vendor_store_id IS NOT DISTINCT FROM input.stated_store_before
               THEN input.stated_store ELSE legs.vendor_store_id END, ${COMPARED_NOW}
           FROM ${input.from} WHERE legs.id = input.id`,
    values: [now, ...input.values],
  });
}
