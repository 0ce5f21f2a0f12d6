// `npm run bench retention [-- --months=N --deliveries=N --contacts=N]`: lets months and contacts go while deliveries are
// acknowledged and recorded, and prints for how long anybody waited for a lock of the run, beside the same without one; fails above 100 ms.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startHub } from './hub.mjs';
import { watchLocks } from './lock-watch.mjs';
import { numberOption } from './options.mjs';
import { orderDocument, signed } from './signed-order.mjs';
import { onPostgres } from './world.mjs';

const SENDERS = 4;
const AT_REST_MS = 10_000;
/** Nobody is to wait longer for what lets go of old things. */
const MOST_MS = 100;

/** @param {string[]} options `--months=N` of `--deliveries=N` each, 4 and 50,000; `--contacts=N`, 20,000 */
export async function bench(options) {
  const months = numberOption(options, 'months', 4);
  const deliveries = numberOption(options, 'deliveries', 50_000);
  const contacts = numberOption(options, 'contacts', 20_000);
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const hub = await startHub({ url, dataDir, roles: 'api,worker' });
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { items: accounts } = await hub.call('GET', 'accounts');
      await client.query(OLD_MONTHS, [months]);
      for (let month = 0; month < months; month += 1)
        await client.query(OLD_DELIVERIES, [accounts[0].id, deliveries, month]);
      await client.query(OLD_CONTACTS, [accounts[0].id, contacts]);
      await client.query('ANALYZE');
      console.log(`${months} months of ${deliveries} deliveries, and ${contacts} contacts, are too old`);
      await measure({ hub, url }, 'nothing but deliveries', () => sleep(AT_REST_MS));
      await measure({ hub, url }, 'a run beside them', () => run(client));
      const { rows } = await client.query(LEFT);
      if (rows[0].deliveries + rows[0].contacts > 0) throw new Error(`left: ${JSON.stringify(rows[0])}`);
    } finally {
      await client.end();
      await hub.stop();
    }
  });
}

async function run(client) {
  const { rows } = await client.query('SELECT clock_timestamp() AS now');
  await client.query(`SELECT graphile_worker.add_job('retention.run', '{}')`);
  await untilLookedAt(client, rows[0].now);
}

/** Until a run that began later has been through with every kind. */
async function untilLookedAt(client, since) {
  const text = 'SELECT count(*)::int AS count FROM retention_standings WHERE done_at > $1';
  while ((await client.query(text, [since])).rows[0].count < 6) await sleep(50);
}

async function measure({ hub, url }, name, work) {
  let stopped = false;
  const locks = watchLocks(url);
  const startedAt = performance.now();
  const sending = Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender)));
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  stopped = true;
  const sent = await sending;
  const { forRun, others, own } = await locks.stop();
  const longest = Math.max(...sent.map(({ longestMs }) => longestMs));
  const count = sent.reduce((sum, each) => sum + each.count, 0);
  if (forRun > MOST_MS) process.exitCode = 1;
  console.log(`\n${name}: ${seconds.toFixed(1)} s, ${count} deliveries acknowledged`);
  console.log(`  the slowest of them took ${longest.toFixed(0)} ms`);
  console.log(`  the longest wait for a lock of the run that was seen: ${forRun.toFixed(1)} ms`);
  console.log(
    `  of the run's for others ${own.toFixed(1)} ms, of others for each other ${others.toFixed(1)} ms`,
  );

  async function send(sender) {
    let [count, longestMs] = [0, 0];
    for (; !stopped; count += 1) {
      const id = `${name}-${sender}-${count}`.replaceAll(' ', '-');
      const { body, headers } = signed(id, orderDocument(id, 'S-1'));
      const since = performance.now();
      const answer = await fetch(hub.base + hub.webhookPath, { method: 'POST', body, headers });
      longestMs = Math.max(longestMs, performance.now() - since);
      if (!answer.ok) throw new Error(`a delivery was refused: ${answer.status} ${await answer.text()}`);
    }
    return { count, longestMs };
  }
}

const OLD_MONTHS = `SELECT ensure_partitions(now() - make_interval(months => 5 + $1::int), 9 + $1::int)`;
/** In the middle of a month that is 5 months ago, or some more. */
const AT = `date_trunc('month', now()) - make_interval(months => 5 + $3::int) + INTERVAL '14 days'`;
const OLD_DELIVERIES = `
  WITH made AS (SELECT uuid_v7(at) AS id, at FROM generate_series(1, $2::int) n, LATERAL (
    SELECT date_trunc('milliseconds', ${AT} + n * INTERVAL '1 ms') AS at) the),
  bodies AS (INSERT INTO payloads (id, stored_at, body) SELECT id, at, convert_to(repeat('x', 1000), 'UTF8') FROM made)
  INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state, due_at, settled_at)
  SELECT id, at, $1::uuid, 'storefront', sha256(uuid_send(id)), 1000, '[]', 'done', at, at FROM made`;
const OLD_CONTACTS = `
  WITH made AS (SELECT uuid_v7(at) AS id, at, n FROM generate_series(1, $2::int) n, LATERAL (
    SELECT now() - INTERVAL '300 days' + n * INTERVAL '1 ms' AS at) the),
  o AS (INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
    SELECT id, 'completed', 'paid', 'completed', 'none', at, at FROM made RETURNING id),
  l AS (INSERT INTO legs (id, order_id, account_id, connector, vendor_no, own_store_ids, state, confirmed_at, created_at, updated_at)
    SELECT id, id, $1::uuid, 'storefront', 'OLD-' || n, false, '{}', at, at, at FROM made RETURNING id)
  INSERT INTO contacts (leg_id, name, phone) SELECT id, 'Somebody', '13800000000' FROM made`;
const LEFT = `SELECT
  (SELECT count(*)::int FROM deliveries WHERE received_at < now() - INTERVAL '125 days') AS deliveries,
  (SELECT count(*)::int FROM contacts c JOIN legs l ON l.id = c.leg_id WHERE l.vendor_no LIKE 'OLD-%') AS contacts`;
