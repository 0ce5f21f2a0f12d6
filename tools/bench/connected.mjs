import pg from 'pg';

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work with a connection that is closed afterwards
 * @returns {Promise<T>}
 */
export async function connected(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
