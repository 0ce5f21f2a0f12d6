/** Who is being served: a bounded number at once, and of these a bounded share for each account. */
export class AccountSlots {
  private readonly held = new Map<string, number>();
  private inUse = 0;
  private wake: () => void = () => undefined;
  /** Something changed that nobody has waited for yet: the next wait ends at once. */
  private changed = false;

  constructor(
    private readonly total: number,
    private readonly perAccount: number,
  ) {}

  get free(): number {
    return this.total - this.inUse;
  }

  get idle(): boolean {
    return this.inUse === 0;
  }

  /** Accounts that have their whole share under way. */
  full(): string[] {
    return [...this.held].filter(([, count]) => count >= this.perAccount).map(([accountId]) => accountId);
  }

  /** Holds a slot until the work ends; the work must not reject. */
  hold(accountId: string, work: Promise<void>): void {
    this.count(accountId, 1);
    void work.finally(() => {
      this.count(accountId, -1);
      this.poke();
    });
  }

  /** Resolves when a slot was given back, or somebody poked, since it last resolved. */
  async change(): Promise<void> {
    if (!this.changed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.changed = false;
  }

  /** Whether something changed that nobody has looked at yet; from here on somebody has. */
  takeChange(): boolean {
    const changed = this.changed;
    this.changed = false;
    return changed;
  }

  poke(): void {
    this.changed = true;
    this.wake();
  }

  private count(accountId: string, by: 1 | -1): void {
    this.inUse += by;
    const held = (this.held.get(accountId) ?? 0) + by;
    if (held === 0) this.held.delete(accountId);
    else this.held.set(accountId, held);
  }
}
