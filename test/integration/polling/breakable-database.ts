import { Database } from '#database/database.js';
import type { Sql, Statement } from '#database/sql.js';

/** The commit is a step of its own. */
export const COMMIT = 'commit';

/** A database that is gone from a statement of the test's choosing on: what a process sees that is killed there. */
export class BreakableDatabase extends Database {
  /** Statements so far. */
  count = 0;
  /** The statement with this number, and all after it, do not get there. */
  goneFrom = Infinity;
  /** Asked before each statement, by its name: from the first yes on it is gone. */
  isGoneAt: (name: string | undefined) => boolean = () => false;

  /** The same connections for another process, which dies by itself and stays dead. */
  forOneThatDiesAt(statement: number): BreakableDatabase {
    const own = Object.create(this) as BreakableDatabase;
    own.count = 0;
    own.goneFrom = statement;
    return own;
  }

  forOneThatDiesWhen(isGoneAt: (name: string | undefined) => boolean): BreakableDatabase {
    const own = this.forOneThatDiesAt(Infinity);
    own.isGoneAt = isGoneAt;
    return own;
  }

  /** Whether it came to that. */
  get isGone(): boolean {
    return this.count >= this.goneFrom;
  }

  override rows<Row>(statement: Statement): Promise<Row[]> {
    return this.let(statement.name, () => super.rows<Row>(statement));
  }

  override transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return super.transaction(async (sql) => {
      const result = await work({
        rows: (statement) => this.let(statement.name, () => sql.rows(statement)),
      });
      return this.let(COMMIT, () => Promise.resolve(result));
    });
  }

  private let<T>(name: string | undefined, go: () => Promise<T>): Promise<T> {
    this.count += 1;
    if (!this.isGone && this.isGoneAt(name)) this.goneFrom = this.count;
    return this.isGone ? Promise.reject(new Error('killed')) : go();
  }
}
