// Records orders by the libs of one checkout, on a database of its own: `recording-process.mjs <checkout> <url>`. Each
// message {run, orders} is answered with the processor time that it took here and in the database, ms, by step of life.
import path from 'node:path';
import pg from 'pg';
import { runMigrations } from 'graphile-worker';
import { backendCpuMs } from './backend-cpu.mjs';
import { livesOf } from './recording-load.mjs';

const STORES = 50;
const SESSIONS = 'suanpan-bench-recording';
const KEEP_ALIVE_MS = 2_000;

const [checkout, url] = process.argv.slice(2);
const from = (...parts) => import(path.join(checkout, ...parts));

async function open() {
  const { deployMigrations } = await from('tools', 'migrate.mjs');
  await deployMigrations(url);
  await runMigrations({ connectionString: url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(SHOP, [STORES]);
  const { rows } = await client.query('SELECT id FROM accounts');
  return { client, ledger: await openLedger(), accountId: rows[0].id };
}

async function openLedger() {
  const { Database } = await from('dist', 'libs', 'database', 'src', 'database.js');
  const { LedgerService } = await from('dist', 'libs', 'ledger', 'src', 'ledger.service.js');
  const { ContactKey } = await from('dist', 'libs', 'ledger', 'src', 'contact-key.js');
  const { Instance } = await from('dist', 'libs', 'jobs', 'src', 'instance.js');
  const { defineTask } = await from('dist', 'libs', 'jobs', 'src', 'task.js');
  const database = new Database({ url, max: 1, name: SESSIONS }, () => undefined);
  const consumers = ['reporting', 'dispatch'].map((name) => ({ name, task: defineTask(`${name}.changes`) }));
  // A session that rested would be ended while the other checkout has its turn, and what it took forgotten with it.
  setInterval(() => void database.rows({ text: 'SELECT' }), KEEP_ALIVE_MS).unref();
  const clock = { now: () => new Date(), latest: () => new Date() };
  return new LedgerService(
    database,
    clock,
    new Instance('bench'),
    new ContactKey(Buffer.alloc(32, 7)),
    consumers,
  );
}

const SHOP = `
  WITH shop AS (INSERT INTO accounts (id, connector, name, base_url, config, secrets, created_at, updated_at)
    VALUES (gen_random_uuid(), 'storefront', 'Bench', '', '{}', '', now(), now()))
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'B-' || n, 'Bench ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, $1::int) AS n`;

/** @returns {Promise<{ hubMs: number[], databaseMs: number[] }>} by step of life */
async function record({ client, ledger, accountId }, { run, orders }) {
  const [hubMs, databaseMs] = [[], []];
  for (const transactions of livesOf(run, orders, { accountId, stores: STORES, now: Date.now() })) {
    globalThis.gc?.();
    const [hub, database] = [process.cpuUsage(), await backendCpuMs(client, SESSIONS)];
    for (const recordings of transactions) await ledger.record(recordings);
    const { user, system } = process.cpuUsage(hub);
    hubMs.push((user + system) / 1000);
    databaseMs.push((await backendCpuMs(client, SESSIONS)) - database);
  }
  return { hubMs, databaseMs };
}

const opened = open();
process.on('message', (load) => {
  opened
    .then((parts) => record(parts, load))
    .then(
      (figures) => process.send(figures),
      (error) => process.send({ error: error.stack }),
    );
});
process.once('disconnect', () => process.exit());
