import { type Env, EnvError } from './env.js';

/** An environment with which the hub itself can start: the launcher has filled in what it makes. */
export interface ReadyEnv extends Env {
  readonly databaseUrl: string;
  readonly masterKeys: NonNullable<Env['masterKeys']>;
}

/** @throws EnvError when the hub was started without the launcher and without what that would have made */
export function readyEnv(env: Env): ReadyEnv {
  const { databaseUrl, masterKeys } = env;
  if (databaseUrl !== undefined && masterKeys !== undefined) return { ...env, databaseUrl, masterKeys };
  const missing = databaseUrl === undefined ? 'DATABASE_URL' : 'HUB_MASTER_KEY';
  throw new EnvError([
    { variable: missing, message: 'is unset: start by `npm start`, which brings its own, or set it' },
  ]);
}
