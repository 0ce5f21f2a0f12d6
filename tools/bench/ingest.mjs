// `npm run bench ingest [-- --requests=N]`: how fast a webhook is acknowledged durably, beside what could be
// reached at best, all in one run on one embedded, durable database.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { measureCommits } from './commits.mjs';
import { startHub } from './hub.mjs';
import { sendOrders } from './loading.mjs';
import { numberOption } from './options.mjs';
import { onPostgres } from './world.mjs';

const PLAIN = fileURLToPath(new URL('plain-server.mjs', import.meta.url));
const CONNECTIONS = [32, 128];
const WARM_UP = 2_000;

/** @param {string[]} options `--requests=N` for each measurement, 20000 by default */
export async function bench(options) {
  const requests = numberOption(options, 'requests', 20_000);
  await onPostgres(async ({ dataDir, postgres }) => {
    for (const connections of CONNECTIONS) {
      print(connections, await measureAll({ postgres, dataDir, connections, requests }));
    }
  });
}

async function measureAll({ postgres, dataDir, connections, requests }) {
  const rows = [];
  const add = (name, figures) => rows.push({ name, ...figures });
  add('one-row commits', await measureCommits(postgres.url, connections, Math.min(requests, 5_000)));
  add('verify only, no database', await measurePlain('verify', { connections, requests }));
  add(
    'plain micro-batched insert',
    await measurePlain('insert', { connections, requests, url: await fresh(postgres) }),
  );
  for (const roles of ['api', 'api,worker']) {
    add(
      `hub (${roles})`,
      await measureHub({ url: await fresh(postgres), dataDir, roles, connections, requests }),
    );
  }
  const plain = { HUB_ENCRYPT_PAYLOADS: 'off' };
  add(
    'hub (api), bytes as they came',
    await measureHub({
      ...{ url: await fresh(postgres), dataDir, roles: 'api', more: plain, connections, requests },
    }),
  );
  return rows;
}

let databases = 0;

/** A database of its own for each server. @returns {Promise<string>} its URL */
async function fresh(postgres) {
  const name = `bench_${++databases}`;
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return postgres.urlOf(name);
}

async function measurePlain(kind, { connections, requests, url = '' }) {
  const server = fork(PLAIN, [kind, url]);
  const { port } = await new Promise((resolve, reject) =>
    server.once('message', resolve).once('exit', reject),
  );
  const target = { host: '127.0.0.1', port, path: '/webhooks/storefront/bench', storeCode: 'S', connections };
  await sendOrders({ ...target, run: 'warm', requests: WARM_UP });
  const figures = await sendOrders({ ...target, run: kind, requests });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.disconnect();
  await ended;
  return figures;
}

async function measureHub({ url, dataDir, roles, more = {}, connections, requests }) {
  const hub = await startHub({ url, dataDir, roles, more });
  try {
    const target = {
      host: '127.0.0.1',
      port: hub.port,
      path: hub.webhookPath,
      storeCode: 'S-1',
      connections,
    };
    await sendOrders({ ...target, run: 'warm', requests: WARM_UP });
    const figures = await sendOrders({ ...target, run: 'bench', requests });
    const rssMb = hub.peakMemoryMb();
    const stored = await countDeliveries(url);
    if (stored !== figures.acknowledged + WARM_UP)
      throw new Error(`${stored} rows for ${figures.acknowledged + WARM_UP} answers`);
    return {
      ...figures,
      rssMb,
      drainedPerSecond: roles.includes('worker') ? await hub.untilDrained() : undefined,
    };
  } finally {
    await hub.stop();
  }
}

async function countDeliveries(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT count(*)::int AS stored FROM deliveries WHERE state <> 'conflict'`,
  );
  await client.end();
  return rows[0].stored;
}

function print(connections, rows) {
  const rate = ({ acknowledged, seconds }) => acknowledged / seconds;
  const base = rate(rows.find(({ name }) => name.startsWith('plain')));
  console.log(`\n${connections} connections, signed bodies of 2 KB, durable embedded PostgreSQL`);
  console.log('                              acknowledged/s  ratio   p50 ms   p99 ms   peak MB');
  for (const row of rows) {
    const figures = [
      rate(row).toFixed(0).padStart(14),
      (rate(row) / base).toFixed(2).padStart(6),
      row.p50.toFixed(1).padStart(8),
      row.p99.toFixed(1).padStart(8),
      (row.rssMb?.toFixed(0) ?? '').padStart(9),
    ];
    const drained = row.drainedPerSecond ? `   all recorded ${row.drainedPerSecond.toFixed(0)}/s` : '';
    console.log(`  ${row.name.padEnd(28)}${figures.join(' ')}${drained}`);
  }
  console.log('  ratio: to the plain micro-batched insert; rows in the database = requests answered 2xx');
}
