import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface ReceiverAnswer {
  readonly status: number;
  readonly body?: string;
}

export const ACKNOWLEDGED: ReceiverAnswer = {
  status: 200,
  body: '{"status":true,"code":0,"message":"success"}',
};

type AnswerTo = (request: Received, index: number) => ReceiverAnswer | Promise<ReceiverAnswer>;

/** Plays the merchant: keeps what it is sent and answers what the test wants. */
export class Receiver {
  readonly received: Received[] = [];
  /** Most requests that were open in one moment. */
  mostAtOnce = 0;
  private open = 0;
  private came = 0;
  private waiters: { count: number; resolve: () => void }[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param answer decides by the request and its number, from 0 */
  static async start(answer: AnswerTo = () => ACKNOWLEDGED): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}/hook`);
    server.on('request', (request, response) => {
      void receiver.serve(request, response, answer);
    });
    return receiver;
  }

  /** Resolves once that many requests have come in all. */
  atLeast(count: number): Promise<void> {
    if (this.received.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ count, resolve }));
  }

  /** Hangs up; harmless when done already. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse, answer: AnswerTo): Promise<void> {
    this.open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.open);
    const received = { headers: request.headers, body: await text(request) };
    const index = this.came++;
    const { status, body = '' } = await answer(received, index);
    this.open -= 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    this.take(received);
  }

  private take(received: Received): void {
    this.received.push(received);
    const ready = this.waiters.filter(({ count }) => this.received.length >= count);
    this.waiters = this.waiters.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }
}
