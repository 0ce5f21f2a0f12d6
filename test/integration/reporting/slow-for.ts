import { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { DatabaseSilentError } from '#database/statement-bounds.js';

/** The same database, whose answer about one store comes too late. */
export class SlowFor extends Database {
  constructor(
    private readonly storeId: string,
    { pool }: Database,
  ) {
    const { connectionString: url = '' } = pool.options;
    super({ url, max: 4, name: 'suanpan-slow' }, () => undefined);
  }

  override transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return super.transaction((sql) =>
      work({
        ...sql,
        rows: (statement) => {
          const isSlow =
            statement.name === 'reporting_lock_stores' &&
            JSON.stringify(statement.values).includes(this.storeId);
          return isSlow
            ? Promise.reject(new DatabaseSilentError('the database did not answer', 30_000))
            : sql.rows(statement);
        },
      }),
    );
  }
}
