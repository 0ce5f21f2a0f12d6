// `npm run bench forged [-- --requests=N --seed=N]`: forged and mutated requests to a running hub, of every scheme by which
// deliveries are verified, each from an address of its own; and then all from one. Fails unless none is taken and none
// answered 5xx, everything that is right is taken meanwhile, and the hub's memory stays as it was.
import assert from 'node:assert/strict';
import pg from 'pg';
import { SCHEMES, sendForged } from '../mutations/forged/sender.mjs';
import { startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { onPostgres } from './world.mjs';

/** So many times the memory is looked at while one scheme is sent; the first looks are of a hub that still warms up. */
const LOOKS = 10;
/** What may lie in a heap that is collected now and then. */
const FLAT_MB = 48;
const ONE_ADDRESS = () => '198.51.100.9';

/** @param {string[]} options `--requests=N` of each scheme */
export async function bench(options) {
  const requests = numberOption(options, 'requests', 100_000);
  const seed = numberOption(options, 'seed', 1);
  await onPostgres(async ({ dataDir, postgres: { url } }) => {
    const more = { HUB_TRUSTED_PROXIES: '127.0.0.0/8', LOG_LEVEL: 'error' };
    const hub = await startHub({ url, dataDir, roles: 'api', more });
    try {
      let good = 0;
      for (const [name, scheme] of Object.entries(SCHEMES))
        good += await measure({ hub, name, scheme, requests, seed });
      assert.equal(await taken(url), good, 'in the database lies what is right, and nothing else');
      console.log(`\n${good} right ones were taken meanwhile, and nothing else lies in the database`);
    } finally {
      await hub.stop();
    }
  });
}

/** @returns {Promise<number>} how many right ones were sent */
async function measure({ hub, name, scheme, requests, seed }) {
  const { connector, baseUrl, config } = scheme;
  const account = { connector, name, baseUrl, config };
  const { webhookUrl } = await hub.call('POST', 'accounts', account);
  const sent = { base: hub.base, path: new URL(webhookUrl).pathname, scheme };
  const part = Math.ceil(requests / LOOKS);
  const memory = [];
  let good = 0;
  console.log(`\n${name}: ${Object.keys(scheme.forgeries).length} ways`);
  const startedAt = performance.now();
  const statuses = new Map();
  for (let look = 0; look < LOOKS; look += 1) {
    const outcome = await sendForged({ ...sent, requests: part, seed: seed + look, run: `${look}-` });
    check(outcome);
    for (const [status, count] of outcome.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
    good += outcome.good;
    memory.push(hub.memoryMb() ?? 0);
  }
  const rate = Math.round((part * LOOKS) / ((performance.now() - startedAt) / 1000));
  print(`${part * LOOKS} from as many addresses, ${rate} a second`, statuses);
  const ofOne = await sendForged({ ...sent, requests: part, seed, run: 'one-', addressOf: ONE_ADDRESS });
  check(ofOne);
  print(`${part} from one address`, ofOne.statuses);
  checkMemory(memory);
  return good + ofOne.good;
}

function check({ statuses, accepted, goodRefused }) {
  assert.deepEqual(accepted, [], 'forged and taken');
  assert.deepEqual(
    [...statuses.keys()].filter((status) => status >= 500 || status < 400),
    [],
    'answered otherwise',
  );
  assert.deepEqual(goodRefused, [], 'right and refused');
}

const print = (what, statuses) =>
  console.log(`  ${what}:`, Object.fromEntries([...statuses].sort(([a], [b]) => a - b)));

function checkMemory(memory) {
  console.log(`  memory, MB: ${memory.map((mb) => mb.toFixed(0)).join(' ')}`);
  const warm = Math.max(...memory.slice(0, LOOKS / 2));
  const later = Math.max(...memory.slice(LOOKS / 2));
  assert.ok(later - warm < FLAT_MB, `grew from ${warm} to ${later} MB`);
}

/** What was stored and was not a conflict. */
async function taken(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT coalesce(sum(times), 0)::int AS taken FROM deliveries WHERE state NOT IN ('conflict', 'refused')`,
  );
  await client.end();
  return rows[0].taken;
}
