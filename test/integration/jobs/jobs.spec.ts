import { EventEmitter, once } from 'node:events';
import type pg from 'pg';
import { Database } from '#database/database.js';
import { createPool } from '#database/pool.js';
import { beat, takeOver } from '#jobs/heartbeat.store.js';
import { Instance, sessionName } from '#jobs/instance.js';
import { enqueue, wakeUp } from '#jobs/job-queue.js';
import { JobRunner } from '#jobs/job-runner.js';
import { failingTasks } from '#jobs/task-failures.store.js';
import { TaskList } from '#jobs/task-list.js';
import { defineTask } from '#jobs/task.js';
import { takeTick } from '#jobs/tick.js';
import { proxyTo } from '../../../tools/faults/tcp-proxy.mjs';
import { PATIENT } from '../../support/database.js';
import { type OpenLedger, openLedger } from '../../support/open-ledger.js';

const TASK = defineTask<{ readonly n: number }>('test.work');
const WAKE = defineTask('test.wake');
const OTHER = defineTask('test.other');
const silent = () => undefined;

describe('jobs', () => {
  let open: OpenLedger;

  beforeEach(async () => {
    open = await openLedger();
  });
  afterEach(async () => {
    pools = [];
    await open.close();
  });

  let pools: pg.Pool[] = [];

  /** On a pool of its own, as in the hub. */
  function newRunner(
    define: (tasks: TaskList) => void,
    {
      url = databaseUrl(),
      log = (_level: string, _line: string): void => undefined,
      mayWork = (): boolean => true,
      concurrency = 2,
    } = {},
  ): JobRunner {
    const tasks = new TaskList();
    define(tasks);
    const newPool = () => {
      const pool = createPool({ url, max: 4, name: 'test jobs' });
      pool.on('connect', (client) => client.on('error', () => undefined)).on('error', () => undefined);
      pools.push(pool);
      return pool;
    };
    return new JobRunner(open.database, newPool, new Instance('runs'), tasks, {
      concurrency,
      log,
      mayWork,
      giveUp: () => undefined,
    });
  }

  const databaseUrl = () => open.database.pool.options.connectionString ?? '';

  const jobs = () =>
    open.database.rows<{ key: string | null; locked_by: string | null }>({
      text: 'SELECT key, locked_by FROM graphile_worker.jobs ORDER BY id',
    });

  it('adds a job exactly if the transaction that causes it commits', async () => {
    const failing = open.database.transaction(async (sql) => {
      await enqueue(sql, TASK, { n: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await open.database.transaction((sql) => enqueue(sql, TASK, { n: 2 }));
    expect(await jobs()).toHaveLength(1);
  });

  it('adds jobs as the last statement of their transaction, each key once', async () => {
    const names: (string | undefined)[] = [];
    const observed = new Database(
      { url: open.url, max: 1, name: 't', observe: (name) => names.push(name) },
      silent,
    );
    await observed.transaction(async (sql) => {
      for (const instance of ['two', 'one', 'two']) await wakeUp(sql, WAKE, instance);
      await enqueue(sql, TASK, { n: 1 }, { lane: 'lane', runAt: new Date('2027-01-01T00:00:00Z') });
      await sql.rows({ name: 'the work', text: 'SELECT 1' });
    });
    await observed.close();
    expect(names).toEqual(['the work', 'add_jobs']);
    expect((await jobs()).map(({ key }) => key)).toEqual(['test.wake:one', 'test.wake:two', null]);
    const rest = await open.database.rows({
      text: `SELECT payload, queue_name, run_at FROM graphile_worker._private_jobs j
             JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id`,
    });
    expect(rest).toEqual([
      { payload: { n: 1 }, queue_name: 'lane', run_at: new Date('2027-01-01T00:00:00Z') },
    ]);
  });

  it('writes down an error whose words no database holds, and works on', async () => {
    const fails = defineTask('test.fails');
    let worked: (n: number) => void = silent;
    const done = new Promise<number>((resolve) => (worked = resolve));
    const runner = newRunner((tasks) => {
      tasks.add(fails, () => Promise.reject(new Error('a\0b\ud800')));
      tasks.add(TASK, async ({ n }) => worked(n));
    });
    await enqueue(open.database, fails, {});
    await enqueue(open.database, TASK, { n: 7 });
    await runner.start();
    expect(await done).toBe(7);
    await runner.stop();
    const [job] = await open.database.rows({
      text: 'SELECT last_error, locked_by FROM graphile_worker.jobs',
    });
    expect(job).toEqual({ last_error: 'a\ufffdb\ufffd', locked_by: null });
  });

  it('notes for all hubs that a task fails, until one of its jobs is done', async () => {
    const halting = defineTask('test.halting');
    const noted = () => failingTasks(open.database, 1);
    let fails = true;
    const runner = newRunner((tasks) => {
      tasks.add(halting, () => (fails ? Promise.reject(new Error('no')) : Promise.resolve()));
    });
    await enqueue(open.database, halting, {});
    await runner.start();
    while ((await noted()).length === 0) await new Promise(setImmediate);
    expect(await noted()).toMatchObject([{ task: halting.name }]);
    fails = false;
    await enqueue(open.database, halting, {});
    while ((await noted()).length > 0) await new Promise(setImmediate);
    await runner.stop();
  });

  it('keeps one wake-up of a kind waiting for each instance', async () => {
    for (const instance of ['one', 'two', 'one', 'one']) await wakeUp(open.database, WAKE, instance);
    expect((await jobs()).map(({ key }) => key)).toEqual(['test.wake:one', 'test.wake:two']);
    await open.database.transaction(async (sql) => {
      for (const task of [WAKE, OTHER, WAKE]) await wakeUp(sql, task, 'two');
    });
    const keys = (await jobs()).map(({ key }) => key).sort();
    expect(keys).toEqual(['test.other:two', 'test.wake:one', 'test.wake:two']);
  });

  it('makes a tick happen once, however many instances tick', async () => {
    const now = new Date('2026-11-21T04:00:30Z');
    const take = (at: Date) => takeTick(open.database, WAKE, { ms: 60_000, now: at });
    const taken = await Promise.all(Array.from({ length: 10 }, () => take(now)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await take(new Date('2026-11-21T04:00:59Z'))).toBe(false);
    expect(await take(new Date('2026-11-21T03:59:59Z'))).toBe(false);
    expect(await take(new Date('2026-11-21T04:01:00Z'))).toBe(true);
  });

  it('takes no account of a tick that lies more than one interval ahead', async () => {
    const take = (at: string) => takeTick(open.database, WAKE, { ms: 60_000, now: new Date(at) });
    expect(await take('2026-11-22T04:00:30Z')).toBe(true);
    expect(await take('2026-11-21T04:00:30Z')).toBe(true);
    expect(await take('2026-11-21T04:00:59Z')).toBe(false);
    // The next one may have been taken by a hub whose clock is a little ahead of ours.
    expect(await take('2026-11-21T04:02:00Z')).toBe(true);
    expect(await take('2026-11-21T04:01:59Z')).toBe(false);
    expect(await take('2026-11-21T04:00:59Z')).toBe(true);
  });

  it('frees what a dead instance holds, and leaves the living alone', async () => {
    for (const worker of ['worker-dead', 'worker-alive']) {
      await enqueue(open.database, TASK, { n: 1 }, { key: worker, lane: worker });
      await open.database.rows({
        text: `UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() WHERE key = $1`,
        values: [worker],
      });
    }
    await beat(open.database, 'dead', ['worker-dead']);
    await open.database.rows({ text: `UPDATE instances SET beat_at = now() - interval '31 seconds'` });
    await beat(open.database, 'alive', ['worker-alive']);
    expect(await takeOver(open.database)).toEqual(['dead']);
    expect(await takeOver(open.database)).toEqual([]);
    expect((await jobs()).map(({ locked_by }) => locked_by)).toEqual([null, 'worker-alive']);
  });

  it('frees the job that a dead instance’s own workers had in hand', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let began: () => void = () => undefined;
    const inHand = new Promise<void>((resolve) => (began = resolve));
    // No second worker, which would take what is freed.
    const runner = newRunner(
      (tasks) =>
        tasks.add(TASK, () => {
          began();
          return held;
        }),
      { concurrency: 1 },
    );
    await runner.start();
    try {
      await enqueue(open.database, TASK, { n: 1 });
      await inHand;
      expect((await jobs()).map(({ locked_by }) => locked_by)).toEqual([expect.any(String)]);
      // In one transaction: between two the runner itself may beat.
      const dead = await open.database.transaction(async (sql) => {
        await sql.rows({ text: `UPDATE instances SET beat_at = now() - interval '31 seconds'` });
        return takeOver(sql);
      });
      expect(dead).toEqual(['runs']);
      expect((await jobs()).map(({ locked_by }) => locked_by)).toEqual([null]);
    } finally {
      release();
      await runner.stop();
    }
  });

  it('ends the sessions of a dead instance, so that its locks are free, and of no other', async () => {
    const [dead, alive] = ['dead', 'alive'].map(
      (id) =>
        new Database({ url: open.url, max: 2, name: sessionName('hub', id), ...PATIENT }, () => undefined),
    ) as [Database, Database];
    for (const id of ['dead', 'alive']) await beat(open.database, id, []);
    const frozen = await dead.pool.connect();
    await frozen.query(
      `BEGIN; UPDATE instances SET beat_at = now() - interval '31 seconds' WHERE id = 'dead'`,
    );
    await frozen.query('COMMIT; BEGIN; LOCK TABLE ticks IN EXCLUSIVE MODE');
    expect(await takeOver(alive)).toEqual(['dead']);
    // Nobody else ends that session, nor gives the lock free.
    await open.database.rows({ text: `INSERT INTO ticks (name, slot) VALUES ('free', now())` });
    await expect(frozen.query('COMMIT')).rejects.toThrow();
    frozen.release(true);
    // Thawed: a session anew, and a beat.
    await beat(dead, 'dead', []);
    expect(await takeOver(alive)).toEqual([]);
    await Promise.all([dead.close(), alive.close()]);
  });

  it('works again after the database failed just when the workers looked their tasks up', async () => {
    let worked: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (worked = resolve));
    const runner = newRunner((tasks) => {
      tasks.add(TASK, () => {
        worked();
        return Promise.resolve();
      });
    });
    const rename = (from: string, to: string) =>
      open.database.rows({ text: `ALTER TABLE graphile_worker.${from} RENAME TO ${to}` });
    await rename('_private_tasks', 'away');
    await runner.start();
    await open.database.rows({ text: 'SELECT pg_sleep(1)' });
    await rename('away', '_private_tasks');
    await enqueue(open.database, TASK, { n: 1 });
    await done;
    await runner.stop();
  });

  it('starts its workers anew once their connections are let through, whatever failed until then', async () => {
    const proxy = await proxyTo(databaseUrl());
    const lines = new EventEmitter();
    const said = (wanted: RegExp) =>
      new Promise<void>((resolve) => lines.on('line', (line: string) => wanted.test(line) && resolve()));
    const vain = said(/^the workers could not be started/);
    let worked: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (worked = resolve));
    const runner = newRunner((tasks) => tasks.add(TASK, () => Promise.resolve(worked())), {
      url: proxy.url,
      log: (_level, line) => lines.emit('line', line),
    });
    await runner.start();
    await proxy.breakOff();
    await vain;
    await proxy.mend();
    await enqueue(open.database, TASK, { n: 1 });
    await done;
    // Those that were given up have nothing in common with those that work.
    expect(pools.length).toBeGreaterThan(2);
    expect(pools.map(({ ending }) => ending)).toEqual([...pools.slice(1).map(() => true), false]);
    await runner.stop();
    expect(pools.at(-1)?.ended).toBe(true);
    await proxy.breakOff();
  });

  it('begins no job without leave, and takes up again what was cut short', async () => {
    const may = { work: false };
    const runs: AbortSignal[] = [];
    const seen = new EventEmitter();
    const [begun, toldToStop] = [once(seen, 'begun'), once(seen, 'told to stop')];
    const work = async (signal: AbortSignal): Promise<void> => {
      runs.push(signal);
      seen.emit('begun');
      await once(signal, 'abort');
      seen.emit('told to stop');
    };
    const runner = newRunner((tasks) => tasks.add(TASK, (_payload, { signal }) => work(signal)), {
      mayWork: () => may.work,
    });
    await runner.start();
    await enqueue(open.database, TASK, { n: 1 });
    const held = () => jobs().then((all) => all.some(({ locked_by }) => locked_by !== null));
    while (!(await held()));
    expect(runs).toEqual([]);
    may.work = true;
    await begun;
    may.work = false;
    await toldToStop;
    // It ends, and is there for another try.
    while (await held());
    expect(await jobs()).toHaveLength(1);
    expect(runs).toHaveLength(1);
    await runner.stop();
  });

  it('runs jobs, shows its workers while it does, and leaves in good order', async () => {
    const done: number[] = [];
    let finished: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (finished = resolve));
    const runner = newRunner((tasks) => {
      tasks.add(TASK, ({ n }) => {
        done.push(n);
        if (done.length === 3) finished();
        return Promise.resolve();
      });
    });
    await runner.start();
    const [row] = await open.database.prisma.instance.findMany();
    expect(row).toMatchObject({ id: 'runs', workerIds: [expect.stringMatching(/^pool-/)] });
    for (const n of [1, 2, 3]) await enqueue(open.database, TASK, { n });
    await all;
    await runner.stop();
    expect(done.sort()).toEqual([1, 2, 3]);
    expect(await open.database.prisma.instance.count()).toBe(0);
  });
});
