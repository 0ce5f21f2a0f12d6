import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpScript {
  /** Default: 200. */
  readonly status?: number;
  /** Default: JSON. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * How one request is answered. `hang`: read and never answered. `reset`: read, then the connection is
 * broken off. `stall`: headers and half a body, then nothing more.
 */
export type Script = HttpScript | 'hang' | 'reset' | 'stall' | ((request: ReceivedRequest) => HttpScript);

const JSON_TYPE = { 'content-type': 'application/json;charset=UTF-8' };

/** A local HTTP server in a vendor's place: answers by script, and remembers what it was sent. */
export class ScriptedVendor {
  readonly received: ReceivedRequest[] = [];
  /** Called whenever a request is left without an answer: the moment to let a deadline pass. */
  onSilence: () => void = () => undefined;
  private scripts: Script[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      void this.handle(request, response);
    });
  }

  static async start(): Promise<ScriptedVendor> {
    const vendor = new ScriptedVendor();
    vendor.server.listen(0, '127.0.0.1');
    await once(vendor.server, 'listening');
    return vendor;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next requests are answered in this order; the last script answers all that follow. */
  answer(...scripts: readonly Script[]): void {
    this.scripts = [...scripts];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const received = requestOf(request, Buffer.concat(pieces));
    this.received.push(received);
    const script = this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0];
    this.perform(script ?? { status: 500 }, received, response);
  }

  private perform(script: Script, request: ReceivedRequest, response: ServerResponse): void {
    if (script === 'reset') response.destroy();
    else if (script === 'hang') this.onSilence();
    else if (script === 'stall') this.stall(response);
    else write(typeof script === 'function' ? script(request) : script, response);
  }

  private stall(response: ServerResponse): void {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
    response.write('{"half":', () => {
      this.onSilence();
    });
  }
}

function write({ status = 200, headers = JSON_TYPE, body = '' }: HttpScript, response: ServerResponse): void {
  response.writeHead(status, headers);
  response.end(body);
}

function requestOf({ method = '', url = '', headers }: IncomingMessage, body: Buffer): ReceivedRequest {
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return { method, path: url, headers: Object.fromEntries(flat), body };
}
