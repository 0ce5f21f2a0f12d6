/**
 * Leave to work. Everything that is begun in this hub asks here, and what is under way is told by a signal when
 * leave is withdrawn: finish the unit in hand, begin no other.
 */
export class WorkLeave {
  private current = new AbortController();
  private readonly waiting = new Set<() => void>();
  private isOver = false;

  /** @param mayWork whether leave is to be given just now; asked at every look */
  constructor(private readonly mayWork: () => boolean) {}

  /** To be called often: nothing else tells those who are at work. */
  look(): void {
    if (this.isOver) return;
    if (!this.mayWork()) this.current.abort();
    else if (this.current.signal.aborted) this.giveAnew();
  }

  /** No leave any more. */
  end(): void {
    this.isOver = true;
    this.current.abort();
    this.wakeAll();
  }

  /**
   * Aborted as soon as the leave is withdrawn, and from the beginning once there will be none any more.
   * @returns undefined when there was none for so long
   */
  async take(withinMs: number): Promise<AbortSignal | undefined> {
    this.look();
    if (this.current.signal.aborted && !this.isOver) await this.change(withinMs);
    return this.current.signal.aborted && !this.isOver ? undefined : this.current.signal;
  }

  /** Whether what was begun under it is to be done again: it was cut short, and not because the hub ends. */
  wasWithdrawn(leave: AbortSignal): boolean {
    return leave.aborted && !this.isOver;
  }

  private giveAnew(): void {
    this.current = new AbortController();
    this.wakeAll();
  }

  private wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }

  private change(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      this.waiting.add(wake);
    });
  }
}
