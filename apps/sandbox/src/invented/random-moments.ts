import type { Random } from '../random.js';

/** Lets things happen again and again at random moments, until it is stopped. */
export class RandomMoments {
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly random: Random) {}

  /** Calls `act` at moments that make `perMinute` of them on average; 0 = never. */
  every(perMinute: number, act: () => void): void {
    if (perMinute === 0) return;
    const gapMs = (-Math.log(1 - this.random()) * 60_000) / perMinute;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
      this.every(perMinute, act);
    }, gapMs);
    timer.unref();
    this.timers.add(timer);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
