import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hubOptions } from '../../tools/start/hub-options.mjs';
import { bundledHub, compiled } from './needs.js';
import { RestClient } from './rest-client.js';

export const ADMIN_KEY = 'an-admin-key-for-tests-alone-of-no-worth';
const MASTER_KEY = Buffer.alloc(32, 5).toString('base64');

/** What is undefined is not set. */
type Env = Readonly<Record<string, string | undefined>>;

/** A program of ours as a process of its own. It ends when the test process does: the channel closes. */
export class Program {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(
    private readonly script: () => Promise<string>,
    private readonly env: Env,
    /** Of Node. Not the test process's own: its inspector has its port. */
    private readonly options: string[] = [],
  ) {}

  /** @param isReady looked at whenever the program prints, and now and then */
  async start(isReady: (output: string) => Promise<boolean>): Promise<void> {
    this.output = '';
    const script = await this.script();
    const child = fork(script, {
      execArgv: this.options,
      env: { PATH: process.env['PATH'] ?? '', ...this.env },
      silent: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-20_000)));
    }
    while (!(await isReady(this.output))) {
      const how = child.exitCode ?? child.signalCode;
      if (how !== null)
        throw new Error(`${script} ended (${String(how)}) before it was ready:\n${this.output}`);
      await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit'), soon()]);
    }
  }

  get log(): string {
    return this.output;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

export interface Sandbox {
  readonly url: string;
  readonly control: RestClient;
  stop(): Promise<void>;
}

export async function startSandbox(): Promise<Sandbox> {
  const program = new Program(() => compiled('apps/sandbox/src/main.ts'), {});
  let url: string | undefined;
  await program.start((output) => {
    url = /"url":"([^"]+)"/.exec(output)?.[1];
    return Promise.resolve(url !== undefined);
  });
  if (url === undefined) throw new Error('the sandbox did not say where it listens');
  return { url, control: new RestClient(`${url}/control`), stop: () => program.end('SIGTERM') };
}

/** A hub on a fixed port, to be killed and started again. */
export class Hub {
  readonly url: string;
  readonly rest: RestClient;
  private readonly program: Program;

  constructor(databaseUrl: string, port: number, env: Env = {}) {
    this.url = `http://127.0.0.1:${String(port)}`;
    this.rest = new RestClient(`${this.url}/api/v1`, ADMIN_KEY);
    const hubEnv = {
      DATABASE_URL: databaseUrl,
      HUB_MASTER_KEY: MASTER_KEY,
      HUB_ADMIN_KEY: ADMIN_KEY,
      HUB_SANDBOX: 'off',
      HUB_OUTBOUND_ALLOW: '127.0.0.0/8',
      HUB_THROTTLE_PER_SECOND: '10000',
      PORT: String(port),
      LOG_LEVEL: 'info', // from which on it says that it listens
      ...env,
    };
    this.program = new Program(bundledHub, hubEnv, hubOptions(hubEnv));
  }

  /** Its own word that it listens comes first: somebody else may answer at its port. */
  start(): Promise<void> {
    let listens = false;
    return this.program.start(async (output) => {
      listens ||= output.includes('"event":"started"');
      return listens && (await this.isReady());
    });
  }

  kill(): Promise<void> {
    return this.program.end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.program.end('SIGTERM');
  }

  /** Until it is thawed it does nothing at all, and what it began stays as it is. */
  freeze(): void {
    this.program.signal('SIGSTOP');
  }

  thaw(): void {
    this.program.signal('SIGCONT');
  }

  get log(): string {
    return this.program.log;
  }

  private async isReady(): Promise<boolean> {
    try {
      const { status } = await fetch(`${this.url}/health/ready`);
      return status === 200;
    } catch {
      return false;
    }
  }
}
