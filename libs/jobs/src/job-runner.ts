import {
  Logger,
  run,
  type Runner,
  type RunnerOptions,
  runMigrations,
  type TaskList as WorkerTasks,
} from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from '#database/database.js';
import { storable } from '#domain/storable.js';
import { asError } from '#domain/thrown.js';
import { BEAT_EVERY_MS, beat, freeJobs, leave, takeOver } from './heartbeat.store.js';
import type { Instance } from './instance.js';
import { JobFetching } from './job-fetching.js';
import { RunnerWatch } from './runner-watch.js';
import { TaskFailures } from './task-failures.js';
import type { TaskList } from './task-list.js';
import type { RunTask } from './task.js';
import { WorkLeave } from './work-leave.js';

export interface JobRunnerOptions {
  readonly concurrency: number;
  /** One line of graphile-worker's own log; level is `error`, `warning`, `info` or `debug`. */
  readonly log: (level: string, message: string) => void;
  /** Whether jobs may be begun, and what is under way may go on to its next unit; asked several times a second. */
  readonly mayWork: () => boolean;
  /** The workers cannot be started though the database answers: only another process may help. */
  readonly giveUp: () => void;
  /** Shared with whoever else asks for how long the workers have been gone. */
  readonly watch?: RunnerWatch;
}

/** Makes or updates graphile-worker's own tables; several hubs may do so at once. */
export const migrateJobs = (pool: pg.Pool, log: JobRunnerOptions['log']): Promise<void> =>
  runMigrations({ pgPool: pool, logger: loggerOf(log) });

/** A runner that is given up may hang on what is broken; the next one does not wait for it any longer, ms. */
const STOP_WITHIN_MS = 5_000;

const LOOK_AT_LEAVE_EVERY_MS = 250;
/** A job waits so long for leave before it is given back, ms: another hub may have it. */
const WAIT_FOR_LEAVE_MS = 30_000;

/** Workers that were started; `isOver` once they have ended, for whatever reason. */
interface Started {
  readonly runner: Runner;
  readonly pool: pg.Pool;
  readonly fetching: JobFetching;
  isOver: boolean;
}

/** Runs jobs in this hub, shows by heartbeats that it is alive to finish them, and starts them anew when they end. */
export class JobRunner {
  private started: Started | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private underWay: Promise<void> | undefined;
  private isStopping = false;
  /** Under which graphile-worker locks jobs for this hub; of earlier runners too, which may still hold some. */
  private readonly poolIds = new Set<string>();
  private readonly leave: WorkLeave;
  private readonly watch: RunnerWatch;
  private readonly failures: TaskFailures;

  constructor(
    private readonly database: Database,
    /**
     * A pool of the jobs' own: those that wait for a connection must not keep the acknowledging path waiting. And one
     * for each start of workers: those that were given up may hang on the connections of theirs.
     */
    private readonly newPool: () => pg.Pool,
    private readonly instance: Instance,
    private readonly tasks: TaskList,
    private readonly options: JobRunnerOptions,
  ) {
    this.leave = new WorkLeave(options.mayWork);
    this.watch = options.watch ?? new RunnerWatch();
    this.failures = new TaskFailures(database);
  }

  async start(): Promise<void> {
    await this.showLife();
    await this.run();
    await this.showLife();
    const look = (): void => {
      this.underWay ??= this.look().finally(() => (this.underWay = undefined));
    };
    this.timers.push(setInterval(look, BEAT_EVERY_MS));
    this.timers.push(setInterval(() => this.leave.look(), LOOK_AT_LEAVE_EVERY_MS));
  }

  /** Lets running jobs finish their unit, then leaves. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.isStopping = true;
    this.leave.end();
    await this.underWay;
    try {
      if (this.started?.isOver === false) await this.started.runner.stop();
    } finally {
      await this.started?.pool.end();
    }
    await leave(this.database, this.instance.id);
  }

  /** On a timer, so that nothing that is broken is needed to notice it. Never rejects. */
  private async look(): Promise<void> {
    const databaseAnswered = await this.showLife().then(
      () => true,
      (error: unknown) => {
        this.options.log('error', `heartbeat failed: ${String(error)}`);
        return false;
      },
    );
    if (this.isStopping) return;
    const at = performance.now();
    const verdict = this.watch.look({ isLive: this.isLive(at), databaseAnswered, at });
    if (verdict === 'start') await this.startAnew();
    if (verdict === 'give_up') this.options.giveUp();
  }

