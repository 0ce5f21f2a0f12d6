/**
 * Runs one loop at a time in this process. Being called while it runs makes it run once more afterwards,
 * so a wake-up is never lost and never doubled, and the call returns at once.
 */
export class SingleLoop {
  private running = false;
  private again = false;
  /** Of whoever called last: one that ends must not end what another has asked for meanwhile. */
  private signal: AbortSignal | undefined;

  constructor(private readonly work: (signal: AbortSignal) => Promise<void>) {}

  async run(signal: AbortSignal): Promise<void> {
    this.again = true;
    this.signal = signal;
    if (this.running) return;
    this.running = true;
    try {
      while (!this.signal.aborted && this.takeAgain()) await this.work(this.signal);
    } finally {
      this.running = false;
    }
  }

  private takeAgain(): boolean {
    const again = this.again;
    this.again = false;
    return again;
  }
}
