import type pg from 'pg';
import { asError } from '#domain/thrown.js';
import type { Hint } from '#domain/hint.js';
import { attendant } from './attendant.js';
import { HintBox } from './hint-box.js';
import { LastStatements } from './last-statements.js';
import { createPool, sqlOn, transactionTimeout, type PoolOptions } from './pool.js';
import { PrismaService } from './prisma.service.js';
import type { Sql, Statement } from './sql.js';
import { STATEMENT_BOUNDS, statementClass } from './statement-bounds.js';

/** The one way to PostgreSQL: a pool, Prisma on that pool, and transactions for the measured hot paths. */
export class Database implements Sql {
  readonly pool: pg.Pool;
  readonly prisma: PrismaService;
  /** What has changed and listeners are not told of yet; whoever runs the hub sends it. */
  readonly hints = new HintBox();
  private readonly sql: Sql;

  constructor(
    private readonly options: PoolOptions,
    onIdleError: (error: Error) => void,
  ) {
    this.pool = createPool({ lockWithinMs: LOCK_WITHIN_MS, ...options });
    // Without a listener an idle connection that the server drops ends the whole hub.
    this.pool.on('error', onIdleError);
    this.prisma = new PrismaService(this.pool);
    this.sql = sqlOn(this.pool, options.observe, (hint) => this.hint(hint));
  }

  /** One statement, in a transaction of its own. */
  rows<Row>(statement: Statement): Promise<Row[]> {
    return this.sql.rows(statement);
  }

  /** Of a change that is committed: one that Prisma wrote. */
  hint(hint: Hint): void {
    this.hints.add(hint);
  }

  /**
   * Commits when `work` returns, after what it wanted to be written last; rolls back when it throws.
   * READ COMMITTED.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const isBounded = statementClass() === 'ordinary' || statementClass() === 'acknowledging';
    return this.transact(isBounded ? BEGIN_BOUNDED : BEGIN_LONG, work);
  }

  /** Reads of one moment, however long they take; nothing is written. */
  moment<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.transact(BEGIN_MOMENT, work);
  }

  private async transact<T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const hints = new HintBox();
    let isCommitting = false;
    try {
      await client.query(begin);
      const sql = sqlOn(client, this.options.observe, (hint) => hints.add(hint));
      const last = new LastStatements();
      const whole: Sql = {
        ...sql,
        last: (kind, item) => {
          last.add(kind, item);
        },
      };
      const result = await work(whole);
      await attendant()?.beforeCommit(whole);
      await last.run(sql);
      isCommitting = true;
      await client.query('COMMIT');
      this.hints.addAll(hints.take());
      return result;
    } catch (error) {
      broken = await rollBack(client);
      // Nobody knows whether it was done: to look once too often harms nobody.
      if (isCommitting && broken !== undefined) this.hints.addAll(hints.take());
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /**
   * Statements on a connection of the caller's own, which is closed afterwards: for what no transaction may hold, and for
   * locks of a session. Each statement is a transaction.
   * @param lockWithinMs how long one waits for a lock; then it fails with 55P03
   */
  async alone<T>(lockWithinMs: number, work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query(`SET lock_timeout = ${String(lockWithinMs)}`);
      return await work(sqlOn(client, this.options.observe, (hint) => this.hint(hint)));
    } finally {
      client.release(true);
    }
  }

  async close(): Promise<void> {
    await this.prisma.$disconnect();
    await this.pool.end();
  }
}

/**
 * Lists go to the server as arrays, whose length misleads the planner into planning every call anew: the
 * statements of a transaction are planned once per connection.
 */
const PLANNED = 'SET LOCAL plan_cache_mode = force_generic_plan';
const BEGIN = `BEGIN; ${PLANNED}`;
/**
 * The server ends a statement of a transaction before we give up its connection, ms: it lets go of what it holds then. One
 * that is given up goes on there, and keeps even that it failed from being written down.
 */
const ENDED_BEFORE_MS = 2_000;
const BEGIN_BOUNDED = `${BEGIN}; SET LOCAL statement_timeout = ${String(STATEMENT_BOUNDS.ordinary - ENDED_BEFORE_MS)}`;
const UNBOUNDED = `SET LOCAL lock_timeout = 0; ${transactionTimeout(0, 'transaction')}`;
const BEGIN_LONG = `${BEGIN}; ${UNBOUNDED}`;
const BEGIN_MOMENT = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${PLANNED}; ${UNBOUNDED}`;
/**
 * Whoever waits longer for a lock, ms, gives way and comes again: what it holds itself, others wait for. Shorter
 * than a hub that is frozen keeps its locks, so that nobody who queues behind it stops all the others as long.
 */
const LOCK_WITHIN_MS = 5_000;

/** A connection that cannot even roll back is given up: the pool must not hand it out again. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return asError(error);
  }
}
