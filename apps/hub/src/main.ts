import 'reflect-metadata';
import { wordsOf } from '#domain/thrown.js';
import { EnvError, readEnv } from './config/env.js';
import { readyEnv } from './config/ready-env.js';
import type { RunningHub } from './hub.js';

/** What is not finished by then is given up: the database keeps whatever was acknowledged. */
const STOP_WITHIN_MS = 12_000;

/** One clear line: a stack is of no use to who starts the hub. */
function fail(error: unknown): never {
  const reason = wordsOf(error);
  console.error(error instanceof EnvError ? reason : `The hub could not start: ${reason}`);
  process.exit(1);
}

/** Resolves when somebody asks the hub to stop; listens from the first moment, so that no request is missed. */
function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    // The launcher is gone, however it ended.
    process.once('disconnect', () => resolve());
  });
}

async function stop(hub: RunningHub): Promise<never> {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await hub.stop();
  process.exit(0);
}

try {
  const asked = stopRequest();
  const env = readyEnv(readEnv());
  // Only now: what is wrong with the environment is told without loading everything first.
  const { startHub } = await import('./hub.js');
  const hub = await startHub(env);
  if (hub.madeAdminKey !== undefined) console.log(`Admin key, shown this once: ${hub.madeAdminKey}`);
  await asked;
  await stop(hub);
} catch (error) {
  fail(error);
}
