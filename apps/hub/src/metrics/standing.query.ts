import type { Sql } from '#database/sql.js';
import type { Standing } from './hub-metrics.js';

interface Count {
  readonly name: string;
  readonly count: string;
}

/** Uses the small indexes of what waits, and of submissions only the newest: ids begin with their time. */
const BACKLOG = `SELECT connector AS name, count(*) FROM deliveries WHERE state = 'pending' GROUP BY connector`;
const SUBMISSIONS = `
  SELECT state AS name, count(*) FROM submissions
  WHERE id >= (lpad(to_hex((extract(epoch FROM now() - INTERVAL '1 day') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
  GROUP BY state`;
const HOURS_BEHIND = `
  SELECT coalesce(floor(extract(epoch FROM now() - min(reported_through)) / 3600), 0)::int AS hours FROM sales_sinks`;

/** How things stand, for metrics. */
export async function readStanding(sql: Sql): Promise<Standing> {
  const [backlog, submissions, [behind]] = await Promise.all([
    sql.rows<Count>({ name: 'metrics_backlog', text: BACKLOG }),
    sql.rows<Count>({ name: 'metrics_submissions', text: SUBMISSIONS }),
    sql.rows<{ hours: number }>({ name: 'metrics_hours_behind', text: HOURS_BEHIND }),
  ]);
  return { backlog: toMap(backlog), submissions: toMap(submissions), hoursBehind: behind?.hours ?? 0 };
}

const toMap = (counts: readonly Count[]): Map<string, number> =>
  new Map(counts.map(({ name, count }) => [name, Number(count)]));
