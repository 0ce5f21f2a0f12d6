import { doubled, LONGEST_WISH_MS } from './retry-pause.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * For how long an account rests that was told it calls too often: as the vendor wishes, an hour at most; where it
 * names no time, twice as long each time up to a minute. What was under way together is told it together, and counts
 * once.
 * Pure: the time comes from the caller, in ms of any clock that never runs backwards.
 */
export class RateWords {
  private inARow = 0;
  private restsUntil = Number.NEGATIVE_INFINITY;

  /** @returns until when nothing is sent */
  heard(now: number, wishMs: number | undefined): number {
    if (now >= this.restsUntil) this.inARow += 1;
    const pause = wishMs ?? doubled(FIRST_PAUSE_MS, LONGEST_PAUSE_MS, this.inARow);
    this.restsUntil = Math.max(this.restsUntil, now + Math.min(LONGEST_WISH_MS, pause));
    return this.restsUntil;
  }

  /** An answer that said nothing of it. */
  answered(): void {
    this.inARow = 0;
  }
}
