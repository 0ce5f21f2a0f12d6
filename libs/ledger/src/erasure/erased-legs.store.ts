import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** An order as a vendor's document names it. */
export interface NamedOrder {
  readonly account_id: string;
  readonly vendor_no: string;
}

/** SQL: whether the person of a leg was erased. @param legs what legs are read from, under this name */
export const isErased = (legs = 'legs'): string =>
  `EXISTS (SELECT FROM erased_legs e WHERE e.account_id = ${legs}.account_id AND e.vendor_no = ${legs}.vendor_no)`;

/**
 * Whoever is about to keep what names these orders, and whoever erases one of them, come one after the other: what is not
 * committed yet would be kept with the person, and be looked at by nobody afterwards.
 */
export async function holdNames(
  sql: Sql,
  orders: readonly NamedOrder[],
  how: 'keeping' | 'erasing',
): Promise<void> {
  if (orders.length === 0) return;
  const names = [...new Set(orders.map(({ account_id, vendor_no }) => `${account_id} ${vendor_no}`))].sort();
  await sql.rows({
    name: `ledger_hold_names_${how}`,
    text: `SELECT pg_advisory_xact_lock${how === 'keeping' ? '_shared' : ''}(hashtextextended(name, 0))
           FROM unnest($1::text[]) AS name`,
    values: [names],
  });
}

/** Those of these orders whose person was erased. A number that several orders have names none of them. */
export async function erasedAmong(sql: Sql, orders: readonly NamedOrder[]): Promise<readonly NamedOrder[]> {
  if (orders.length === 0) return [];
  const input = inputRows(orders, NAMED);
  return sql.rows({
    name: 'ledger_erased_among',
    text: `SELECT account_id, vendor_no FROM erased_legs JOIN ${input.from} USING (account_id, vendor_no)`,
    values: input.values,
  });
}

const NAMED = { account_id: 'uuid', vendor_no: 'text' } as const;

/** From this commit on they have no person. What was erased before stays as it was. */
export async function markErased(
  sql: Sql,
  legs: readonly NamedOrder[],
  { actId, now }: { readonly actId: string; readonly now: Date },
): Promise<void> {
  const input = inputRows(legs, NAMED, 3);
  await sql.rows({
    name: 'ledger_mark_erased',
    text: `INSERT INTO erased_legs (account_id, vendor_no, act_id, erased_at)
           SELECT account_id, vendor_no, $1, $2 FROM ${input.from} ON CONFLICT DO NOTHING`,
    values: [actId, now, ...input.values],
  });
}

export interface ErasedLegRow extends NamedOrder {
  readonly act_id: string;
  readonly erased_at: Date;
}

/** In the order of accounts and numbers. @param after begins behind this one */
export const readErasedLegs = (
  sql: Sql,
  after: Pick<ErasedLegRow, 'account_id' | 'vendor_no'> | undefined,
  limit: number,
): Promise<ErasedLegRow[]> =>
  sql.rows({
    name: 'ledger_erased_legs',
    text: `SELECT account_id, vendor_no, act_id, erased_at FROM erased_legs
           WHERE $1::uuid IS NULL OR (account_id, vendor_no) > ($1::uuid, $2::text)
           ORDER BY account_id, vendor_no LIMIT $3`,
    values: [after?.account_id ?? null, after?.vendor_no ?? null, limit],
  });
