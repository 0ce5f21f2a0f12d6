import { cpuMs } from '../processor-time.mjs';

/**
 * What these sessions of the database have taken of the processor so far, ms. Linux only.
 *
 * @param {import('pg').Client} client
 * @param {string} name how the sessions call themselves
 */
export async function backendCpuMs(client, name) {
  const { rows } = await client.query('SELECT pid FROM pg_stat_activity WHERE application_name = $1', [name]);
  return rows.reduce((sum, { pid }) => sum + cpuMs(pid), 0);
}
