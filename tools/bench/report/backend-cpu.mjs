import fs from 'node:fs';

/** Of a second; the same on every Linux that Node runs on. */
const TICKS = 100;

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

/** After the program's name, which is in brackets: state, …, and as the 12th and 13th the time in user and system. */
function cpuMs(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}
