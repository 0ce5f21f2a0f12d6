import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { databaseServer } from './needs.js';

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
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
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
