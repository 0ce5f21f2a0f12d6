import path from 'node:path';
import pg from 'pg';
import { deployMigrations } from '../migrate.mjs';
import { freePort } from '../embedded-postgres/port.mjs';
import { startProgram } from '../start/node-program.mjs';
import { hubProcess } from '../start/programs.mjs';
import { forgetPeakMemory, memoryMb, peakMemoryMb } from './process-memory.mjs';
import { SECRET_TEXT } from './signed-order.mjs';
import { until } from './watching.mjs';

export const ADMIN_KEY = 'an-admin-key-for-the-bench-alone-of-no-worth';

/**
 * @typedef {{ url: string, dataDir: string, roles: string, more?: Record<string, string> }} How `more`: of the environment
 */

/**
 * A hub on its own database, with one store and one storefront account.
 *
 * @param {How} how
 */
export async function startHub(how) {
  await deployMigrations(how.url);
  const hub = await startBareHub(how);
  const { id: storeId } = await hub.call('POST', 'stores', {
    code: 'S-1',
    name: 'Bench',
    timeZone: 'Asia/Shanghai',
  });
  const account = { connector: 'storefront', name: 'Bench', config: { secrets: [SECRET_TEXT] } };
  const { webhookUrl } = await hub.call('POST', 'accounts', account);
  return { ...hub, storeId, webhookPath: new URL(webhookUrl).pathname };
}

/**
 * A hub on a database that is set up already.
 *
 * @param {How} how
 */
export async function startBareHub({ url, dataDir, roles, more = {} }) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: url,
    HUB_DATA_DIR: dataDir,
    HUB_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    HUB_ADMIN_KEY: ADMIN_KEY,
    HUB_ROLES: roles,
    HUB_SANDBOX: 'off',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'warn',
    ...more,
  };
  const program = await startProgram(
    {
      ...hubProcess(env),
      logFile: path.join(dataDir, 'logs', 'bench-hub.log'),
      notReady: async () => ((await ready(base)) ? undefined : 'it does not answer /health/ready with 200'),
    },
    { signal: new AbortController().signal, note: () => {} },
  );
  return {
    port,
    base,
    call: (method, resource, body) => call(base, method, resource, body),
    metrics: () => fetch(`${base}/metrics`).then((answer) => answer.text()),
    pid: program.pid,
    memoryMb: () => memoryMb(program.pid),
    peakMemoryMb: () => peakMemoryMb(program.pid),
    forgetPeakMemory: () => forgetPeakMemory(program.pid),
    untilDrained: () => untilDrained(url),
    stop: () => program.stop(),
  };
}

const ready = (base) =>
  fetch(`${base}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );

export async function call(base, method, resource, body) {
  const answer = await fetch(`${base}/api/v1/${resource}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${resource}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @returns {Promise<number>} deliveries recorded a second, from the first received to the last settled */
async function untilDrained(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { total, seconds } = await until(client, DRAINED, ({ pending }) => pending === 0, 200);
    return total / seconds;
  } finally {
    await client.end();
  }
}

const DRAINED = `SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*)::int AS total,
  extract(epoch FROM max(settled_at) - min(received_at))::float8 AS seconds FROM deliveries`;
