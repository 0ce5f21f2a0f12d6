import { setTimeout as sleep } from 'node:timers/promises';
import { orderDocument, signed } from '../integration/http/storefront-sender.js';

export interface SteadySenderOptions {
  /** Where its deliveries can go just now: any will do, and the next is tried when one is not there. */
  readonly targets: () => readonly string[];
  readonly secret: string;
  /** Deliveries a second, as long as they can be sent. */
  readonly rate: number;
}

/** As many at once: more would only wait in the sender. */
const MOST_UNDER_WAY = 128;

/** A shop that sends orders at a steady rate, and sends again what nobody took, as shops do. */
export class SteadySender {
  /** The numbers of the orders whose deliveries were answered by 2xx. */
  readonly acknowledged: string[] = [];
  /** Answers that no retry mends, by their status. */
  readonly refused = new Map<number, number>();
  /** How often one was sent again: the hub was not there, or said to come again. */
  again = 0;
  private sent = 0;
  private underWay = 0;
  private startedAt = 0;
  private running: Promise<void> | undefined;
  isStopping = false;

  constructor(private readonly options: SteadySenderOptions) {}

  start(): void {
    this.startedAt = performance.now();
    this.running = this.run();
  }

  /** Until so many more are acknowledged, or it is stopped. */
  async more(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count;
    while (!this.isStopping && this.acknowledged.length < wanted) await sleep(5);
  }

  /** Once all that was begun is answered. @returns how many were acknowledged a second */
  async stop(): Promise<number> {
    this.isStopping = true;
    await this.running;
    while (this.underWay > 0) await sleep(5);
    return this.acknowledged.length / ((performance.now() - this.startedAt) / 1_000);
  }

  private async run(): Promise<void> {
    while (!this.isStopping) {
      const due = ((performance.now() - this.startedAt) / 1_000) * this.options.rate;
      while (this.sent < due && this.underWay < MOST_UNDER_WAY) void this.send((this.sent += 1));
      await sleep(5);
    }
  }

  private async send(count: number): Promise<void> {
    this.underWay += 1;
    const orderNo = `STEADY-${String(count)}`;
    const { body, headers } = signed(this.options.secret, orderDocument({ orderNo }));
    for (let attempt = 0; ; attempt += 1) {
      const targets = this.options.targets();
      const status = await post(targets[(count + attempt) % targets.length] ?? '', headers, body);
      if (status >= 200 && status < 300) break;
      if (status !== 0 && status < 500) {
        this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
        this.underWay -= 1;
        return;
      }
      this.again += 1;
      await sleep(20);
    }
    this.acknowledged.push(orderNo);
    this.underWay -= 1;
  }
}

/** @returns its status, 0 where there was none */
const post = (url: string, headers: Record<string, string>, body: string): Promise<number> =>
  fetch(url, { method: 'POST', headers, body }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );
