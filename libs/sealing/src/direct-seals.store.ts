import type { Sql } from '#database/sql.js';
import { ENVELOPE_MARK } from './envelope.js';

/** Where a lib keeps what was sealed under the master key itself before 0.4.0, each row by its id. */
export interface SealedTable {
  readonly table: 'accounts' | 'alarm_addresses';
  /** The name of the data key of a row. */
  readonly keyName: (id: string) => string;
}

export interface SealedRow {
  readonly id: string;
  readonly secrets: Buffer;
}

const IS_DIRECT = `substring(secrets FROM 1 FOR ${String(ENVELOPE_MARK.length)}) <> $1`;

export const directlySealed = (sql: Sql, { table }: SealedTable): Promise<SealedRow[]> =>
  sql.rows({
    text: `SELECT id, secrets FROM ${table} WHERE ${IS_DIRECT} ORDER BY id`,
    values: [ENVELOPE_MARK],
  });

/** Locked until the transaction ends. @returns undefined where somebody has moved it meanwhile */
export async function lockDirectlySealed(
  sql: Sql,
  { table }: SealedTable,
  id: string,
): Promise<SealedRow | undefined> {
  const [row] = await sql.rows<SealedRow>({
    text: `SELECT id, secrets FROM ${table} WHERE ${IS_DIRECT} AND id = $2 FOR UPDATE`,
    values: [ENVELOPE_MARK, id],
  });
  return row;
}

/** Nothing that anybody is shown changes. */
export async function writeSealed(
  sql: Sql,
  { table }: SealedTable,
  { id, secrets }: SealedRow,
): Promise<void> {
  await sql.rows({ text: `UPDATE ${table} SET secrets = $2 WHERE id = $1`, values: [id, secrets] });
}

/** Whether contacts were ever hashed in this database. */
export async function hasLegs(sql: Sql): Promise<boolean> {
  const [row] = await sql.rows<{ has: boolean }>({ text: 'SELECT EXISTS (SELECT FROM legs) AS has' });
  return row?.has ?? false;
}