  private isLive(at: number): boolean {
    return this.started?.isOver === false && this.started.fetching.works(at);
  }

  private async run(): Promise<void> {
    const fetching = new JobFetching(this.options.concurrency, performance.now());
    const pool = this.newPool();
    const options = { ...this.runnerOptions(pool, fetching), taskList: this.workerTasks() };
    const runner = await run(options).catch((error: unknown) => {
      leaveBehind(pool);
      throw error;
    });
    const started: Started = { runner, pool, fetching, isOver: false };
    this.started = started;
    const over = (): void => {
      started.isOver = true;
    };
    runner.promise.then(over, over);
  }

  /** When even this fails, the next look leads here again. */
  private async startAnew(): Promise<void> {
    this.options.log('warning', 'no job can be fetched: the workers are started anew');
    const [old, oldIds] = [this.started, [...this.poolIds]];
    this.started = undefined;
    try {
      if (old?.isOver === false) await atMost(STOP_WITHIN_MS, old.runner.stop());
      if (old !== undefined) leaveBehind(old.pool);
      await this.run();
      await freeJobs(this.database, oldIds);
    } catch (error) {
      this.options.log('error', `the workers could not be started: ${String(error)}`);
    }
  }

  private async showLife(): Promise<void> {
    await beat(this.database, this.instance.id, [...this.poolIds]);
    const dead = await takeOver(this.database);
    if (dead.length > 0) this.options.log('warning', `took over the work of ${dead.join(', ')}`);
  }

  private runnerOptions(pool: pg.Pool, fetching: JobFetching): RunnerOptions {
    const events = new EventEmitter() as NonNullable<RunnerOptions['events']>;
    events.on('pool:create', ({ workerPool }) => this.poolIds.add(workerPool.id));
    events.on('worker:getJob:error', () => {
      fetching.failed();
    });
    events.on('worker:getJob:empty', () => {
      fetching.foundNothing(performance.now());
    });
    events.on('job:start', () => {
      fetching.began(performance.now());
    });
    events.on('job:complete', () => {
      fetching.ended(performance.now());
    });
    return {
      pgPool: pool,
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
      tasks[name] = (payload) => this.work(name, runTask, payload).catch(throwStorable);
    }
    return tasks;
  }

  /** @throws when it was not begun, or not to its end: then the job is there for another try, here or elsewhere */
  private async work(name: string, runTask: RunTask<unknown>, payload: unknown): Promise<void> {
    const signal = await this.leave.take(WAIT_FOR_LEAVE_MS);
    if (signal === undefined) throw new Error('not begun: there is no leave to work');
    try {
      await runTask(payload, { signal });
    } catch (error) {
      // Nobody waits for it: a job is no slower by what is noted of it.
      void this.failures.failed(name);
      throw error;
    }
    void this.failures.done(name);
    if (this.leave.wasWithdrawn(signal)) throw new Error('cut short: leave to work was withdrawn');
  }
}

const loggerOf = (log: JobRunnerOptions['log']): Logger =>
  new Logger(() => (level, message) => {
    log(level, message);
  });

/** Its idle connections are closed at once, each other one when its statement ends or is over its bound. */
function leaveBehind(pool: pg.Pool): void {
  pool.end().catch(() => undefined);
}

/** Resolves when the promise has ended, however, or the time is over. */
const atMost = (ms: number, promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise.catch(() => undefined), sleep(ms, undefined, { ref: false })]);

/** Its message is written down with the job: one that no text column takes would end the hub. */
function throwStorable(thrown: unknown): never {
  const error = asError(thrown);
  error.message = storable(error.message);
  throw error;
}
