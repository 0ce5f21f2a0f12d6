import fs from 'node:fs';
import path from 'node:path';
import { freePort } from '../embedded-postgres/port.mjs';
import { keepRunning } from '../start/keep-running.mjs';
import { startProgram } from '../start/node-program.mjs';
import { askHealth, hubProcess } from '../start/programs.mjs';

const SHIFTED_CLOCK = new URL('../faults/shifted-clock.mjs', import.meta.url).href;
const ADMIN_KEY = 'an-admin-key-for-chaos-alone-of-no-worth';

/** A hub that is started again whenever it ends, as the launcher would. */
export async function startKeptHub({ databaseUrl, dataDir, clockDir, name }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clockFile = path.join(clockDir, `${name}.clock`);
  let pid;
  const program = {
    ...hubProcess(envOf({ databaseUrl, dataDir, clockFile, port })),
    logFile: path.join(dataDir, 'logs', `${name}.log`),
    notReady: () => askHealth(`${url}/health/ready`),
  };
  const start = (signal) => startProgram(program, { signal, note: (started) => (pid = started) });
  const kept = await keepRunning(name, start, { say: () => {}, giveUp: new AbortController().signal });
  const signal = (which) => process.kill(pid, which);
  return {
    name,
    url,
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    /** Its wall clock goes wrong by so much, and stays so in its next process; its monotonic clock does not. */
    shiftClock: (ms) => fs.writeFileSync(clockFile, String(ms)),
    kill: () => signal('SIGKILL'),
    call: (method, resource, body) => call(url, method, resource, body),
    stop: () => kept.stop(),
  };
}

const envOf = ({ databaseUrl, dataDir, clockFile, port }) => ({
  PATH: process.env.PATH ?? '',
  DATABASE_URL: databaseUrl,
  HUB_DATA_DIR: dataDir,
  HUB_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  HUB_ADMIN_KEY: ADMIN_KEY,
  HUB_SANDBOX: 'off',
  HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
  PORT: String(port),
  LOG_LEVEL: 'warn',
  NODE_OPTIONS: `--import=${SHIFTED_CLOCK}`,
  SHIFTED_CLOCK: clockFile,
});

async function call(url, method, resource, body) {
  const answer = await fetch(`${url}/api/v1/${resource}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`${method} ${resource}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
