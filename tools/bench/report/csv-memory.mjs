import pg from 'pg';
import { deployMigrations } from '../../migrate.mjs';
import { ADMIN_KEY, startHub } from '../hub.mjs';
import { databaseOn } from './databases.mjs';

const STORES = 500;
/** Of the whole process, however many rows it writes. */
const MOST_MB = 250;

/**
 * Memory of a hub, in a process of its own, while it writes so many hours as CSV.
 *
 * @param {{ url: string, urlOf: (database: string) => string }} postgres
 * @param {{ rows: number, dataDir: string, bounds: import('./bounds.mjs').Bounds }} how
 */
export async function measureCsv(postgres, { rows, dataDir, bounds }) {
  const url = await databaseOn(postgres, 'csv');
  await deployMigrations(url);
  await fill(url, Math.ceil(rows / STORES));
  const hub = await startHub({ url, dataDir, roles: 'api' });
  try {
    const atRest = hub.memoryMb();
    hub.forgetPeakMemory();
    const { lines, bytes, last, seconds } = await readCsv(hub.base);
    const peak = hub.peakMemoryMb();
    console.log(`\nCSV: ${lines} lines, ${(bytes / 2 ** 20).toFixed(0)} MB in ${seconds.toFixed(0)} s`);
    console.log(
      `  memory of the hub at rest ${atRest.toFixed(0)} MB, MB at most while it writes: ${bounds.atMost('CSV, MB', peak, MOST_MB)}`,
    );
    const whole = lines === Math.ceil(rows / STORES) * STORES + 2 && last.startsWith('total');
    console.log(
      `  every hour has a line, between a header and the sums: ${bounds.isTrue('CSV: whole', whole)}`,
    );
  } finally {
    await hub.stop();
  }
}

async function readCsv(base) {
  const startedAt = performance.now();
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const period = 'from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';
  const answer = await fetch(`${base}/api/v1/sales/export?by=hour&${period}`, { headers });
  if (!answer.ok) throw new Error(`the export was answered with ${answer.status}: ${await answer.text()}`);
  let [lines, bytes, end] = [0, 0, ''];
  for await (const chunk of answer.body) {
    const text = Buffer.from(chunk).toString('latin1');
    lines += text.split('\n').length - 1;
    bytes += chunk.length;
    end = (end + text).slice(-2_000);
  }
  const last = end.trimEnd().split('\n').at(-1) ?? '';
  return { lines, bytes, last, seconds: (performance.now() - startedAt) / 1000 };
}

async function fill(url, hours) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SELECT ensure_partitions(now() - INTERVAL '1 month', 3)`);
    await client.query(ROWS(hours));
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

const FIGURES = `total_fen, orders, items, lines, gross_fen, discount_fen, freight_fen, packaging_fen, service_fen, rounding_fen,
  refund_fen`;

/** Derived hours of a year and more, of each one order: what a hub of that age has. */
const ROWS = (hours) => `
  INSERT INTO stores (id, code, name, time_zone, created_at, updated_at)
  SELECT gen_random_uuid(), 'C-' || n, '示范店 ' || n, 'Asia/Shanghai', now(), now() FROM generate_series(1, ${STORES}) AS n;
  CREATE TEMP TABLE filled AS
  SELECT s.id AS store_id, hour_start, gen_random_uuid() AS id, now() - INTERVAL '1 hour' AS derived_at
  FROM generate_series(1, ${hours}) AS n, stores s,
    LATERAL (SELECT date_trunc('hour', now()) - n * INTERVAL '1 hour' AS hour_start) AS hour;
  INSERT INTO hourly_revisions (id, derived_at, store_id, hour_start, hour_end, revision, ${FIGURES}, why, rule_versions,
    seen_through, seen_orders, seen_seqs)
  SELECT id, derived_at, store_id, hour_start, hour_start + INTERVAL '1 hour', 1, 1900, 1, 2, 1, 2000, 300, 100, 50, 50, 0, 0,
    '{first}', '{0}', now(), '{}', '{}' FROM filled;
  INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, ${FIGURES})
  SELECT store_id, hour_start, hour_start + INTERVAL '1 hour', 1, id, derived_at, 1900, 1, 2, 1, 2000, 300, 100, 50, 50, 0, 0
  FROM filled;
  INSERT INTO sale_postings (order_id, seq, store_id, at, posted_at, kind, orders, items, lines, ${FIGURES.replace('orders, items, lines, ', '')},
    payment_method, cause, rule_version)
  SELECT id, 1, store_id, hour_start, hour_start, 'sale', 1, 2, 1, 1900, 2000, 300, 100, 50, 50, 0, 0,
    CASE WHEN hashtext(id::text) % 2 = 0 THEN 'wechat' ELSE 'cash' END, 'record', 0 FROM filled`;
