import {
  Logger,
  run,
  type Runner,
  type RunnerOptions,
  runMigrations,
  type TaskList as WorkerTasks,
} from 'graphile-worker';
import { EventEmitter } from 'node:events';
import type pg from 'pg';
import type { Database } from '#database/database.js';
import { BEAT_EVERY_MS, beat, leave, takeOver } from './heartbeat.store.js';
import type { Instance } from './instance.js';
import type { TaskList } from './task-list.js';

export interface JobRunnerOptions {
  readonly concurrency: number;
  /** One line of graphile-worker's own log; level is `error`, `warning`, `info` or `debug`. */
  readonly log: (level: string, message: string) => void;
}

/** Makes or updates graphile-worker's own tables; several hubs may do so at once. */
export const migrateJobs = (pool: pg.Pool, log: JobRunnerOptions['log']): Promise<void> =>
  runMigrations({ pgPool: pool, logger: loggerOf(log) });

/**
 * graphile-worker looks its tasks up once and remembers a failure for ever: a database that goes away in
 * that moment leaves workers that never find a job again. After so many failures in a row it is started anew.
 */
const FAILURES_BEFORE_RESTART = 10;

/** Runs jobs in this hub and shows, by heartbeats, that it is alive to finish them. */
export class JobRunner {
  private runner: Runner | undefined;
  private beating: NodeJS.Timeout | undefined;
  private readonly workerIds = new Set<string>();
  private failures = 0;
  private restarting: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly database: Database,
    /** A pool of its own: jobs that wait for a connection must not keep the acknowledging path waiting. */
    private readonly pool: pg.Pool,
    private readonly instance: Instance,
    private readonly tasks: TaskList,
    private readonly options: JobRunnerOptions,
  ) {}

  async start(): Promise<void> {
    await this.showLife();
    await this.run();
    await this.showLife();
    this.beating = setInterval(() => {
      this.showLife().catch((error: unknown) => {
        this.options.log('error', `heartbeat failed: ${String(error)}`);
      });
    }, BEAT_EVERY_MS);
  }

  /** Lets running jobs finish their unit, then leaves. */
  async stop(): Promise<void> {
    clearInterval(this.beating);
    this.stopping.abort();
    await this.restarting;
    await this.runner?.stop();
    await leave(this.database, this.instance.id);
  }

  private async run(): Promise<void> {
    this.failures = 0;
    this.workerIds.clear();
    this.runner = await run({ ...this.runnerOptions(), taskList: this.workerTasks() });
  }

  private countFailure(): void {
    this.failures += 1;
    if (this.failures < FAILURES_BEFORE_RESTART || this.stopping.signal.aborted) return;
    this.restarting ??= this.restart().finally(() => {
      this.restarting = undefined;
    });
  }

  /** When even this fails, the next failures in a row lead here again. */
  private async restart(): Promise<void> {
    this.options.log('warning', 'no job can be fetched: the workers are started anew');
    try {
      await this.runner?.stop().catch(() => undefined);
      await this.run();
    } catch (error) {
      this.options.log('error', `the workers could not be started: ${String(error)}`);
    }
  }

  private async showLife(): Promise<void> {
    await beat(this.database, this.instance.id, [...this.workerIds]);
    const dead = await takeOver(this.database);
    if (dead.length > 0) this.options.log('warning', `took over the work of ${dead.join(', ')}`);
  }

  private runnerOptions(): RunnerOptions {
    const events = new EventEmitter() as NonNullable<RunnerOptions['events']>;
    events.on('worker:create', ({ worker }) => this.workerIds.add(worker.workerId));
    events.on('worker:getJob:error', () => {
      this.countFailure();
    });
    events.on('worker:getJob:empty', () => (this.failures = 0));
    events.on('job:start', () => (this.failures = 0));
    return {
      pgPool: this.pool,
      concurrency: this.options.concurrency,
      noHandleSignals: true,
      // Only a fallback: NOTIFY wakes workers in about a millisecond.
      pollInterval: 2_000,
      logger: loggerOf(this.options.log),
      events,
    };
  }

  private workerTasks(): WorkerTasks {
    const tasks: WorkerTasks = {};
    for (const [name, runTask] of this.tasks.entries()) {
      tasks[name] = (payload) => runTask(payload, { signal: this.stopping.signal });
    }
    return tasks;
  }
}

const loggerOf = (log: JobRunnerOptions['log']): Logger =>
  new Logger(() => (level, message) => {
    log(level, message);
  });
