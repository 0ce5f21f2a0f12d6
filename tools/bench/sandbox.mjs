import path from 'node:path';
import { freePort } from '../embedded-postgres/port.mjs';
import { inProject } from '../project.mjs';
import { startProgram } from '../start/node-program.mjs';

/** The sandbox as a process of its own, without a journal. */
export async function startSandbox(dataDir) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const healthy = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const program = await startProgram(
    {
      script: inProject('dist', 'apps', 'sandbox', 'src', 'main.js'),
      env: { PATH: process.env.PATH ?? '', SANDBOX_PORT: String(port) },
      logFile: path.join(dataDir, 'logs', 'bench-sandbox.log'),
      notReady: async () => ((await healthy()) ? undefined : 'it does not answer /health'),
    },
    { signal: new AbortController().signal, note: () => {} },
  );
  return {
    url,
    control: (what, body) => control(url, 'POST', what, body),
    look: (what) => control(url, 'GET', what),
    stop: () => program.stop(),
  };
}

export async function control(url, method, what, body) {
  const answer = await fetch(`${url}/control/${what}`, {
    ...{ method, headers: body === undefined ? {} : { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${what}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}
