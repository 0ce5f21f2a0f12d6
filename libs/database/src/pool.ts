import type pg from 'pg';
import { storable } from '#domain/storable.js';
import { BoundedPool } from './bounded-pool.js';
import type { Hint } from '#domain/hint.js';
import { toldBy } from './hint-box.js';
import type { Sql, Statement } from './sql.js';

export interface PoolOptions {
  readonly url: string;
  readonly max: number;
  /** Carries the instance's id, so that whoever takes its work over can end its sessions. */
  readonly name: string;
  /** Waiting for one lock, ms; a statement that waits longer fails with 55P03. By default it may wait. */
  readonly lockWithinMs?: number;
  /** For migrations: no transaction is ended for its length. */
  readonly unlimited?: boolean;
  /** Told of every statement before it is sent: its name, or undefined for one without. */
  readonly observe?: ((name: string | undefined) => void) | undefined;
}

/** Waiting for a connection, new or free, ms; a class of statements that has less time waits less. */
const CONNECT_WITHIN_MS = 10_000;
/** The host asks a silent peer for a sign of life after this long, ms; then ten times, a second apart. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** A session that began a transaction and says nothing more (its hub is frozen) keeps its locks no longer, ms. */
const IDLE_IN_TRANSACTION_MS = 10_000;
/** A whole transaction that is not of a long job, ms. */
const TRANSACTION_MS = 120_000;

/**
 * Pinned, whatever the database or the role says. Zone and date style: Prisma's pg adapter writes and reads wrong
 * instants under any zone but UTC (prisma#28629). The isolation: who has waited for a row must see what it waited for.
 * A bound for statements: each class has its own, and some take minutes. The rest is how soon the server ends the session of a hub that it no longer hears: what
 * it sent unanswered for 20 s, or no sign of life for 10 s and three more that the system asks for.
 */
const SESSION = Object.entries({
  timezone: 'UTC',
  datestyle: 'ISO',
  default_transaction_isolation: 'read\\ committed',
  statement_timeout: '0',
  tcp_user_timeout: '20000',
  tcp_keepalives_idle: '10',
  tcp_keepalives_interval: '5',
  tcp_keepalives_count: '3',
});

export function createPool({ url, max, name, lockWithinMs = 0, unlimited = false }: PoolOptions): pg.Pool {
  const settings = SESSION.map(([setting, value]) => `-c ${setting}=${value}`).join(' ');
  const idle = `-c idle_in_transaction_session_timeout=${String(IDLE_IN_TRANSACTION_MS)}`;
  const limits = `${idle} -c lock_timeout=${String(lockWithinMs)}`;
  return new BoundedPool({
    connectionString: url,
    max,
    application_name: name,
    options: unlimited ? settings : `${settings} ${limits}`,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    ...(unlimited ? {} : { onConnect: pinSession }),
  });
}

/** @returns a promise that the pool waits for, which its type does not say */
const pinSession = (client: pg.ClientBase): unknown =>
  client.query(`${transactionTimeout(TRANSACTION_MS, 'session')}; ${DURABLE}`);

/** What is acknowledged is on the disk. More than that (a standby's disk) is left as somebody has set it. */
const DURABLE = `SELECT set_config('synchronous_commit', 'on', false)
   WHERE current_setting('synchronous_commit') = 'off'`;

/** PostgreSQL knows it since 17, and refuses a start-up option or a SET that it does not know. */
export const transactionTimeout = (ms: number, scope: 'session' | 'transaction'): string =>
  `SELECT set_config('transaction_timeout', '${String(ms)}', ${String(scope === 'transaction')})
   WHERE current_setting('server_version_num')::int >= 170000`;

export const sqlOn = (
  client: pg.Pool | pg.ClientBase,
  observe?: PoolOptions['observe'],
  hint?: (hint: Hint) => void,
): Sql => ({
  ...(hint === undefined ? {} : { hint }),
  async rows<Row>(statement: Statement): Promise<Row[]> {
    observe?.(statement.name);
    const result = await client.query({
      text: statement.text,
      values: (statement.values ?? []).map(storableValue),
      ...(statement.name === undefined ? {} : { name: statement.name }),
      ...(statement.asTexts === true ? AS_TEXTS : {}),
    });
    if (hint !== undefined) toldBy(statement, result.rows, result.rowCount ?? 0).forEach(hint);
    return result.rows as Row[];
  },
});

const AS_SENT = { getTypeParser: () => (text: string) => text };
const AS_TEXTS = { rowMode: 'array', types: AS_SENT };

/** Whatever a vendor has sent: no text of it fails a statement. Names and JSON need more, at their own doors. */
const storableValue = (value: unknown): unknown => {
  if (typeof value === 'string') return storable(value);
  return Array.isArray(value) ? value.map(storableValue) : value;
};
