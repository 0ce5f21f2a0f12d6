import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { startThrowawayPostgres } from '../embedded-postgres/throwaway.mjs';
import { quickFolder } from '../embedded-postgres/throwaway-place.mjs';
import { deployMigrations } from '../migrate.mjs';

const TEMPLATE = 'suanpan_template';

/**
 * A server with a migrated template. Test files clone it (test/support/database.ts), so that each has a database
 * of its own at the price of a file copy.
 *
 * @returns {Promise<{ url: string, template: string, stop: () => Promise<void> }>}
 */
export async function startTemplateDatabase() {
  const postgres = await startThrowawayPostgres({ folder: quickFolder() });
  try {
    await makeTemplate(postgres);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { url: postgres.urlOf('postgres'), template: TEMPLATE, stop: postgres.stop };
}

async function makeTemplate({ urlOf }) {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await deployMigrations(urlOf(TEMPLATE));
  await runMigrations({ connectionString: urlOf(TEMPLATE) });
  // A template that somebody is connected to cannot be cloned; so nobody can connect to it any more.
  await client.query(`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`);
  await client.end();
}
