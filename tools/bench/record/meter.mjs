import pg from 'pg';
import { serverCpuMs } from '../processor-time.mjs';

/**
 * @typedef {object} DatabaseCost
 * @property {number} databaseCpuMs of the whole server
 * @property {number} walBytes of the records, without the images of pages that follow a checkpoint
 * @property {number} imageBytes of those images
 */

/**
 * Reads what a database server of our own takes, over a session that is not counted.
 *
 * @param {import('../world.mjs').EmbeddedPostgres} postgres
 */
export async function openMeter(postgres) {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query('CREATE EXTENSION pg_walinspect');
  return {
    /** So that each measurement begins alike: with nothing left to be written to the disk. */
    checkpoint: () => client.query('CHECKPOINT'),
    /**
     * @param {number[]} onlookers sessions that look on and are not to be counted
     * @returns {Promise<() => Promise<DatabaseCost>>} tells what it took since
     */
    begin: (onlookers) => begin({ client, postmaster: postgres.pid, onlookers }),
    close: () => client.end(),
  };
}

async function begin({ client, postmaster, onlookers }) {
  // A slot keeps what is written ahead from being removed by a checkpoint before it is read.
  await client.query(`SELECT pg_create_physical_replication_slot('bench', true, true)`);
  const from = await position(client, 'pg_current_wal_insert_lsn()');
  const cpu = () => serverCpuMs(postmaster, [client.processID, ...onlookers]);
  const cpuBefore = cpu();
  return async () => {
    const databaseCpuMs = cpu() - cpuBefore;
    const written = await writtenBetween(client, from, await position(client, 'pg_current_wal_flush_lsn()'));
    await client.query(`SELECT pg_drop_replication_slot('bench')`);
    return { databaseCpuMs, ...written };
  };
}

async function position(client, place) {
  const { rows } = await client.query(`SELECT ${place} AS lsn`);
  return rows[0].lsn;
}

async function writtenBetween(client, from, to) {
  const { rows } = await client.query(
    `SELECT sum(record_size)::float8 AS "walBytes", sum(fpi_size)::float8 AS "imageBytes"
     FROM pg_get_wal_stats($1::pg_lsn, $2::pg_lsn)`,
    [from, to],
  );
  return rows[0];
}
