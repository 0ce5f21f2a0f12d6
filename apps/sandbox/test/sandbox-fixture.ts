import { createSandbox, type Sandbox, type SandboxOptions } from '../src/sandbox.js';

/** 2024-01-05 09:30:05 in Asia/Shanghai. */
export const NOW = Date.parse('2024-01-05T09:30:05+08:00');

/** A clock that only moves when it is told to. */
export class TestClock {
  constructor(private at = NOW) {}

  readonly now = (): number => this.at;

  advance(ms: number): void {
    this.at += ms;
  }
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Json;
}

/** What tests read of the answers, whichever of them has it. */
interface Json {
  readonly orderNo: string;
  readonly orderNos: string[];
  readonly count: number;
  readonly id: string;
  readonly notifications: unknown;
  readonly status: unknown;
  readonly code: unknown;
  readonly message: string;
  readonly data: Record<string, unknown>;
  readonly stat: { readonly code: number | string };
  readonly items: readonly Record<string, unknown>[];
  readonly zhimai: unknown;
  readonly hours: readonly unknown[];
  readonly orders: number;
  readonly counts: Readonly<Record<string, unknown>>;
}

/** A sandbox with short words for talking to it over real sockets. */
export class SandboxFixture {
  private constructor(
    readonly sandbox: Sandbox,
    readonly clock: TestClock,
  ) {}

  static async start(options: SandboxOptions = {}, clock = new TestClock()): Promise<SandboxFixture> {
    return new SandboxFixture(await createSandbox({ now: clock.now, ...options }), clock);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async send(path: string, init: RequestInit): Promise<Answer> {
    const answer = await fetch(this.sandbox.url + path, init);
    const text = await answer.text();
    return { status: answer.status, text, json: parseOrEmpty(text) };
  }

  get(path: string): Promise<Answer> {
    return this.send(`/control${path}`, {});
  }

  /** Fails the test where the control API refuses. */
  async control(path: string, body: object, method = 'POST'): Promise<Json> {
    const answer = await this.refused(path, body, method);
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  /** Any answer of the control API, also a refusal. */
  refused(path: string, body: object | string, method = 'POST'): Promise<Answer> {
    return this.send(`/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Waits until nothing is left to be sent; the test's own time-out ends it. */
  async idle(): Promise<void> {
    const { json } = await this.get('/notifications/idle?timeoutMs=600000');
    expect(json).toMatchObject({ idle: true });
  }
}

function parseOrEmpty(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {} as Json;
  }
}
