import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a vendor answers; each but the silent ones says back all that it was sent, and the secrets that it knows. */
export const ECHOES = [
  'error_200',
  'error_400',
  'unauthorized_401',
  'broken_500',
  'wrong_content_type',
  'truncated_json',
  'no_json',
  'redirect',
  'headers',
  'xml',
  'timeout',
  'reset',
  'half_an_answer',
] as const;
export type Echo = (typeof ECHOES)[number];

interface Asked {
  readonly echo: Echo;
  readonly path: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json;charset=UTF-8';

/** In the place of every vendor and every receiver of alarms. */
export class EchoingVendor {
  echo: Echo = 'error_200';
  readonly asked: Asked[] = [];
  /** Messages of alarms. */
  readonly messages: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly known: readonly string[],
  ) {}

  static async start(known: readonly string[]): Promise<EchoingVendor> {
    const server = createServer();
    const vendor = new EchoingVendor(server, known);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void vendor.handle(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return vendor;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Whether something of this path was asked while it answered so. */
  wasAsked(echo: Echo, path: RegExp): boolean {
    return this.asked.some((one) => one.echo === echo && path.test(`${one.path} ${one.body}`));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces).toString();
    const path = request.url ?? '';
    const { echo } = this;
    this.asked.push({ echo, path, body });
    if (path.startsWith('/alarms')) this.messages.push(body);
    const said = [path, JSON.stringify(request.headers), body, ...this.known].join(' ');
    if (echo === 'timeout') return;
    if (echo === 'reset') return void response.destroy();
    if (echo === 'half_an_answer') {
      response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': '100000' });
      response.write(said, () => response.destroy());
      return;
    }
    if (echo === 'headers') response.setHeader('x-echo', encodeURIComponent(said).slice(0, 8_000));
    if (echo === 'redirect')
      response.setHeader('location', `${this.url}/elsewhere?${encodeURIComponent(said)}`);
    const answer = answerOf(echo, said);
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  }
}

/** In all four vendors' words at once: each reads its own. */
const errorOf = (said: string): string =>
  JSON.stringify({
    ...{ status: 'error', messages: [said], errorCode: 3005, code: '110001', message: said, data: null },
    stat: { cid: said, code: 400002, codename: said },
    result: said,
    sn_responseContent: { sn_error: { error_code: said, error_msg: said } },
  });

function answerOf(echo: Echo, said: string): Answer {
  const error = errorOf(said);
  const answers: Partial<Record<Echo, Answer>> = {
    error_400: { status: 400, type: JSON_TYPE, body: error },
    unauthorized_401: { status: 401, type: JSON_TYPE, body: error },
    broken_500: { status: 500, type: 'text/html', body: `<pre>${said}</pre>` },
    wrong_content_type: { status: 200, type: 'text/html', body: `<html>${said}</html>` },
    truncated_json: { status: 200, type: JSON_TYPE, body: error.slice(0, -5) },
    no_json: { status: 200, type: JSON_TYPE, body: said },
    redirect: { status: 302, type: 'text/html', body: said },
    xml: {
      status: 200,
      type: 'application/xml',
      body: `<sn_error><error_msg>${said}</error_msg></sn_error>`,
    },
  };
  return answers[echo] ?? { status: 200, type: JSON_TYPE, body: error };
}
