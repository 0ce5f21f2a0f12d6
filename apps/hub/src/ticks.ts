import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { deleteOldSessions } from '#accounts/keys/sessions.store.js';
import { ALARMS_FORGET, ALARMS_LOOK, ALARMS_SEND } from '#alarms/alarms.tasks.js';
import { AUDIT_DROP, AUDIT_SEAL } from '#audit/audit.tasks.js';
import { BULK_FORGET, BULK_RUN } from '#bulk/bulk.tasks.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { DISPATCH_PLAN, DISPATCH_SEND } from '#dispatch/dispatch.tasks.js';
import { INTAKE_DRAIN, INTAKE_EXPIRE_KEYS, INTAKE_MAP_VALUES } from '#intake/intake.tasks.js';
import { LEDGER_ATTRIBUTE, LEDGER_REFOLD } from '#ledger/ledger.tasks.js';
import { deleteEndedJobs } from '#jobs/ended-jobs.store.js';
import { defineTask, type Task } from '#jobs/task.js';
import { TaskList } from '#jobs/task-list.js';
import { takeTick } from '#jobs/tick.js';
import {
  POLLING_CHANGES,
  POLLING_LOOK,
  POLLING_PLAN,
  POLLING_READ,
  POLLING_REFETCH,
  POLLING_REFRESH,
} from '#polling/polling.tasks.js';
import {
  RECONCILIATION_ACCOUNTS,
  RECONCILIATION_BRAKE,
  RECONCILIATION_COMPARE,
  RECONCILIATION_HOURS,
  RECONCILIATION_INCIDENTS,
  RECONCILIATION_MEND,
  RECONCILIATION_OLD_RUNS,
  RECONCILIATION_PLAN_REPAIRS,
  RECONCILIATION_PLAN_RUNS,
  RECONCILIATION_TICKETS,
  RECONCILIATION_RUN,
  RECONCILIATION_SUGGEST,
} from '#reconciliation/reconciliation.tasks.js';
import {
  REPORTING_CHANGES,
  REPORTING_CONFIRM,
  REPORTING_DERIVE,
  REPORTING_FILL,
  REPORTING_REQUESTED,
  REPORTING_RESTATE,
  REPORTING_SUBMIT,
  REPORTING_SWEEP,
} from '#reporting/reporting.tasks.js';
import { RETENTION_RUN } from '#retention/retention.tasks.js';
import { CallsKnownAnew } from './healing/calls-known-anew.js';
import { LOG } from './log/log.token.js';
import { ensurePartitions } from './partitions.store.js';

const SECOND_MS = 1_000;
const QUARTER_MINUTE_MS = 15 * SECOND_MS;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Half past three at night in China. */
const AT_NIGHT_MS = 19.5 * HOUR_MS;
/** Half past four: the sweep reads much, and what is taken away waits for who reads. */
const AFTER_THE_SWEEP_MS = 20.5 * HOUR_MS;

/** Make room for the months to come. */
const HUB_PARTITIONS = defineTask('hub.partitions');
/** Let go of jobs that nobody will begin any more. */
const HUB_ENDED_JOBS = defineTask('hub.ended-jobs');
/** Delete sessions that ended long ago. */
const HUB_OLD_SESSIONS = defineTask('hub.old-sessions');
/** Ask vendors how many calls are left. */
const HUB_QUOTAS = defineTask('hub.quotas');

/** Work that comes due by itself (a retry), and wake-ups that were lost with the hub that should have got them. */
const BACKSTOP: readonly Task<Record<string, never>>[] = [
  INTAKE_DRAIN,
  INTAKE_MAP_VALUES,
  LEDGER_ATTRIBUTE,
  LEDGER_REFOLD,
  REPORTING_CHANGES,
  REPORTING_RESTATE,
  REPORTING_REQUESTED,
  REPORTING_SUBMIT,
  DISPATCH_PLAN,
  DISPATCH_SEND,
  POLLING_CHANGES,
  POLLING_PLAN,
  POLLING_READ,
  POLLING_REFRESH,
  POLLING_REFETCH,
  RECONCILIATION_COMPARE,
  RECONCILIATION_MEND,
  RECONCILIATION_RUN,
  ALARMS_SEND,
  BULK_RUN,
  AUDIT_SEAL,
];
const BACKSTOP_MS = 5 * SECOND_MS;

