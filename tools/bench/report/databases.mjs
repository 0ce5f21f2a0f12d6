import pg from 'pg';

/**
 * @param {{ url: string, urlOf: (database: string) => string }} postgres
 * @param {string} name of a database that is made empty
 * @returns {Promise<string>} its URL
 */
export async function databaseOn(postgres, name) {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return postgres.urlOf(name);
}
