import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Leased } from './lease.js';

/** A table whose rows are worked on under leases once they are due. In its SQL the row is `r`. */
export interface LeasedRows {
  readonly table: string;
  /** Begins the names of its statements. */
  readonly name: string;
  /** SQL: whether the row is still to be worked on. */
  readonly isOpen: string;
  /** SQL: whether no other row has to come first; $1 is now. */
  readonly isNext?: string;
}

/** SQL: nobody works on the row. @param now SQL @param row its name in the statement */
export const isFree = (row: string, now: string): string =>
  `(${row}.lease_until IS NULL OR ${row}.lease_until <= ${now})`;

/** SQL of a SET. Where a row that is held is also due at the end of its lease, an index of what is due needs no second column. */
export const holdRow = (holder: string, until: string): string =>
  `lease_holder = ${holder}, lease_until = ${until}`;

/** SQL of a SET. */
export const LET_GO = 'lease_holder = NULL, lease_until = NULL';

/** Accounts that have something due and are not paused. */
export async function dueAccounts(
  sql: Sql,
  { table, name, isOpen }: LeasedRows,
  now: Date,
): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    name: `${name}_due_accounts`,
    text: `SELECT a.id FROM accounts a WHERE NOT a.paused AND EXISTS (
             SELECT FROM ${table} r WHERE r.account_id = a.id AND ${isOpen} AND r.due_at <= $1)`,
    values: [now],
  });
  return rows.map(({ id }) => id);
}

/** When something is next due; undefined when nothing waits. What is held is due when its lease ends. */
export async function nextDue(sql: Sql, rows: LeasedRows, now: Date): Promise<Date | undefined> {
  const { table, name, isOpen, isNext = '$1::timestamptz IS NOT NULL' } = rows;
  const [row] = await sql.rows<{ due_at: Date | null }>({
    name: `${name}_next_due`,
    text: `SELECT min(due.due_at) AS due_at FROM accounts a CROSS JOIN LATERAL (
             SELECT r.due_at FROM ${table} r WHERE r.account_id = a.id AND ${isOpen} AND ${isNext}
             ORDER BY r.due_at LIMIT 1) due
           WHERE NOT a.paused`,
    values: [now],
  });
  return row?.due_at ?? undefined;
}

/**
 * Holds on to rows that are still being worked on. None is held shorter by a clock that was set back.
 * @param now a lease that ended by then is not revived
 */
export async function renewLeases(
  sql: Sql,
  { table, name }: LeasedRows,
  held: readonly Leased[],
  until: Date,
  now: Date,
): Promise<void> {
  const input = inputRows(held, { id: 'uuid', lease_holder: 'text' }, 3);
  await sql.rows({
    name: `${name}_renew`,
    text: `UPDATE ${table} r SET lease_until = greatest(r.lease_until, $1), due_at = greatest(r.due_at, $1)
           FROM ${input.from}
           WHERE r.id = input.id AND r.lease_holder = input.lease_holder AND r.lease_until > $2`,
    values: [until, now, ...input.values],
  });
}

/** Rows that wait for another try; in its SQL the row is `r`, and $3 is now. */
export interface RetriedRows {
  readonly table: string;
  /** Begins the names of its statements. */
  readonly name: string;
  /** SQL: the columns that name a row. */
  readonly key: string;
  /** SQL, in the words of a partial index: whether it failed and is to be tried again. */
  readonly waits: string;
}

/**
 * Makes due what waits for these accounts and failed with one of these codes last. What is being worked on is left.
 * @returns whether there was anything
 */
export async function makeDue(
  sql: Sql,
  { table, name, key, waits }: RetriedRows,
  { accountIds, codes, now }: { accountIds: readonly string[]; codes: readonly string[]; now: Date },
): Promise<boolean> {
  const rows = await sql.rows({
    name: `${name}_make_due`,
    text: `WITH waiting AS (
             SELECT ${key} FROM ${table} r
             WHERE r.account_id = ANY($1::uuid[]) AND r.error_code = ANY($2::text[]) AND r.due_at > $3 AND ${waits}
               AND ${isFree('r', '$3')} FOR UPDATE SKIP LOCKED)
           UPDATE ${table} r SET due_at = $3 WHERE (${key}) IN (SELECT * FROM waiting) RETURNING 1`,
    values: [accountIds, codes, now],
  });
  return rows.length > 0;
}