/** What happens by the clock. A tick only adds a job, once across all hubs; it does no work itself. */
@Injectable()
export class WorkTicks implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    @Inject(LOG) private readonly log: Log,
    tasks: TaskList,
    calls: CallsKnownAnew,
  ) {
    tasks.add(HUB_PARTITIONS, () => within('long', () => ensurePartitions(database)));
    tasks.add(HUB_ENDED_JOBS, () => within('long', () => deleteEndedJobs(database)));
    tasks.add(HUB_OLD_SESSIONS, () => within('long', () => deleteOldSessions(database, clock.now())));
    tasks.add(HUB_QUOTAS, (_payload, { signal }) => calls.read(signal));
  }

  /** What was missed while everything was down is not to wait for the next full minute. */
  async onApplicationBootstrap(): Promise<void> {
    await Promise.all([
      this.everyFewSeconds(),
      this.everyQuarterMinute(),
      this.everyMinute(),
      this.everyHour(),
      this.everyDay(),
    ]);
  }

  @Interval(BACKSTOP_MS)
  async everyFewSeconds(): Promise<void> {
    for (const task of BACKSTOP) await this.tick(task, BACKSTOP_MS);
  }

  @Interval(QUARTER_MINUTE_MS)
  async everyQuarterMinute(): Promise<void> {
    await this.tick(RECONCILIATION_HOURS, QUARTER_MINUTE_MS);
    await this.tick(RECONCILIATION_ACCOUNTS, QUARTER_MINUTE_MS);
    await this.tick(RECONCILIATION_INCIDENTS, QUARTER_MINUTE_MS);
    await this.tick(RECONCILIATION_PLAN_REPAIRS, QUARTER_MINUTE_MS);
    await this.tick(ALARMS_LOOK, QUARTER_MINUTE_MS);
  }

  @Interval(MINUTE_MS)
  async everyMinute(): Promise<void> {
    await this.tick(REPORTING_DERIVE, MINUTE_MS);
    await this.tick(REPORTING_CONFIRM, MINUTE_MS);
    await this.tick(HUB_QUOTAS, MINUTE_MS);
    await this.tick(POLLING_LOOK, MINUTE_MS);
    await this.tick(RECONCILIATION_BRAKE, MINUTE_MS);
    await this.tick(RECONCILIATION_PLAN_RUNS, MINUTE_MS);
    await this.tick(RECONCILIATION_SUGGEST, MINUTE_MS);
    await this.tick(REPORTING_FILL, 5 * MINUTE_MS);
    await this.tick(RECONCILIATION_TICKETS, 5 * MINUTE_MS);
  }

  @Interval(HOUR_MS)
  async everyHour(): Promise<void> {
    await this.tick(INTAKE_EXPIRE_KEYS, HOUR_MS);
    await this.tick(RECONCILIATION_OLD_RUNS, HOUR_MS);
    await this.tick(BULK_FORGET, HOUR_MS);
    await this.tick(AUDIT_DROP, HOUR_MS);
  }

  // Looked at every hour, taken once a day: a hub that is restarted daily would never reach a day's interval.
  @Interval(HOUR_MS)
  async everyDay(): Promise<void> {
    await this.tick(HUB_PARTITIONS, DAY_MS);
    await this.tick(HUB_ENDED_JOBS, DAY_MS);
    await this.tick(HUB_OLD_SESSIONS, DAY_MS);
    await this.tick(ALARMS_FORGET, DAY_MS);
    await this.tick(REPORTING_SWEEP, DAY_MS, AT_NIGHT_MS);
    await this.tick(RETENTION_RUN, DAY_MS, AFTER_THE_SWEEP_MS);
  }

  /** A tick that fails, or is left out because nobody knows the time, is made up for by the next one. */
  private async tick(task: Task<Record<string, never>>, ms: number, afterMs = 0): Promise<void> {
    if (!this.clock.isTrusted()) return;
    try {
      await takeTick(this.database, task, { ms, afterMs, now: this.clock.now() });
    } catch (error) {
      this.log({ event: 'tick', level: 'warn', task: task.name, outcome: 'failed', error });
    }
  }
}
