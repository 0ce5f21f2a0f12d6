import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '../test/support/database.js';
import { untilSomebodyWaits } from '../test/support/somebody-waits.js';
import { deployMigrations } from './migrate.mjs';
import { inProject } from './project.mjs';

const MIGRATE = inProject('tools', 'migrate.mjs');
const LIKE_HOUR_HOLES = "LIKE '%_hour_holes'";

let database;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

async function execute(sql) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const beforeHourHoles = () =>
  execute(`DROP TABLE hour_holes; DELETE FROM _prisma_migrations WHERE migration_name ${LIKE_HOUR_HOLES}`);

async function triesAtHourHoles() {
  const { rows } = await execute(
    `SELECT finished_at IS NULL AS failed FROM _prisma_migrations WHERE migration_name ${LIKE_HOUR_HOLES}
      ORDER BY started_at`,
  );
  return rows;
}

/**
 * Of a deadlock Postgres ends whoever looks for it first, after its time of waiting: here never this one.
 *
 * @returns {Promise<pg.Client>}
 */
async function inTransaction(statement) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`BEGIN; SET LOCAL deadlock_timeout = '1h'; ${statement}`);
  return client;
}

/** A migration looks once: the hub has to wait by then. */
const looksForDeadlocksAfter = (time) =>
  execute(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" SET deadlock_timeout = '${time}'`);

/** @returns {Promise<number>} the session that waits to migrate, once one does */
async function whoWaits() {
  for (;;) {
    const { rows } = await execute(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 72707369
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    if (rows.length > 0) return rows[0].pid;
  }
}

const untilOthersWait = () => untilSomebodyWaits({ rows: async ({ text }) => (await execute(text)).rows });

describe('deployMigrations', () => {
  it('sees that a migrated database is up to date', async () => {
    expect(await deployMigrations(database.url)).toBe('current');
  });

  it('tries a migration again that lost against a transaction of a hub which still runs', async () => {
    await beforeHourHoles();
    await looksForDeadlocksAfter('20s');
    const hub = await inTransaction('LOCK TABLE accounts IN ROW EXCLUSIVE MODE');
    const deploying = deployMigrations(database.url);
    await untilOthersWait();
    await hub.query('LOCK TABLE stores IN ROW EXCLUSIVE MODE'); // the migration has it, and wants accounts
    await hub.query('COMMIT');
    await hub.end();
    expect(await deploying).toBe('deployed');
    expect(await triesAtHourHoles()).toEqual([{ failed: true }, { failed: false }]);
    expect((await execute('SELECT FROM hour_holes')).rowCount).toBe(0);
  });

  it('begins a migration anew whose process was killed', async () => {
    await beforeHourHoles();
    const hub = await inTransaction('LOCK TABLE accounts IN ROW EXCLUSIVE MODE');
    const env = { ...process.env, DATABASE_URL: database.url };
    const killed = spawn(process.execPath, [MIGRATE], { env, stdio: 'ignore', detached: true });
    await untilOthersWait();
    process.kill(-killed.pid, 'SIGKILL'); // with the engine, which is a process of its own
    await hub.end();
    expect(await deployMigrations(database.url)).toBe('deployed');
    expect(await triesAtHourHoles()).toEqual([{ failed: true }, { failed: false }]);
  });

  it('waits for who migrates already, longer than Prisma alone would', async () => {
    await execute("UPDATE _prisma_migrations SET checksum = 'another'");
    const other = await inTransaction('SELECT pg_advisory_xact_lock(72707369)');
    const deploying = deployMigrations(database.url);
    const first = await whoWaits();
    while ((await whoWaits()) === first);
    await other.query('COMMIT');
    await other.end();
    expect(await deploying).toBe('deployed');
  });

  it('lets Prisma look when a migration was edited after it ran', async () => {
    await execute("UPDATE _prisma_migrations SET checksum = 'another'");
    expect(await deployMigrations(database.url)).toBe('deployed');
  });

  it('says what went wrong', async () => {
    await execute('DELETE FROM _prisma_migrations');
    await expect(deployMigrations(database.url)).rejects.toThrow(/could not be migrated:[^]*already exists/);
  });
});
