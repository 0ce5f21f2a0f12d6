import http from 'node:http';
import path from 'node:path';
import { inProject } from '../project.mjs';
import { hubOptions } from './hub-options.mjs';
import { logSince } from './log-files.mjs';

/** A hub whose database is silent says so after 5 s. */
const ANSWERS_WITHIN_MS = 10_000;

/**
 * What a hub is as a process, whoever starts it.
 *
 * @param {Record<string, string>} env
 */
export const hubProcess = (env) => ({
  script: inProject('dist', 'hub', 'main.js'),
  options: hubOptions(env),
  env,
});

/**
 * The hub as a program to start; ready when `GET /health/ready` answers 200.
 *
 * @param {{ hubUrl: string, dataDir: string, env: Record<string, string> }} options
 */
export function hubProgram({ hubUrl, dataDir, env }) {
  return {
    ...hubProcess(env),
    logFile: path.join(dataDir, 'logs', 'hub.log'),
    notReady: () => askHealth(`${hubUrl}/health/ready`),
  };
}

/**
 * The sandbox as a program to start. It keeps what it received in a journal, and its port, to which accounts'
 * base URLs point, across restarts; ready when it has logged that it listens.
 *
 * @param {{ port: number, dataDir: string }} options
 */
export function sandboxProgram({ port, dataDir }) {
  const logFile = path.join(dataDir, 'logs', 'sandbox.log');
  const state = path.join(dataDir, 'sandbox.jsonl');
  return {
    script: inProject('dist', 'apps', 'sandbox', 'src', 'main.js'),
    env: { ...process.env, SANDBOX_PORT: String(port), SANDBOX_STATE: state },
    logFile,
    notReady: async (logFrom) =>
      logSince(logFile, logFrom).includes('"sandbox.listening"') ? undefined : 'it does not listen yet',
  };
}

/**
 * Asked without keep-alive: a connection of ours must not hold up the hub's own shutdown.
 *
 * @returns {Promise<string | undefined>} why the hub is not ready, if it is not
 */
export function askHealth(url) {
  return new Promise((resolve) => {
    const request = http.get(url, { agent: false, timeout: ANSWERS_WITHIN_MS }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? undefined : `${response.statusCode} ${body}`),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer from /health/ready')));
    request.on('error', (error) => resolve(error.message || error.code));
  });
}
