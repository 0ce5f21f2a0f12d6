import type { Random } from '../random.js';

export interface QueueSettings {
  readonly notifyConcurrency: number;
  readonly retryFirstMs: number;
  readonly retryMaxMs: number;
  readonly outOfOrderMs: number;
}

/** What came of one attempt: `given_up` = it will never be acknowledged and is not tried again. */
export type Outcome = 'acknowledged' | 'given_up' | 'again';

interface Waiting<T> {
  readonly item: T;
  tries: number;
}

/**
 * Sends one receiver's messages with bounded concurrency and tries each until it is acknowledged.
 * The wait doubles from retryFirstMs to retryMaxMs and is jittered, so that a receiver that comes back
 * is not met by all of them in one moment.
 */
export class SendQueue<T> {
  private readonly ready: Waiting<T>[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private idleWaiters: (() => void)[] = [];
  private inFlight = 0;
  private open = 0;
  private closed = false;

  /**
   * @param attempt one try; must not throw
   * @param settings asked before every use, so that a changed merchant changes its queue
   */
  constructor(
    private readonly attempt: (item: T) => Promise<Outcome>,
    private readonly settings: () => QueueSettings,
    private readonly random: Random,
  ) {}

  add(items: readonly T[]): void {
    const { outOfOrderMs } = this.settings();
    this.open += items.length;
    for (const item of items) {
      if (outOfOrderMs > 0) this.later({ item, tries: 0 }, Math.ceil(this.random() * outOfOrderMs));
      else this.ready.push({ item, tries: 0 });
    }
    this.pump();
  }

  get pending(): number {
    return this.open;
  }

  /** Resolves when nothing is left to send (at once if nothing is), or when the queue closes. */
  idle(): Promise<void> {
    if (this.open === 0 || this.closed) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  close(): void {
    this.closed = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.ready.length = 0;
    this.tellIdle();
  }

  private pump(): void {
    while (!this.closed && this.inFlight < this.settings().notifyConcurrency) {
      const next = this.ready.shift();
      if (next === undefined) return;
      void this.send(next);
    }
  }

  private async send(waiting: Waiting<T>): Promise<void> {
    this.inFlight += 1;
    const outcome = await this.attempt(waiting.item);
    this.inFlight -= 1;
    if (this.closed) return;
    if (outcome !== 'again') this.settle();
    else this.later({ item: waiting.item, tries: waiting.tries + 1 }, this.backoffMs(waiting.tries));
    this.pump();
  }

  private settle(): void {
    this.open -= 1;
    if (this.open === 0) this.tellIdle();
  }

  private later(waiting: Waiting<T>, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.ready.push(waiting);
      this.pump();
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  }

  private backoffMs(tries: number): number {
    const { retryFirstMs, retryMaxMs } = this.settings();
    const full = Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(tries, 30));
    return Math.ceil(full * (0.5 + this.random() / 2));
  }

  private tellIdle(): void {
    const waiters = this.idleWaiters;
    this.idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
