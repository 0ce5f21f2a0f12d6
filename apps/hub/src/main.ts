import 'reflect-metadata';
import { wordsOf } from '#domain/thrown.js';
import { EnvError, readEnv } from './config/env.js';
import { readyEnv } from './config/ready-env.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from './exit-codes.js';
import type { RunningHub } from './hub.js';

/** What is not finished by then is given up: the database keeps whatever was acknowledged. */
const STOP_WITHIN_MS = 12_000;

/** A hub that is too old says so by not being ready, for so long, before it takes no connection any more. */
const LINGER_MS = 2_000;

/** One clear line: a stack is of no use to who starts the hub. */
function fail(error: unknown): never {
  const reason = wordsOf(error);
  console.error(error instanceof EnvError ? reason : `The hub could not start: ${reason}`);
  process.exit(error instanceof Error && error.name === 'UnfitDatabaseError' ? EXIT.unfit : EXIT.fault);
}

/** Resolves when somebody asks the hub to stop; listens from the first moment, so that no request is missed. */
function stopRequest(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined));
    // The launcher is gone, however it ended.
    process.once('disconnect', () => resolve(undefined));
  });
}

async function stop(hub: RunningHub, code: number): Promise<never> {
  setTimeout(() => process.exit(code === 0 ? EXIT.fault : code), STOP_WITHIN_MS).unref();
  await hub.stop();
  process.exit(code);
}

// A terminal that has gone, or a log file on a full disk, is no reason to stop working.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  const asked = stopRequest();
  const env = readyEnv(readEnv());
  // Only now: what is wrong with the environment is told without loading everything first.
  const { startHub } = await import('./hub.js');
  const hub = await startHub(env);
  if (hub.madeAdminKey !== undefined) console.log(`Admin key, shown this once: ${hub.madeAdminKey}`);
  const outdated = await Promise.race([asked, hub.outdated]);
  if (outdated === undefined) await stop(hub, 0);
  console.error(`The hub ends: ${outdated}.`);
  await Promise.race([asked, sleep(LINGER_MS)]);
  await stop(hub, EXIT.unfit);
} catch (error) {
  fail(error);
}
