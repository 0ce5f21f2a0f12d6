/** After so long work goes on without its place: others may begin. */
const PLACE_MS = 1_000;
/** What takes longer is of an account that does not answer: calls to vendors have ten seconds. */
const HANGING_MS = 8_000;

/**
 * The work that is under way in this hub: how much of it is each account's, and a bounded number of places to begin
 * some in. A place is kept for a second at most, and an account that hangs has one piece of work at once: so those
 * who answer hardly wait for a place, however many hang. One drain at a time may wait on it (`SingleLoop`).
 */
export class AccountSlots {
  private readonly held = new Map<string, number>();
  private readonly hanging = new Set<string>();
  private inUse = 0;
  private wake: () => void = () => undefined;
  /** Something changed that nobody has looked at yet. */
  private changed = false;

  constructor(private readonly total: number) {}

  /** Places to begin something in. */
  get free(): number {
    return Math.max(0, this.total - this.inUse);
  }

  get idle(): boolean {
    return this.held.size === 0;
  }

  /** How much more of an account may begin. @param share how much it may have at once while it does not hang */
  roomOf(accountId: string, share: number): number {
    return Math.max(0, (this.hanging.has(accountId) ? 1 : share) - this.of(accountId));
  }

  /** How much of an account is under way. */
  of(accountId: string): number {
    return this.held.get(accountId) ?? 0;
  }

  /** Accounts that have so much under way, or more. */
  withAtLeast(count: number): string[] {
    return [...this.held].filter(([, held]) => held >= count).map(([accountId]) => accountId);
  }

  /** Accounts of which no more may begin. */
  full(share: number): string[] {
    return [...this.held.keys()].filter((accountId) => this.roomOf(accountId, share) === 0);
  }

  /** Counts the work as the account's until it ends; it must not reject. */
  hold(accountId: string, work: Promise<void>): void {
    this.count(accountId, 1);
    const leavePlace = this.takePlace();
    const stopWatching = this.watch(accountId);
    void work.finally(() => {
      this.count(accountId, -1);
      stopWatching();
      leavePlace();
      this.poke();
    });
  }

  /** @returns gives it back, where it was not given back for its age */
  private takePlace(): () => void {
    this.inUse += 1;
    let isHeld = true;
    const leave = (): void => {
      if (!isHeld) return;
      isHeld = false;
      const wasFull = this.free === 0;
      this.inUse -= 1;
      if (wasFull) this.poke();
    };
    const aging = setTimeout(leave, PLACE_MS).unref();
    return () => {
      clearTimeout(aging);
      leave();
    };
  }

  /** @returns to be told of the work's end */
  private watch(accountId: string): () => void {
    const startedAt = performance.now();
    const aging = setTimeout(() => this.hanging.add(accountId), HANGING_MS).unref();
    return () => {
      clearTimeout(aging);
      if (performance.now() - startedAt < HANGING_MS) this.hanging.delete(accountId);
    };
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
    const held = this.of(accountId) + by;
    if (held === 0) this.held.delete(accountId);
    else this.held.set(accountId, held);
  }
}
