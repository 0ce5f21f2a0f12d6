import type { Timers } from './timers.js';

/** Gives back a place; calling it again does nothing. */
export type Release = () => void;

interface Waiter {
  readonly admit: (release: Release) => void;
}

/** How many calls of one account are under way at once. Those who wait are served in their order. */
export class ConcurrencyLimit {
  private running = 0;
  private readonly waiting = new Set<Waiter>();

  constructor(private readonly timers: Timers) {}

  /** @returns null when no place became free within `longestWaitMs` */
  async enter(places: number, longestWaitMs: number): Promise<Release | null> {
    if (this.running < places) return this.admit();
    return new Promise((resolve) => {
      const waiter: Waiter = {
        admit: (release) => {
          cancel();
          resolve(release);
        },
      };
      const cancel = this.timers.after(longestWaitMs, () => {
        this.waiting.delete(waiter);
        resolve(null);
      });
      this.waiting.add(waiter);
    });
  }

  private admit(): Release {
    this.running += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.running -= 1;
      this.admitNext();
    };
  }

  private admitNext(): void {
    const [next] = this.waiting;
    if (next === undefined) return;
    this.waiting.delete(next);
    next.admit(this.admit());
  }
}
