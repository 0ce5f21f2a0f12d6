import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AuditAct } from '#audit/acts/audit-act.js';
import { actingIn, Acts } from '#audit/acts/audited.js';
import { AuditWriter } from '#audit/acts/audit-writer.js';
import { NOBODY } from '#audit/audit-entry.js';
import type pg from 'pg';
import { ApiKeysService } from '#accounts/keys/api-keys.service.js';
import { HintSender } from '#database/hint-sender.js';
import { createPool } from '#database/pool.js';
import { within } from '#database/statement-bounds.js';
import { wordsOf } from '#domain/thrown.js';
import { sessionName } from '#jobs/instance.js';
import { JobRunner, migrateJobs } from '#jobs/job-runner.js';
import { TaskList } from '#jobs/task-list.js';
import type { ReadyEnv } from './config/ready-env.js';
import { isMigrated } from './health/database.query.js';
import { makeParts, type OpenParts } from './hub-parts.js';
import { closeServer, createServer } from './http/server.js';
import { surviveLostConnections } from './lost-connections.js';
import { ensurePartitions } from './partitions.store.js';
import { endHub, endOnUnhandled } from './unhandled.js';

export interface RunningHub {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** A first admin key that was made because there was none; never to be seen again. */
  readonly madeAdminKey: string | undefined;
  /** Resolves, to why, once a migration has made this hub too old: it does no work any more and is to be stopped. */
  readonly outdated: Promise<string>;
  /** Stops taking requests and jobs, lets what is under way finish, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts a hub on a migrated database.
 * @throws Error with a message for the person who starts it
 */
export async function startHub(env: ReadyEnv): Promise<RunningHub> {
  const parts = makeParts(env);
  const undo: (() => Promise<void>)[] = [() => parts.database.close(), () => parts.transport.close()];
  const hints = new HintSender(parts.database, (message) =>
    parts.log({ event: 'events', level: 'warn', outcome: 'not sent', message }),
  );
  undo.push(() => hints.stop());
  try {
    endOnUnhandled(parts.log, parts.flushLog);
    await prepareDatabase(parts);
    undo.push(() => parts.keys.close());
    await parts.keys.open();
    hints.start();
    const app = await createServer(parts);
    undo.push(() => closeServer(app));
    await app.init();
    const madeAdminKey = await ensureAdminKey(app.get(ApiKeysService), app.get(AuditWriter), env.adminKey);
    await app.listen(env.port, env.host);
    // Beneath the server: requests are no longer taken before jobs are no longer run.
    if (env.roles.has('worker')) undo.splice(-1, 0, await startJobs(parts, app));
    const url = await app.getUrl();
    parts.log({ event: 'started', url, instance: parts.instance.id, roles: [...env.roles] });
    return { url, madeAdminKey, outdated: parts.versions.outdated, stop: () => stop(parts, undo) };
  } catch (error) {
    await stop(parts, undo).catch(() => undefined);
    throw error;
  }
}

/** In the opposite order of starting: whatever is still under way needs what was opened before it. */
async function stop({ log, flushLog }: OpenParts, undo: (() => Promise<void>)[]): Promise<void> {
  log({ event: 'stopping' });
  for (let step = undo.pop(); step !== undefined; step = undo.pop()) {
    await step().catch((error: unknown) => log({ event: 'stopping', level: 'error', error }));
  }
  log({ event: 'stopped' });
  await flushLog();
}

async function prepareDatabase({ env, database, instance, clock, versions, log }: OpenParts): Promise<void> {
  try {
    await clock.measure();
  } catch (cause) {
    throw new Error(`the database cannot be reached: ${wordsOf(cause)}`, { cause });
  }
  await versions.refuseUnfit();
  await migrateJobTables(env.databaseUrl, sessionName('jobs', instance.id), log);
  if (!(await isMigrated(database))) {
    throw new Error('the database has not been migrated: run `npm run migrate` with its DATABASE_URL');
  }
  await within('long', () => ensurePartitions(database));
}

/** On a connection of its own: nobody knows how long a change of tables takes, and nothing ends it. */
async function migrateJobTables(url: string, name: string, log: OpenParts['log']): Promise<void> {
  const pool = createPool({ url, max: 1, name, unlimited: true });
  surviveLostConnections(pool, log);
  try {
    await within('migration', () => migrateJobs(pool, jobLog(log)));
  } finally {
    await pool.end();
  }
}

/** What the environment says is nobody's act that the hub knows; it is told all the same. */
async function ensureAdminKey(
  keys: ApiKeysService,
  writer: AuditWriter,
  given: string | undefined,
): Promise<string | undefined> {
  const byHost = (act?: AuditAct) =>
    new Acts(writer, { actor: NOBODY, address: null, client: null }, act && { act });
  if (given !== undefined) await actingIn(byHost(), () => keys.ensureFromEnvironment(given));
  if (await keys.isAdministered()) return undefined;
  const first = { name: 'first key', role: 'admin', stores: null, expiresAt: null } as const;
  return (await actingIn(byHost('key.made'), () => keys.create(first))).key;
}

async function startJobs(parts: OpenParts, app: NestFastifyApplication): Promise<() => Promise<void>> {
  const { env, database, instance, clock, versions, runnerWatch, log } = parts;
  // One connection listens for new jobs besides those of the workers.
  const max = env.workerConcurrency + 2;
  const newPool = (): pg.Pool => {
    const pool = createPool({ url: env.databaseUrl, max, name: sessionName('jobs', instance.id) });
    surviveLostConnections(pool, log);
    return pool;
  };
  const options = {
    concurrency: env.workerConcurrency,
    log: jobLog(log),
    watch: runnerWatch,
    mayWork: () => clock.isTrusted() && versions.fault === undefined,
    giveUp: () => {
      log({
        event: 'jobs',
        level: 'error',
        outcome: 'given up',
        message: 'no worker can be started for a minute: the hub ends',
      });
      endHub(parts.flushLog);
    },
  };
  const runner = new JobRunner(database, newPool, instance, app.get(TaskList), options);
  await runner.start();
  return () => runner.stop();
}

const JOB_LEVELS: Readonly<Record<string, 'error' | 'warn'>> = { error: 'error', warning: 'warn' };

/** graphile-worker's "info" is a line for every job. */
const jobLog =
  (log: OpenParts['log']) =>
  (level: string, message: string): void =>
    log({ event: 'jobs', level: JOB_LEVELS[level] ?? 'debug', message });
