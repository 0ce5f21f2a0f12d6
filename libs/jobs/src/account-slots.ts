/**
 * The work that is under way in this hub: a bounded number at once, and how much of it is each account's. One
 * drain at a time may wait on it (`SingleLoop`).
 */
export class AccountSlots {
  private readonly held = new Map<string, number>();
  private inUse = 0;
  private wake: () => void = () => undefined;
  /** Something changed that nobody has looked at yet. */
  private changed = false;

  constructor(private readonly total: number) {}

  get free(): number {
    return Math.max(0, this.total - this.inUse);
  }

  get idle(): boolean {
    return this.inUse === 0;
  }

  /** How much of an account is under way. */
  of(accountId: string): number {
    return this.held.get(accountId) ?? 0;
  }

  /** Accounts that have so much under way, or more. */
  withAtLeast(count: number): string[] {
    return [...this.held].filter(([, held]) => held >= count).map(([accountId]) => accountId);
  }

  /** Holds a slot until the work ends; the work must not reject. */
  hold(accountId: string, work: Promise<void>): void {
    this.count(accountId, 1);
    void work.finally(() => {
      this.count(accountId, -1);
      this.poke();
    });
  }

  /** There may be more to begin: a drain that waits looks again. */
  poke(): void {
    this.changed = true;
    this.wake();
  }

  /**
   * Resolves when there is nothing to begin and nothing under way.
   * @param begin claims what there is room for and holds it; resolves to how much that was
   */
  async drain(begin: () => Promise<number>): Promise<void> {
    // What is begun now takes in all that has changed up to now.
    this.takeChange();
    for (;;) {
      if ((await begin()) > 0) continue;
      if (!this.idle) await this.change();
      // What ended while we looked has made room for what we passed over.
      else if (!this.takeChange()) return;
    }
  }

  private async change(): Promise<void> {
    if (!this.changed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    // What ends together is waited for together.
    await new Promise(setImmediate);
    this.takeChange();
  }

  private takeChange(): boolean {
    const changed = this.changed;
    this.changed = false;
    return changed;
  }

  private count(accountId: string, by: 1 | -1): void {
    this.inUse += by;
    const held = this.of(accountId) + by;
    if (held === 0) this.held.delete(accountId);
    else this.held.set(accountId, held);
  }
}
