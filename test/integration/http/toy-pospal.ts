import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers by the last part of the path, whatever the signature: only what the hub makes of it is looked at. */
export class ToyPospal {
  readonly asked: { readonly operation: string; readonly body: string }[] = [];
  pushUrl: string | null = null;
  refusal: string | undefined;
  /** Words for which an order is refused by what it says; undefined: it is booked. */
  refuseOrder: (order: Record<string, string>) => string | undefined = () => undefined;
  private booked = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ToyPospal> {
    const server = createServer();
    const toy = new ToyPospal(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const operation = request.url?.split('?', 1)[0]?.split('/').at(-1) ?? '';
        const answer = toy.answerTo(operation, Buffer.concat(chunks).toString());
        response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return toy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answerTo(operation: string, body: string): object {
    this.asked.push({ operation, body });
    if (this.refusal !== undefined) return { status: 'error', messages: [this.refusal], errorCode: 1032 };
    if (operation === 'addOnLineOrder') return this.placeAnswer(JSON.parse(body) as Record<string, string>);
    if (operation === 'updatePushUrl') this.pushUrl = (JSON.parse(body) as { pushUrl: string }).pushUrl;
    return {
      status: 'success',
      messages: [],
      data: operation === 'queryPushUrl' ? { sendUrl: this.pushUrl } : null,
    };
  }

  private placeAnswer(order: Record<string, string>): object {
    const words = this.refuseOrder(order);
    if (words !== undefined) return { status: 'error', messages: [words], errorCode: 3005 };
    this.booked += 1;
    return { status: 'success', messages: [], data: { orderNo: `T-${this.booked.toString()}` } };
  }
}
