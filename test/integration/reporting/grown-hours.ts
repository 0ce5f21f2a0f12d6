import type { ReportingWorld } from './reporting-world.js';

/**
 * Stores that were bound `hours` hours ago, every hour of theirs that is over derived and accepted, none with a sale.
 * By a few statements, however many: to derive them would take longer than what is tested with them.
 * @returns the stores, in the order of their ids
 */
export async function growReportedHours(
  world: ReportingWorld,
  { stores, hours }: { readonly stores: number; readonly hours: number },
): Promise<string[]> {
  const over = new Date(Math.floor(world.clock.now().getTime() / HOUR_MS) * HOUR_MS);
  const since = new Date(over.getTime() - hours * HOUR_MS);
  const accountId = await world.addAccount();
  await world.database.rows({ text: 'SELECT ensure_partitions($1, 3)', values: [since] });
  await world.database.rows({ text: STORES, values: [stores, since] });
  await world.database.rows({ text: SINKS, values: [accountId, since, over] });
  await world.database.rows({ text: HOURS, values: [since, over] });
  await world.database.rows({ text: REVISIONS });
  await world.database.rows({ text: SUBMISSIONS, values: [accountId] });
  await world.database.rows({ text: 'ANALYZE sales_hours, submissions, sales_sinks' });
  const rows = await world.database.rows<{ id: string }>({ text: 'SELECT id FROM stores ORDER BY id' });
  return rows.map(({ id }) => id);
}

const HOUR_MS = 3_600_000;

const STORES = `
  INSERT INTO stores (id, code, name, time_zone, business_day_start, created_at, updated_at)
  SELECT uuid_v7($2::timestamptz), 'grown ' || n, 'grown', 'Asia/Shanghai', '04:00', $2::timestamptz, $2::timestamptz
  FROM generate_series(1, $1::int) n`;
const SINKS = `
  WITH bound AS (
    INSERT INTO store_bindings (id, account_id, store_id, vendor_store_id, created_at)
    SELECT uuid_v7($2::timestamptz), $1::uuid, id, code, $2::timestamptz FROM stores RETURNING id, store_id)
  INSERT INTO sales_sinks (binding_id, store_id, account_id, starts_at, reported_through)
  SELECT id, store_id, $1::uuid, $2::timestamptz, $3::timestamptz FROM bound`;
const HOURS = `
  INSERT INTO sales_hours (store_id, hour_start, hour_end, revision, revision_id, derived_at, total_fen, orders, items, lines)
  SELECT s.id, at, at + INTERVAL '1 hour', 1, uuid_v7(at), at, 0, 0, 0, 0 FROM stores s,
    generate_series($1::timestamptz, $2::timestamptz - INTERVAL '1 hour', INTERVAL '1 hour') at`;
const REVISIONS = `
  INSERT INTO hourly_revisions (id, derived_at, store_id, hour_start, hour_end, revision, total_fen, orders, items, lines,
                                seen_through)
  SELECT revision_id, derived_at, store_id, hour_start, hour_end, revision, total_fen, orders, items, lines, derived_at
  FROM sales_hours`;
const SUBMISSIONS = `
  INSERT INTO submissions (id, store_id, account_id, revision_id, revision, revision_at, hour_start, cover, payload, state,
                           due_at, created_at, settled_at)
  SELECT uuid_v7(hour_end), store_id, $1::uuid, revision_id, 1, derived_at, hour_start, false, '{}', 'accepted',
    hour_end, hour_end, hour_end FROM sales_hours`;

/** Every so many hours one is left out: it is not derived, or only never submitted. @returns `store start`, sorted */
export async function leaveOut(world: ReportingWorld, every: number): Promise<string[]> {
  const rows = await world.database.rows<{ key: string }>({
    text: `WITH numbered AS (
             SELECT store_id, hour_start, row_number() OVER (ORDER BY store_id, hour_start) AS n FROM sales_hours),
           chosen AS (SELECT * FROM numbered WHERE n % $1 = 7),
           unsent AS (DELETE FROM submissions s USING chosen c
                      WHERE s.store_id = c.store_id AND s.hour_start = c.hour_start),
           underived AS (DELETE FROM sales_hours h USING chosen c
                         WHERE h.store_id = c.store_id AND h.hour_start = c.hour_start AND c.n / $1 % 5 > 0)
           SELECT store_id || ' ' || to_char(hour_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI') AS key FROM chosen`,
    values: [every],
  });
  return rows.map(({ key }) => key).sort();
}
