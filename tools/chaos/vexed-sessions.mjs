import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Of the hubs' sessions, those of their workers included; ours go straight to the server, under no name. */
const HUBS = `datname = current_database() AND application_name LIKE 'suanpan %'`;
const ANY_SESSION = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${HUBS} ORDER BY random() LIMIT 1`;
const ANY_STATEMENT = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${HUBS} AND state = 'active'
  ORDER BY random() LIMIT 1`;
const LISTENERS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${HUBS} AND query ILIKE 'listen %'`;

const EVERY_MS = 50;
/** Longer than a hub waits for a lock, and the pause in which it gets on. */
const LOCKED_MS = 8_000;
const FREE_MS = 2_000;
const MOST_ORDERS = 20;

/** An operator, or a script of theirs, that ends one session after the other. */
export const endSessions = again(EVERY_MS, (client) => client.query(ANY_SESSION));

/** The same with the statements alone, as a `statement_timeout` does. */
export const cancelStatements = again(EVERY_MS, (client) => client.query(ANY_STATEMENT));

/** Without them nobody is told of a new job: what is left is that workers ask by themselves. */
export const endListeners = again(EVERY_MS, (client) => client.query(LISTENERS));

/** Somebody who changes orders in the opposite order of ours: one of both loses. */
export const lockOtherWayRound = again(EVERY_MS, async (client) => {
  const { rows } = await client.query(`SELECT id FROM orders ORDER BY id DESC LIMIT ${String(MOST_ORDERS)}`);
  await client.query('BEGIN');
  try {
    for (const { id } of rows) await client.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [id]);
  } finally {
    await client.query('ROLLBACK');
  }
});

/** Every table that recording or settling writes, for longer than anybody waits for it. */
export const lockTables = again(FREE_MS, async (client) => {
  await client.query('BEGIN; LOCK TABLE orders, dispatches, submissions IN EXCLUSIVE MODE');
  await sleep(LOCKED_MS);
  await client.query('ROLLBACK');
});

function again(everyMs, vex) {
  return async ({ databaseUrl }) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    let isOver = false;
    const vexing = (async () => {
      while (!isOver) {
        // A deadlock may be decided against us.
        await vex(client).catch(() => undefined);
        await sleep(everyMs);
      }
    })();
    return async () => {
      isOver = true;
      await vexing;
      await client.end();
    };
  };
}
