import { reportAll, tellExact } from './first-derivation.mjs';
import { timed } from './sales-world.mjs';

const HOLES = 50;

/**
 * Takes some derived hours away as if nobody had ever derived them, has them listed among all others, and filled.
 *
 * @param {import('./sales-world.mjs').Sales} sales
 * @param {import('./bounds.mjs').Bounds} bounds
 */
export async function measureGaps({ hub, client }, bounds) {
  const made = await makeHoles(client);
  const { rows } = await client.query(
    'SELECT to_at, (SELECT count(*)::int FROM sales_hours) AS hours FROM facts.stretch',
  );
  const listed = await listGaps(hub, rows[0].to_at);
  const same = listed.gaps.length === HOLES && listed.gaps.every((gap) => made.has(gap));
  console.log(`\ngaps: ${HOLES} holes among ${rows[0].hours} hours`);
  console.log(
    `  listed in ${listed.ms.toFixed(0)} ms, all ${HOLES} and nothing else: ${bounds.isTrue('gaps: listed', same)}`,
  );
  await hub.run('reporting.fill');
  const { gaps } = await listGaps(hub, rows[0].to_at);
  const filled = gaps.length === HOLES && gaps.every((gap) => made.has(gap.replace('waiting', 'hole')));
  console.log(`  filled by themselves, to be sent: ${bounds.isTrue('gaps: filled', filled)}`);
  await reportAll(client);
  await tellExact(client, bounds, 'gaps');
}

async function listGaps(hub, to) {
  let gaps = [];
  const ms = await timed(async () => {
    for (let cursor = ''; cursor !== null;) {
      const page = await hub.call(
        'GET',
        `sales/gaps?limit=200&to=${to.toISOString()}${cursor && `&cursor=${cursor}`}`,
      );
      gaps = [...gaps, ...page.items];
      cursor = page.nextCursor;
    }
  });
  return {
    ms,
    gaps: gaps.map(({ storeId, hourStart, state }) => `${state} ${storeId} ${Date.parse(hourStart)}`),
  };
}

async function makeHoles(client) {
  // Revisions are only ever added to; but here nothing is to be left of them.
  await client.query('BEGIN; SET LOCAL session_replication_role = replica');
  const { rows } = await client.query(HOLE);
  await client.query('COMMIT');
  return new Set(rows.map(({ store_id, hour_start }) => `hole ${store_id} ${hour_start.getTime()}`));
}

const HOLE = `
  WITH holes AS (SELECT h.store_id, h.hour_start FROM sales_hours h, facts.stretch t
    WHERE h.hour_start >= t.from_at AND h.hour_start < t.to_at ORDER BY md5(h.hour_start || h.store_id::text) LIMIT ${HOLES}),
  submitted AS (DELETE FROM submissions s USING holes o WHERE (s.store_id, s.hour_start) = (o.store_id, o.hour_start)),
  revised AS (DELETE FROM hourly_revisions r USING holes o WHERE (r.store_id, r.hour_start) = (o.store_id, o.hour_start))
  DELETE FROM sales_hours h USING holes o WHERE (h.store_id, h.hour_start) = (o.store_id, o.hour_start)
  RETURNING h.store_id, h.hour_start`;
