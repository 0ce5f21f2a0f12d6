import { readAlarmCounts } from '#alarms/operator/alarms.query.js';
import { readSealStanding } from '#audit/chain/sealing.store.js';
import { readBulksStanding } from '#bulk/bulks.query.js';
import type { Sql } from '#database/sql.js';
import { FLAGS } from '#domain/flag.js';
import { liveWorkers } from '#jobs/heartbeat.store.js';
import { readComparisonsWaiting } from '#reconciliation/operator/comparisons-waiting.query.js';
import { openSuggestions } from '#reconciliation/links/suggestions.query.js';
import { readStoppedCounts } from '#reconciliation/operator/brakes.query.js';
import { readDiscrepancyCounts } from '#reconciliation/operator/discrepancy-counts.query.js';
import { readRepairCounts } from '#reconciliation/operator/repairs-standing.query.js';
import { readRunCounts } from '#reconciliation/operator/runs-standing.query.js';
import { readIncidentCounts } from '#reconciliation/operator/incidents.query.js';
import type { GapCountsQuery } from '#reporting/operator/gap-counts.query.js';
import { STILL_DIFFERS } from '#reporting/watch/differences.store.js';
import { DIFFERS, HOUR_WAITS, WAIT } from '#reporting/derive/hour-state.js';
import { UNFINISHED_SINK } from '#reporting/derive/sinks.store.js';
import { readStandings } from '#retention/standings.store.js';
import { HEALTH_STATES } from '../account-health.js';
import type { AccountStanding, Standing as StandingOfAccount } from '../account-standing.js';
import { OPEN_STATES } from '../open-work.query.js';
import type { DiscrepancyStanding } from './discrepancy-gauges.js';
import type { AccountCount, OpenCount, Standing } from './standing.js';

