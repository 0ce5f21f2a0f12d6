import { wordsOf } from '#domain/thrown.js';

/** How often, at most, an unknown name makes us look into the database. */
const SOON_MS = 1_000;

export interface RefreshingOptions {
  readonly refreshEveryMs: number;
  onFault(message: string): void;
}

/** Runs `load` now and then, and on demand; never twice at a time. */
export class Refreshing {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;
  private soonFrom = 0;
  private latest = Promise.resolve();
  private failing = false;

  constructor(
    private readonly load: () => Promise<void>,
    private readonly options: RefreshingOptions,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.now().then(
        () => {
          this.failing = false;
        },
        (error: unknown) => {
          this.tell(error);
        },
      );
    }, this.options.refreshEveryMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A load that begins after this call: one already under way may have read too early. */
  now(): Promise<void> {
    if (this.running === undefined) return this.run();
    this.queued ??= this.running.catch(() => undefined).then(() => this.run());
    return this.queued;
  }

  /**
   * Loads, unless somebody asked so within the last second: then that load's outcome is everybody's, its
   * failure too (what could not be looked up is not the same as unknown).
   */
  soon(): Promise<void> {
    const now = this.monotonicNow();
    if (now >= this.soonFrom) {
      this.soonFrom = now + SOON_MS;
      this.latest = this.now();
    }
    return this.latest;
  }

  private run(): Promise<void> {
    this.queued = undefined;
    this.running = this.load().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Once an outage, not once a second. */
  private tell(error: unknown): void {
    if (!this.failing) this.options.onFault(`refresh failed: ${wordsOf(error)}`);
    this.failing = true;
  }
}
