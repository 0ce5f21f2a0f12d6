/**
 * What may be used only once within a time. Each key is kept until its own signed time is out of the
 * accepted window, after which the timestamp check refuses it anyway; so memory is bounded by the rate.
 */
export class SeenOnce {
  private readonly keys = new Map<string, number>();
  private sweepAt = 0;

  constructor(private readonly keepMs: number) {}

  /** @returns false when the key was used before */
  use(key: string, now: number): boolean {
    this.sweep(now);
    if (this.keys.has(key)) return false;
    this.keys.set(key, now + this.keepMs);
    return true;
  }

  private sweep(now: number): void {
    if (now < this.sweepAt) return;
    this.sweepAt = now + 60_000;
    for (const [key, until] of this.keys) if (until < now) this.keys.delete(key);
  }
}
