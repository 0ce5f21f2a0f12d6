// The real hub, composed as it composes itself, in this process and at a time that is played. Its jobs are run
// here one after the other, as soon as they are due.
import 'reflect-metadata';
import { inProject } from '../project.mjs';
import { ADMIN_KEY, call } from '../bench/hub.mjs';

const dist = (...parts) => import(inProject('dist', ...parts));

/** What nobody who plays asks for: it would only take longer. Seals are made: a hub that plays for long tells of overdue ones. */
const LEFT_OUT =
  /^(reporting|retention|audit\.drop|bulk|hub\.(partitions|ended|old)|intake\.expire|alarms\.forget|reconciliation\.old_runs)/;
const MOST_ROUNDS = 500;

/**
 * @typedef {{ purpose: string | undefined, operation: string, at: number, code: string | null }} MadeCall
 * @param {{ url: string, client: import('pg').Client, time: import('./played-time.mjs').PlayedTime, observe: (call: MadeCall) => void, log: (line: object) => void, leftOut: RegExp | undefined }} how
 *   `leftOut`: tasks that this play does not need either
 */
export async function openPlayedHub({ url, client, time, observe, log, leftOut }) {
  const { makeParts } = await dist('apps/hub/src/hub-parts.js');
  const { readEnv } = await dist('apps/hub/src/config/env.js');
  const { readyEnv } = await dist('apps/hub/src/config/ready-env.js');
  const { createServer } = await dist('apps/hub/src/http/server.js');
  const { ensurePartitions } = await dist('apps/hub/src/partitions.store.js');
  const { WorkTicks } = await dist('apps/hub/src/ticks.js');
  const { TaskList } = await dist('libs/jobs/src/task-list.js');
  const { AccountHealing } = await dist('apps/hub/src/healing/account-healing.js');
  const { ApiKeysService } = await dist('libs/accounts/src/keys/api-keys.service.js');
  const env = readyEnv(readEnv(environment(url)));
  const clock = await playedClock(time);
  const watch = await purposeWatch(observe, time);
  const parts = { ...makeParts(env, { clock, timers: time, observe: watch }), log };
  await clock.measure();
  await migrateJobTables(url);
  await ensurePartitions(parts.database);
  await parts.keys.open();
  const app = await createServer(parts);
  await app.init();
  await app.get(ApiKeysService).ensureFromEnvironment(ADMIN_KEY);
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  const jobs = new PlayedJobs(client, time, new Map(app.get(TaskList).entries()), log, leftOut);
  return {
    call: (method, resource, body) => call(base, method, resource, body),
    all: (resource) => all(base, resource),
    ticks: app.get(WorkTicks),
    /** What a vendor that works again makes due; by a timer of its own in a hub that lives in real time. */
    heal: () => app.get(AccountHealing).look(),
    jobs,
    measure: () => clock.measure(),
    stop: async () => {
      await app.close();
      await parts.keys.close();
      await parts.transport.close();
      await parts.database.close();
    },
  };
}

/** Every item of a list, page by page. */
async function all(base, resource) {
  const items = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await call(base, 'GET', `${resource}&limit=200${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

const environment = (url) => ({
  DATABASE_URL: url,
  HUB_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  HUB_ADMIN_KEY: ADMIN_KEY,
  HUB_ROLES: 'api,worker',
  HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
  HUB_THROTTLE_PER_SECOND: '10000',
  LOG_LEVEL: 'error',
});

/** The hub's own clock, whose database shows the time that is played. */
async function playedClock(time) {
  const { DatabaseClock } = await dist('libs/database/src/database-clock.js');
  const sql = { rows: () => Promise.resolve([{ now: new Date(time.ms) }]) };
  return new DatabaseClock({ transaction: (work) => work(sql) }, time.host);
}

/** Each attempt that was sent, with what it was for. */
async function purposeWatch(observe, time) {
  const { callContext } = await dist('libs/connectors-core/src/call-context.js');
  return ({ operation, code, accountId, notSent }) =>
    notSent === undefined &&
    observe({ purpose: callContext()?.purpose, operation, code, accountId, at: time.ms });
}

async function migrateJobTables(url) {
  const { createPool } = await dist('libs/database/src/pool.js');
  const { migrateJobs } = await dist('libs/jobs/src/job-runner.js');
  const pool = createPool({ url, max: 1, name: 'suanpan-bench', unlimited: true });
  pool.on('error', () => undefined);
  try {
    await migrateJobs(pool, () => undefined);
  } finally {
    await pool.end();
  }
}

/** The queue, worked off by the time that is played. */
class PlayedJobs {
  constructor(client, time, tasks, log, leftOut) {
    const { signal } = new AbortController();
    Object.assign(this, { client, time, tasks, log, leftOut, signal });
  }

  /** Runs what is due, and what comes of it, until nothing is. */
  async settle() {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const due = await this.takeDue();
      if (due.length === 0) return;
      for (const { identifier, payload } of due) await this.run(identifier, payload);
    }
    throw new Error('the jobs of one moment never end');
  }

  /** When the next job is due, epoch ms; Infinity when none waits. */
  async nextAt() {
    const { rows } = await this.client.query('SELECT min(run_at) AS at FROM graphile_worker._private_jobs');
    return rows[0].at?.getTime() ?? Infinity;
  }

  /** The tasks that the hub's ticks have been for. */
  async ticked() {
    const { rows } = await this.client.query('SELECT name FROM ticks ORDER BY name');
    return rows.map(({ name }) => name);
  }

  async takeDue() {
    const { rows } = await this.client.query(
      `WITH gone AS (DELETE FROM graphile_worker._private_jobs WHERE run_at <= $1 RETURNING task_id, payload, priority, run_at, id)
       SELECT DISTINCT ON (identifier, payload::text) identifier, payload FROM gone JOIN graphile_worker._private_tasks t ON t.id = task_id`,
      [new Date(this.time.ms)],
    );
    return rows;
  }

  async run(task, payload) {
    if (LEFT_OUT.test(task) || this.leftOut?.test(task)) return;
    try {
      await this.tasks.get(task)(payload, { signal: this.signal });
    } catch (error) {
      this.log({ event: 'job', level: 'error', task, error });
    }
  }
}
