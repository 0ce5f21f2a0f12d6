import fs from 'node:fs/promises';

const GB = 1e9;
/** What is written ahead, sorted and kept twice while tables are filled. */
const WHILE_FILLED = 1.5;

/**
 * How much a database of a million orders takes, by one of fewer.
 *
 * @param {import('pg').Client} client
 * @param {number} orders in it
 * @returns {Promise<number>} GB
 */
export async function gbPerMillion(client, orders) {
  const { rows } = await client.query('SELECT pg_database_size(current_database())::float8 AS bytes');
  return (rows[0].bytes / orders) * (1_000_000 / GB);
}

/**
 * Prints the space that so many orders need.
 *
 * @param {number} orders
 * @param {number} perMillion GB
 * @param {string} directory on whose disk they will lie
 * @throws {Error} where the disk lacks it
 */
export async function needSpace(orders, perMillion, directory) {
  const needed = (orders / 1_000_000) * perMillion * WHILE_FILLED;
  const { bavail, bsize } = await fs.statfs(directory);
  const free = (bavail * bsize) / GB;
  const figures = `${needed.toFixed(0)} GB (${perMillion.toFixed(1)} GB a million, and half as much while they are filled in)`;
  console.log(`\n${orders} orders need ${figures}; free: ${free.toFixed(0)} GB`);
  if (free < needed)
    throw new Error(`there is no room for ${orders} orders: ${figures} needed, ${free.toFixed(0)} GB free`);
}
