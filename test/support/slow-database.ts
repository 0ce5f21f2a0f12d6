import type { Database } from '#database/database.js';
import type { Sql, Statement } from '#database/sql.js';

type Asked = Pick<Database, 'rows' | 'transaction'>;

/** The same database, whose server ends what is too slow, and with it what its transaction has done. */
export function slowDatabase(database: Asked, isTooSlow: (statement: Statement) => boolean): Asked {
  const slow = (sql: Sql): Sql => ({
    ...sql,
    rows: (statement) => (isTooSlow(statement) ? ended(sql) : sql.rows(statement)),
  });
  return {
    rows: (statement) => (isTooSlow(statement) ? database.transaction(ended) : database.rows(statement)),
    transaction: (work) => database.transaction((sql) => work(slow(sql))),
  };
}

/** Whether a list that a statement was given is longer than that. */
export const isLongerThan = (most: number, { values = [] }: Statement): boolean =>
  values.some((value) => Array.isArray(value) && value.length > most);

async function ended(sql: Sql): Promise<never> {
  await sql.rows({ text: 'SET LOCAL statement_timeout = 1' });
  await sql.rows({ text: 'SELECT pg_sleep(60)' });
  throw new Error('a statement that is too slow was not ended');
}
