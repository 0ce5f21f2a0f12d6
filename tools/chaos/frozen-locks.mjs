import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const TRIES = 20;
/** Nobody waits when the hubs do not record at all. */
const WAITED_FOR_MS = 20_000;

/**
 * Stops the first hub in the middle of a recording: it is kept waiting for a table, frozen, and then gets the lock.
 * The other hub may have been the one that waited, so it is tried until a transaction stays open.
 */
export async function freezeWithLocks({ databaseUrl, hubs: [hub] }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      await freezeWaiting(client, hub);
      if (await hasOpenTransaction(client)) return async () => hub.thaw();
      hub.thaw();
    }
  } finally {
    await client.end();
  }
  throw new Error('the hub could not be frozen with locks in hand');
}

async function freezeWaiting(client, hub) {
  await client.query('BEGIN; LOCK TABLE entry_keys IN EXCLUSIVE MODE');
  const deadline = Date.now() + WAITED_FOR_MS;
  while ((await client.query(WAITING)).rowCount === 0 && Date.now() < deadline) await sleep(20);
  hub.freeze();
  await client.query('COMMIT');
}

/** Looked at twice, as the other hub's transactions come and go. */
async function hasOpenTransaction(client) {
  await sleep(500);
  const first = await idle(client);
  await sleep(500);
  const second = await idle(client);
  return second.some((pid) => first.includes(pid));
}

const idle = async (client) => (await client.query(IDLE)).rows.map(({ pid }) => pid);

const WAITING = `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database() AND relation = 'entry_keys'::regclass`;
const IDLE = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'
  AND clock_timestamp() - state_change > interval '300 ms'`;
