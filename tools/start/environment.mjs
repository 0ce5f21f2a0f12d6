import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort, isPortFree } from '../embedded-postgres/port.mjs';
import { inProject, ROOT } from '../project.mjs';

const ANY_ADDRESS = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '[::1]'],
]);

/**
 * The environment as the hub itself reads it, before anything is started.
 *
 * @returns {Promise<import('../../apps/hub/src/config/env.js').Env>} with an absolute data directory
 * @throws {Error} that lists all faults
 */
export async function readEnvironment() {
  const { readEnv } = await import(pathToFileURL(inProject('dist/apps/hub/src/config/env.js')).href);
  const env = readEnv(process.env);
  return { ...env, dataDir: path.resolve(ROOT, env.dataDir) };
}

/**
 * @returns {Promise<number>} PORT, looked at before anything is started; for PORT=0 one that is free
 * @throws {Error} when it is taken
 */
export async function choosePort({ host, port }) {
  if (port === 0) return freePort();
  if (await isPortFree(port, host)) return port;
  throw new Error(
    `Port ${port} on ${host} is taken by another program. Stop it, or choose another with PORT.`,
  );
}

/** @returns {string} where this machine reaches the hub */
export function hubUrlOf({ host }, port) {
  const name = ANY_ADDRESS.get(host) ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}
