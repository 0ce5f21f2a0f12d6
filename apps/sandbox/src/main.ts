import { createSandbox, type Sandbox } from './sandbox.js';

/** The sandbox's own environment, read here and nowhere else. @throws Error naming the variable */
function readEnvironment(env: NodeJS.ProcessEnv): { host: string; port: number; statePath: string | null } {
  const port = env['SANDBOX_PORT'] ?? '0';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`SANDBOX_PORT is no port: "${port}"`);
  return {
    host: env['SANDBOX_HOST'] ?? '127.0.0.1',
    port: Number(port),
    statePath: env['SANDBOX_STATE'] ?? null,
  };
}

/** Ends on a signal, and when the parent that started it over IPC is gone. */
function closeWhenAsked(sandbox: Sandbox): void {
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  process.once('disconnect', close);
}

const sandbox = await createSandbox(readEnvironment(process.env));
closeWhenAsked(sandbox);
process.stdout.write(`${JSON.stringify({ event: 'sandbox.listening', url: sandbox.url })}\n`);
