import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '../test/support/database.js';
import { deployMigrations } from './migrate.mjs';

jest.setTimeout(120_000); // where the Prisma CLI has to run, it takes seconds

let database;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

async function execute(sql) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe('deployMigrations', () => {
  it('sees that a migrated database is up to date', async () => {
    expect(await deployMigrations(database.url)).toBe('current');
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
