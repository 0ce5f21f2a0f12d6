import type { Sql } from '#database/sql.js';
import type { HubDatabase } from './reconciliation-world.js';

export class KilledError extends Error {
  override readonly name = 'KilledError';
}

/**
 * What a hub asks of its database until it dies: from its n-th step on (a statement, or that it learns of a commit)
 * nothing that it does reaches the database, and what it has not committed is rolled back.
 */
export function mortalDatabase(database: HubDatabase, diesAt: number): HubDatabase {
  let steps = 0;
  const live = (): void => {
    steps += 1;
    if (steps >= diesAt) throw new KilledError('the hub was killed');
  };
  const mortal = (sql: Sql): Sql => ({
    ...sql,
    rows: async (statement) => {
      live();
      return sql.rows(statement);
    },
  });
  return {
    rows: mortal({ rows: (statement) => database.rows(statement) }).rows,
    transaction: async (work) => {
      const result = await database.transaction((sql) => work(mortal(sql)));
      live();
      return result;
    },
  };
}
