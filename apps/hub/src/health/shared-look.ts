interface SharedFor {
  /** How long what was seen is told again, ms. */
  readonly ms: number;
  /**
   * Since when that counts. `end`: whoever asks often costs no more than who asks seldom, however long a look takes.
   * `start`: what changed so long ago is seen by whoever asks now, unless a look that takes longer is under way.
   */
  readonly since: 'start' | 'end';
}

/** One look for all who ask at once, or shortly afterwards. */
export class SharedLook<T> {
  private latest: Promise<T> | undefined;
  private keptUntil = 0;

  constructor(
    private readonly look: () => Promise<T>,
    private readonly kept: SharedFor,
    private readonly elapsedMs: () => number = () => performance.now(),
  ) {}

  get(): Promise<T> {
    if (this.latest !== undefined && this.elapsedMs() < this.keptUntil) return this.latest;
    this.keptUntil = Infinity;
    const startedAt = this.elapsedMs();
    this.latest = this.look().finally(() => {
      this.keptUntil = (this.kept.since === 'start' ? startedAt : this.elapsedMs()) + this.kept.ms;
    });
    return this.latest;
  }
}
