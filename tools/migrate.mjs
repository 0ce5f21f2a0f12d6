import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { runPrisma } from './prisma.mjs';
import { inProject } from './project.mjs';

const MIGRATIONS = inProject('prisma', 'migrations');
const NO_SUCH_TABLE = '42P01';
const NO_SUCH_DATABASE = '3D000'; // Prisma creates it
/** Prisma's words for a deadlock. */
const CONFLICT = 'Transaction write conflict';
/** Prisma's: whoever migrates holds it, in the session that runs the script. */
const MIGRATING_LOCK = 72_707_369;
/** Prisma's words where somebody else migrates for longer than it waits, 10 s. */
const OTHERS_MIGRATE = 'acquire a postgres advisory lock';
/** Hubs of the version before end within some seconds, each try takes as long. */
const MOST_TRIES = 10;

/**
 * Brings the database to the migrations of this checkout: `prisma migrate deploy`, left out (it takes seconds
 * to load) when the database already lists exactly these migrations. Whoever migrates already is waited for, however long
 * that takes. A migration that lost against a transaction of a hub that still runs, or that broke off, is tried again:
 * Prisma alone would refuse to migrate this database ever after.
 *
 * @param {string} databaseUrl
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<'current' | 'deployed'>}
 * @throws {Error} with what Prisma printed
 */
export async function deployMigrations(databaseUrl, { signal } = {}) {
  if (sameMigrations(await appliedMigrations(databaseUrl), migrationsIn(MIGRATIONS))) return 'current';
  await takeBackUnfinished(databaseUrl);
  for (let tries = 1; ;) {
    const { code, output } = await runPrisma(['migrate', 'deploy'], {
      databaseUrl,
      output: 'collect',
      signal,
    });
    if (code === 0) return 'deployed';
    if (output.includes(OTHERS_MIGRATE)) continue;
    if ((await takeBackUnfinished(databaseUrl)) === 0 || tries === MOST_TRIES)
      throw new Error(`The database could not be migrated:\n${output.trim()}`);
    tries += 1;
  }
}

/** @returns {Map<string, string>} checksum by name; Prisma's checksum is the SHA-256 of the script */
export function migrationsIn(folder) {
  const names = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const checksum = ({ name }) => {
    const script = fs.readFileSync(path.join(folder, name, 'migration.sql'));
    return createHash('sha256').update(script).digest('hex');
  };
  return new Map(names.map((entry) => [entry.name, checksum(entry)]));
}

/**
 * A migration that failed, or was rolled back by hand, is told apart by an empty checksum: Prisma has to
 * look.
 */
async function appliedMigrations(databaseUrl) {
  const { rows } = await ofMigrations(
    databaseUrl,
    `SELECT migration_name AS name,
            CASE WHEN finished_at IS NULL OR rolled_back_at IS NOT NULL THEN '' ELSE checksum END AS checksum
       FROM _prisma_migrations`,
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/**
 * What `prisma migrate resolve --rolled-back` does, of migrations that a deadlock ended, or that broke off: whoever ran
 * them was killed, or the database died, and nobody migrates. Each is one transaction, so nothing is left of them. One
 * that broke off between its commit and Prisma's note of it is there, and fails again, by what exists already.
 *
 * @returns {Promise<number>} how many
 */
async function takeBackUnfinished(databaseUrl) {
  const { rowCount } = await ofMigrations(
    databaseUrl,
    `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL
        AND (logs LIKE '%${CONFLICT}%' OR logs IS NULL AND pg_try_advisory_xact_lock(${MIGRATING_LOCK}))`,
  );
  return rowCount;
}

/** No rows where the database was never migrated. */
async function ofMigrations(databaseUrl, statement) {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    return await client.query(statement);
  } catch (error) {
    if (error.code === NO_SUCH_TABLE || error.code === NO_SUCH_DATABASE) return { rows: [], rowCount: 0 };
    throw new Error(`The database cannot be asked for its migrations: ${error.message || error.code}`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}

const sameMigrations = (applied, wanted) =>
  wanted.size > 0 &&
  applied.size === wanted.size &&
  [...wanted].every(([name, checksum]) => applied.get(name) === checksum);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const databaseUrl = process.env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL has to name the database.');
  console.log(`Migrations: ${await deployMigrations(databaseUrl)}.`);
}
