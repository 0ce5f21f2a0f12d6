import path from 'node:path';
import pg from 'pg';
import { runMigrations } from 'graphile-worker';

const STORES = 50;
const SESSIONS = 'suanpan-bench-recording';
const KEEP_ALIVE_MS = 2_000;

/**
 * The ledger of one checkout, compiled there, on a database of its own with a shop and its stores.
 *
 * @param {string} checkout
 * @param {string} url
 * @param {readonly string[]} consumers whose changes are noted
 */
export async function openRecording(checkout, url, consumers) {
  const from = (...parts) => import(path.join(checkout, ...parts));
  const { deployMigrations } = await from('tools', 'migrate.mjs');
  await deployMigrations(url);
  await runMigrations({ connectionString: url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(SHOP, [STORES]);
  const { rows } = await client.query('SELECT id FROM accounts');
  const ledger = await openLedger(from, url, consumers);
  return { from, client, ...ledger, sessions: SESSIONS, shop: { accountId: rows[0].id, stores: STORES } };
}

async function openLedger(from, url, names) {
  const { Database } = await from('dist', 'libs', 'database', 'src', 'database.js');
  const { LedgerService } = await from('dist', 'libs', 'ledger', 'src', 'ledger.service.js');
  const { ContactKey } = await from('dist', 'libs', 'ledger', 'src', 'contact-key.js');
  const { Instance } = await from('dist', 'libs', 'jobs', 'src', 'instance.js');
  const { defineTask } = await from('dist', 'libs', 'jobs', 'src', 'task.js');
  const database = new Database({ url, max: 1, name: SESSIONS }, () => undefined);
  const consumers = names.map((name) => ({ name, task: defineTask(`${name}.changes`) }));
  // A session that rested would be ended while the other checkout has its turn, and what it took forgotten with it.
  setInterval(() => void database.rows({ text: 'SELECT' }), KEEP_ALIVE_MS).unref();
  const clock = { now: () => new Date(), latest: () => new Date() };
  const key = new ContactKey(Buffer.alloc(32, 7));
  const ledger = new LedgerService(database, clock, new Instance('bench'), key, consumers);
  return { database, clock, ledger };
}

const SHOP = `
  WITH shop AS (INSERT INTO accounts (id, connector, name, base_url, config, secrets, created_at, updated_at)
    VALUES (gen_random_uuid(), 'storefront', 'Bench', '', '{}', '', now(), now()))
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'B-' || n, 'Bench ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, $1::int) AS n`;
