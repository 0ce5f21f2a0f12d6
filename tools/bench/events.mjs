// `npm run bench events [-- --listeners=N --changes=N --seconds=N]`: what listeners cost a hub in CPU while so much
// changes a second, elsewhere: told by NOTIFY as another hub tells it. Fails above a twentieth of one core.
import http from 'node:http';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ADMIN_KEY, startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { cpuMs } from './processor-time.mjs';
import { onPostgres } from './world.mjs';

const NOTIFY_EVERY_MS = 200;
const MOST_SHARE = 0.05;

/** @param {string[]} options */
export async function bench(options) {
  const listeners = numberOption(options, 'listeners', 500);
  const changes = numberOption(options, 'changes', 100);
  const seconds = numberOption(options, 'seconds', 20);
  await onPostgres(async ({ dataDir, postgres }) => {
    const hub = await startHub({
      url: postgres.url,
      dataDir,
      roles: 'api',
      more: { HUB_THROTTLE_PER_SECOND: '1000' },
    });
    try {
      const told = { events: 0 };
      const alone = await measured(hub, { url: postgres.url, changes: 0, seconds });
      const all = await Promise.all(Array.from({ length: listeners }, () => listen(hub.base, told)));
      const listened = await measured(hub, { url: postgres.url, changes, seconds });
      await new Promise((resolve) => setTimeout(resolve, 2 * NOTIFY_EVERY_MS + 500));
      console.log(`\n${listeners} listeners, ${changes} changes a second, ${seconds} s`);
      console.log(`  the hub alone         ${percent(alone)} of one core`);
      console.log(`  with its listeners    ${percent(listened)} of one core`);
      console.log(`  heard                 ${told.events} hints of ${listeners * changes * seconds}`);
      for (const request of all) request.destroy();
      if (listened - alone > MOST_SHARE) {
        console.error(`listeners cost ${percent(listened - alone)}: more than ${percent(MOST_SHARE)}`);
        process.exitCode = 1;
      }
    } finally {
      await hub.stop();
    }
  });
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

/** @returns the share of one core that the hub takes meanwhile */
async function measured(hub, { url, changes, seconds }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const startedAt = performance.now();
  const before = cpuMs(hub.pid);
  const each = (changes * NOTIFY_EVERY_MS) / 1_000;
  for (let at = 1; at <= (seconds * 1_000) / NOTIFY_EVERY_MS; at += 1) {
    const ids = Array.from({ length: each }, () =>
      Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url'),
    );
    if (each > 0)
      await client.query(`SELECT pg_notify('suanpan_hints', $1)`, [JSON.stringify({ order: { '': ids } })]);
    await new Promise((resolve) => setTimeout(resolve, startedAt + at * NOTIFY_EVERY_MS - performance.now()));
  }
  const share = (cpuMs(hub.pid) - before) / (performance.now() - startedAt);
  await client.end();
  return share;
}

function listen(base, told) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const request = http.get(`${base}/api/v1/events`, { agent: false, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`a listener was answered ${answer.statusCode}`));
      answer.on('data', (bytes) => (told.events += bytes.toString().split('event: hint').length - 1));
      answer.on('error', () => undefined);
      resolve(request);
    });
    request.on('error', reject);
  });
}