interface Account {
  readonly id: string;
  readonly connector: string;
  readonly paused: boolean;
}

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
  SELECT greatest(floor(extract(epoch FROM now() - min(reported_through)) / 3600), 0)::int AS hours
  FROM sales_sinks k WHERE ${UNFINISHED_SINK}`;

const SWEEP = `
  SELECT (SELECT extract(epoch FROM max(finished_at))::float8 FROM hour_sweeps) AS swept,
    (SELECT count(*)::int FROM hour_differences d JOIN sales_hours h USING (store_id, hour_start)
     WHERE ${STILL_DIFFERS}) AS differing`;

const HOUR_WAITING = `SELECT ${WAIT} AS name, count(*) FROM sales_hours h WHERE ${DIFFERS} GROUP BY 1`;

const ATTRIBUTIONS = `
  SELECT count(*)::int AS open, coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_seconds
  FROM attributions WHERE finished_at IS NULL`;

const ATTENTION = `SELECT code AS name, count(*) FROM order_flags WHERE dismissed_at IS NULL GROUP BY code`;
const REFOLDS = `
  SELECT count(*) FILTER (WHERE finished_at IS NULL)::int AS open, coalesce(sum(legs_left), 0)::int AS legs_left
  FROM refolds`;

/** How things stand, for metrics. */
export async function readStanding(
  sql: Sql,
  accountStanding: AccountStanding,
  gapCounts: Pick<GapCountsQuery, 'read'>,
): Promise<Standing> {
  const [backlog, submissions, [behind], [sweep], [moving], [folding], attention, waits, accounts, workers] =
    await Promise.all([
      sql.rows<Count>({ name: 'metrics_backlog', text: BACKLOG }),
      sql.rows<Count>({ name: 'metrics_submissions', text: SUBMISSIONS }),
      sql.rows<{ hours: number }>({ name: 'metrics_hours_behind', text: HOURS_BEHIND }),
      sql.rows<{ swept: number | null; differing: number }>({ name: 'metrics_sweep', text: SWEEP }),
      sql.rows<{ open: number; oldest_seconds: number }>({
        name: 'metrics_attributions',
        text: ATTRIBUTIONS,
      }),
      sql.rows<{ open: number; legs_left: number }>({ name: 'metrics_refolds', text: REFOLDS }),
      sql.rows<Count>({ name: 'metrics_attention', text: ATTENTION }),
      sql.rows<Count>({ name: 'metrics_hour_waits', text: HOUR_WAITING }),
      sql.rows<Account>({ name: 'metrics_accounts', text: 'SELECT id, connector, paused FROM accounts' }),
      liveWorkers(sql),
    ]);
  const [standing, gaps, kept] = await Promise.all([
    accountStanding.ofAll(accounts),
    gapCounts.read(),
    readKeptStanding(sql),
  ]);
  return {
    ...kept,
    backlog: toMap(backlog),
    submissions: toMap(submissions),
    hoursBehind: behind?.hours ?? 0,
    gaps,
    hoursDiffering: sweep?.differing ?? 0,
    hoursWaiting: new Map([...NOTHING_WAITS, ...toMap(waits)]),
    sweptAt: sweep?.swept ?? undefined,
    attributions: { open: moving?.open ?? 0, oldestSeconds: moving?.oldest_seconds ?? 0 },
    refolds: { open: folding?.open ?? 0, legsLeft: folding?.legs_left ?? 0 },
    attention: new Map([...NOTHING_FLAGGED, ...toMap(attention)]),
    accounts: countByHealth(standing),
    open: openWork(standing),
    workers,
  };
}

/** What libs tell of their own tables. */
async function readKeptStanding(
  sql: Sql,
): Promise<Pick<Standing, 'discrepancies' | 'alarms' | 'bulks' | 'retention' | 'audit'>> {
  const [discrepancies, alarms, bulks, retention, audit] = await Promise.all([
    readDiscrepancyStanding(sql),
    readAlarmCounts(sql),
    readBulksStanding(sql),
    readStandings(sql),
    readSealStanding(sql),
  ]);
  return { discrepancies, alarms, bulks, retention, audit };
}

async function readDiscrepancyStanding(sql: Sql): Promise<DiscrepancyStanding> {
  const [counts, incidents, waiting, stopped, runs, repairs, suggestions] = await Promise.all([
    readDiscrepancyCounts(sql, null),
    readIncidentCounts(sql),
    readComparisonsWaiting(sql),
    readStoppedCounts(sql),
    readRunCounts(sql),
    readRepairCounts(sql),
    openSuggestions(sql),
  ]);
  return { counts, incidents, waiting, stopped, runs, repairs, suggestions };
}

const NOTHING_WAITS = HOUR_WAITS.map((why) => [why, 0] as const);
const NOTHING_FLAGGED = Object.keys(FLAGS).map((code) => [code, 0] as const);

type Stood = Account & StandingOfAccount;

/** Zeros too: an alert must see that nobody is unwell any more, not that nobody says anything. */
const countByHealth = (accounts: readonly Stood[]): AccountCount[] =>
  [...new Set(accounts.map(({ connector }) => connector))].flatMap((connector) =>
    HEALTH_STATES.map((state) => {
      const those = accounts.filter((one) => one.connector === connector && one.health.state === state);
      return { connector, state, count: those.length };
    }),
  );

/** Of all accounts together; zeros too. */
const openWork = (accounts: readonly Stood[]): OpenCount[] =>
  (['dispatches', 'deliveries'] as const).flatMap((what) =>
    OPEN_STATES[what].map((state) => {
      const those = accounts.flatMap(({ open }) =>
        open.filter((work) => work.what === what && work.state === state),
      );
      const count = those.reduce((sum, work) => sum + work.count, 0);
      const oldest = Math.min(...those.map(({ oldestAt }) => oldestAt.getTime()));
      return { what, state, count, oldestAt: those.length === 0 ? null : new Date(oldest) };
    }),
  );

const toMap = (counts: readonly Count[]): Map<string, number> =>
  new Map(counts.map(({ name, count }) => [name, Number(count)]));
