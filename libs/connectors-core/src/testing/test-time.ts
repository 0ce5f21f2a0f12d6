import type { Clock } from '#domain/clock.js';
import type { Timers } from '../timers.js';

interface Deadline {
  readonly at: number;
  readonly run: () => void;
}

/** A clock and timers that move only when told. A pause is over at once, and time has passed by it. */
export class TestTime implements Clock, Timers {
  private elapsed = 0;
  private readonly deadlines = new Set<Deadline>();
  /** The pauses that were made, ms. */
  readonly pauses: number[] = [];

  /** @param leastPauseMs a pause moves the clocks by at least this much */
  constructor(
    private readonly start = new Date('2024-01-05T01:30:00.000Z'),
    private readonly leastPauseMs = 0,
  ) {}

  now(): Date {
    return new Date(this.start.getTime() + this.elapsed);
  }

  /** What the later of the host's clocks is ahead, ms. */
  aheadMs = 0;

  latest(): Date {
    return new Date(this.now().getTime() + this.aheadMs);
  }

  elapsedMs(): number {
    return this.elapsed;
  }

  after(ms: number, run: () => void): () => void {
    const deadline = { at: this.elapsed + ms, run };
    this.deadlines.add(deadline);
    return () => {
      this.deadlines.delete(deadline);
    };
  }

  async pause(ms: number): Promise<void> {
    this.pauses.push(ms);
    this.advance(Math.max(ms, this.leastPauseMs));
  }

  advance(ms: number): void {
    this.elapsed += ms;
    this.run([...this.deadlines].filter(({ at }) => at <= this.elapsed));
  }

  /** Lets every deadline pass that is being waited for. */
  expire(): void {
    this.elapsed = Math.max(this.elapsed, ...[...this.deadlines].map(({ at }) => at));
    this.run([...this.deadlines]);
  }

  get waiting(): number {
    return this.deadlines.size;
  }

  private run(due: readonly Deadline[]): void {
    for (const deadline of due) {
      if (this.deadlines.delete(deadline)) deadline.run();
    }
  }
}
