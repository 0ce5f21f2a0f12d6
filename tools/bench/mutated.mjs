// `npm run bench mutated [-- --documents=N --seed=N]`: mutated, rightly signed documents to a running hub. Fails unless
// each is taken, or shown as refused up to the day's bound and counted beyond it, and none is answered 5xx.
import assert from 'node:assert/strict';
import pg from 'pg';
import { sendMutated } from '../mutations/mutated-sender.mjs';
import { startHub } from './hub.mjs';
import { numberOption } from './options.mjs';
import { orderDocument, SECRET } from './signed-order.mjs';
import { onPostgres } from './world.mjs';

const MOST_KEPT = 1_000;

/** @param {string[]} options */
export async function bench(options) {
  const documents = numberOption(options, 'documents', 100_000);
  const seed = numberOption(options, 'seed', 1);
  await onPostgres(async ({ dataDir, postgres }) => {
    const hub = await startHub({ url: postgres.url, dataDir, roles: 'api,worker' });
    try {
      await measure({ hub, url: postgres.url, documents, seed });
    } finally {
      await hub.stop();
    }
  });
}

async function measure({ hub, url, documents, seed }) {
  const startedAt = performance.now();
  const statuses = await sendMutated({
    url: hub.base + hub.webhookPath,
    key: SECRET,
    documents,
    seed,
    document: (index) => orderDocument(`M-${index % 5_000}`, 'S-1'),
  });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `${documents} documents, seed ${seed}, ${Math.round(documents / seconds)} a second`,
    Object.fromEntries(statuses),
  );
  await hub.untilDrained();
  const shown = await readShown(url);
  console.log(shown);
  check(statuses, documents, shown);
  console.log(
    'each was taken, or shown as refused up to the bound and counted beyond it; none was answered 5xx',
  );
}

function check(statuses, documents, { refused, times, beyond, taken, failed }) {
  const of = (test) =>
    [...statuses].filter(([status]) => test(status)).reduce((sum, [, count]) => sum + count, 0);
  assert.equal(
    of((status) => status >= 500),
    0,
    'answered 5xx',
  );
  assert.equal(
    of((status) => status === 200),
    taken,
    'acknowledged and stored',
  );
  assert.equal(
    of((status) => status >= 400),
    times + beyond,
    'refused and shown or counted',
  );
  assert.equal(taken + times + beyond, documents, 'all of them');
  assert.equal(failed, 0, 'taken and then not worked off');
  assert.ok(refused <= 2 * MOST_KEPT && (beyond === 0 || refused >= MOST_KEPT), 'the bound of a day');
}

async function readShown(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`SELECT
    count(*) FILTER (WHERE state = 'refused')::int AS refused,
    coalesce(sum(times) FILTER (WHERE state = 'refused'), 0)::int AS times,
    coalesce((SELECT sum(beyond) FROM refused_days), 0)::int AS beyond,
    count(*) FILTER (WHERE state <> 'refused')::int AS taken,
    count(*) FILTER (WHERE state NOT IN ('refused', 'done', 'contradicts'))::int AS failed FROM deliveries`);
  await client.end();
  return rows[0];
}
