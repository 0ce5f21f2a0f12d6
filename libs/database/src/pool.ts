import pg from 'pg';
import type { Sql, Statement } from './sql.js';

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  readonly name: string;
  /** Told of every statement before it is sent: its name, or undefined for one without. */
  readonly observe?: ((name: string | undefined) => void) | undefined;
}

/**
 * The session's zone is pinned to UTC on every connection: Prisma's pg adapter writes and reads wrong
 * instants under any other zone (prisma#28629), whatever the database's own default is.
 */
export function createPool({ url, max, name }: PoolOptions): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    options: '-c timezone=UTC -c datestyle=ISO',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
}

export const sqlOn = (client: pg.Pool | pg.ClientBase, observe?: PoolOptions['observe']): Sql => ({
  async rows<Row>(statement: Statement): Promise<Row[]> {
    observe?.(statement.name);
    const result = await client.query({
      text: statement.text,
      values: [...(statement.values ?? [])],
      ...(statement.name === undefined ? {} : { name: statement.name }),
    });
    return result.rows as Row[];
  },
});
