import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AttemptEvent } from '#connectors-core/http-transport.js';
import type { LogEvent } from '#domain/log.js';
import { alarmGauges } from './alarm-gauges.js';
import { auditGauges } from './audit-gauges.js';
import { discrepancyGauges } from './discrepancy-gauges.js';
import { EdgeMetrics } from './edge-metrics.js';
import { GAP_COUNTS, gapGauges } from './gap-gauges.js';
import { jobGauges } from './job-gauges.js';
import { retentionGauges } from './retention-gauges.js';
import type { Standing } from './standing.js';

const ACK_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const CALL_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Everything that the hub counts, in the terms of Prometheus. */
export class HubMetrics {
  readonly registry = new Registry();
  readonly edge = new EdgeMetrics(this.registry);
  readonly deliveries = this.counter('deliveries_total', 'Webhook requests by what became of them.', [
    'connector',
    'account',
    'outcome',
  ]);
  readonly acknowledgement = new Histogram({
    name: 'suanpan_acknowledgement_seconds',
    help: 'From a request’s last byte to its answer, for deliveries that were stored.',
    labelNames: ['connector'],
    buckets: ACK_SECONDS,
    registers: [this.registry],
  });
  private readonly calls = this.counter(
    'vendor_calls_total',
    'Attempts to call a vendor; code is ok or the error code.',
    ['connector', 'account', 'operation', 'code'],
  );
  private readonly callSeconds = new Histogram({
    name: 'suanpan_vendor_call_seconds',
    help: 'Attempts to call a vendor, the wait for the account’s turn included.',
    labelNames: ['connector', 'operation'],
    buckets: CALL_SECONDS,
    registers: [this.registry],
  });
  private readonly statements = this.counter(
    'database_statements_total',
    'Statements of the measured paths, by name; those without a name together.',
    ['statement'],
  );
  private readonly later = this.counter(
    'later_total',
    'What the database could not take just now, an away one or a lock kept too long, and was put off.',
    ['event'],
  );
  private readonly unreadable = this.counter(
    'unreadable_secrets_total',
    'Times that something sealed, or a data key, could not be opened.',
    [],
  );
  private readonly backlog = this.gauge('intake_backlog', 'Deliveries that wait to be worked off.', [
    'connector',
  ]);
  private readonly submissions = this.gauge('submissions', 'Submissions of the last 24 hours.', ['state']);
  private readonly hoursBehind = this.gauge(
    'hours_behind',
    'Hours over and not derived, of the store farthest behind.',
    [],
  );

  private readonly gaps = gapGauges((name, help) => this.gauge(name, help, []));
  private readonly showAlarms = alarmGauges((...named) => this.gauge(...named));
  private readonly showAudit = auditGauges((...named) => this.gauge(...named));
  private readonly showDiscrepancies = discrepancyGauges((...named) => this.gauge(...named));
  private readonly showRetention = retentionGauges((...named) => this.gauge(...named));
  private readonly hoursDiffering = this.gauge(
    'hours_differing',
    'Hours whose latest revision differs from the ledger though no change of it waits, as the last sweep found.',
    [],
  );
  private readonly hoursWaiting = this.gauge(
    'hours_waiting',
    'Hours that are not what their vendor has: they settle, or wait for a person.',
    ['why'],
  );
  private readonly sweptAt = this.gauge(
    'hours_swept_timestamp_seconds',
    'When a sweep of the derived hours last came to its end.',
    [],
  );
  private readonly showJobs = jobGauges((name, help) => this.gauge(name, help, []));
  private readonly attention = this.gauge('attention', 'Flags of orders that nobody has seen to, by code.', [
    'code',
  ]);
  private readonly accounts = this.gauge(
    'accounts',
    'Accounts by health: unwell is one for which something is tried in vain.',
    ['connector', 'state'],
  );

  private readonly open = this.gauge(
    'open_work',
    'Dispatches and deliveries that have not come to their end, by state; held, contradicts and refused wait for a person.',
    ['what', 'state'],
  );
  private readonly openSeconds = this.gauge(
    'open_work_oldest_seconds',
    'For how long the oldest of these has been there; 0 where there is none.',
    ['what', 'state'],
  );

  private readonly workers = this.gauge(
    'live_workers',
    'Hubs with the role worker that have shown themselves in the last 30 s, in the whole fleet.',
    [],
  );
  private readonly clockTrusted = this.gauge(
    'clock_trusted',
    '1 while this hub knows the database’s time, 0 while it does not: then it begins no work.',
    [],
  );
  private readonly clockOffset = this.gauge(
    'clock_offset_seconds',
    'The database’s time minus this host’s, as last measured.',
    [],
  );
  /** Gauges without labels. */
  private readonly single = [
    this.hoursBehind,
    ...Object.values(this.gaps),
    this.hoursDiffering,
    this.sweptAt,
    this.workers,
  ];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  observeCall({ connector, accountId, operation, code, durationMs }: AttemptEvent): void {
    this.calls.inc({ connector, account: accountId, operation, code: code ?? 'ok' });
    this.callSeconds.observe({ connector, operation }, durationMs / 1000);
  }

  showClock({ isTrusted, offsetMs }: { readonly isTrusted: boolean; readonly offsetMs: number }): void {
    this.clockTrusted.set(isTrusted ? 1 : 0);
    this.clockOffset.set(offsetMs / 1000);
  }

  observeUnreadable(): void {
    this.unreadable.inc();
  }

  observeStatement(name: string | undefined): void {
    this.statements.inc({ statement: name ?? 'other' });
  }

  observeLine({ event, outcome }: LogEvent): void {
    if (outcome === 'later') this.later.inc({ event });
  }

  /** Undefined while the database cannot be asked: then these are left out rather than stale. */
  showStanding(standing: Standing | undefined): void {
    for (const gauge of [
      this.backlog,
      this.submissions,
      this.attention,
      this.hoursWaiting,
      this.accounts,
      this.open,
      this.openSeconds,
    ])
      gauge.reset();
    for (const gauge of this.single) gauge.remove();
    this.showDiscrepancies(standing?.discrepancies);
    this.showAlarms(standing?.alarms);
    this.showAudit(standing?.audit);
    this.showJobs(standing);
    this.showRetention(standing?.retention);
    if (standing === undefined) return;
    for (const [connector, count] of standing.backlog) this.backlog.set({ connector }, count);
    for (const [state, count] of standing.submissions) this.submissions.set({ state }, count);
    for (const { what, state, count, oldestAt } of standing.open) {
      this.open.set({ what, state }, count);
      const ms = oldestAt === null ? 0 : Date.now() - oldestAt.getTime();
      this.openSeconds.set({ what, state }, Math.max(0, ms / 1000));
    }
    for (const [code, count] of standing.attention) this.attention.set({ code }, count);
    for (const [why, count] of standing.hoursWaiting) this.hoursWaiting.set({ why }, count);
    this.hoursBehind.set(standing.hoursBehind);
    this.workers.set(standing.workers);
    this.hoursDiffering.set(standing.hoursDiffering);
    for (const name of GAP_COUNTS) this.gaps[name].set(standing.gaps[name]);
    if (standing.sweptAt !== undefined) this.sweptAt.set(standing.sweptAt);
    for (const { count, ...labels } of standing.accounts) this.accounts.set(labels, count);
  }

  private counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> {
    return new Counter({ name: `suanpan_${name}`, help, labelNames, registers: [this.registry] });
  }

  private gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Gauge<Label> {
    return new Gauge({ name: `suanpan_${name}`, help, labelNames, registers: [this.registry] });
  }
}
