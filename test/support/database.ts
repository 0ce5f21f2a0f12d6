import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseServer } from './needs.js';

/**
 * For a `Database` on which somebody is meant to wait for a lock, or a transaction stays open while others work: on a slow
 * machine the hub's own bounds of some seconds would end either.
 */
export const PATIENT = { unlimited: true } as const;

export interface TestDatabase {
  readonly url: string;
  /** Deletes it; whoever is still connected is disconnected. */
  drop(): Promise<void>;
}

/**
 * A migrated, empty database of the caller's own: a clone of the template that `npm test` makes. One for each
 * test file is the habit; a clone takes some tens of milliseconds.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url: adminUrl, template } = await databaseServer();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Files are copied whole: half of what it takes to write each of their pages to the log, and dropped as quickly.
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
