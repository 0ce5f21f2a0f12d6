/** One look for all who ask at once, or shortly afterwards: whoever asks often must not cost more than who asks seldom. */
export class SharedLook<T> {
  private latest: Promise<T> | undefined;
  private keptUntil = 0;

  /** @param keptMs how long what was seen is told again */
  constructor(
    private readonly look: () => Promise<T>,
    private readonly keptMs: number,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  get(): Promise<T> {
    if (this.latest !== undefined && this.elapsedMs() < this.keptUntil) return this.latest;
    this.keptUntil = Infinity;
    this.latest = this.look().finally(() => (this.keptUntil = this.elapsedMs() + this.keptMs));
    return this.latest;
  }
}
