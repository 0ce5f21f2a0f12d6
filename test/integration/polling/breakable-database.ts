import { Database } from '#database/database.js';
import type { Sql, Statement } from '#database/sql.js';

/** A database that is gone from a statement of the test's choosing on: what a process sees that is killed there. */
export class BreakableDatabase extends Database {
  /** Statements so far. */
  count = 0;
  /** The statement with this number, and all after it, do not get there. */
  goneFrom = Infinity;

  /** The same connections for another process, which dies by itself and stays dead. */
  forOneThatDiesAt(statement: number): BreakableDatabase {
    const own = Object.create(this) as BreakableDatabase;
    own.count = 0;
    own.goneFrom = statement;
    return own;
  }

  override rows<Row>(statement: Statement): Promise<Row[]> {
    return this.let(() => super.rows<Row>(statement));
  }

  override transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return super.transaction(async (sql) => {
      const result = await work({ rows: (statement) => this.let(() => sql.rows(statement)) });
      // The commit is a step of its own.
      return this.let(() => Promise.resolve(result));
    });
  }

  private let<T>(go: () => Promise<T>): Promise<T> {
    this.count += 1;
    return this.count >= this.goneFrom ? Promise.reject(new Error('killed')) : go();
  }
}
