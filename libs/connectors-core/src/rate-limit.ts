/**
 * A token bucket that holds one token: calls of one account are spaced evenly, so that in any span of
 * T ms at most `floor(T × rate / 1000) + 1` are sent. A greater bucket would save little, and a vendor
 * that counts by the second would see nearly twice its limit at once.
 * Pure: the time comes from the caller, in ms of any clock that never runs backwards.
 */
export class RateLimit {
  private nextFreeAt = Number.NEGATIVE_INFINITY;
  private heldUntil = Number.NEGATIVE_INFINITY;

  /** Both bounds of the wait hold at once: the vendor's rate, and a pause that the vendor asked for. */
  private freeAt(now: number): number {
    return Math.max(now, this.nextFreeAt, this.heldUntil);
  }

  /** How long a caller would wait now. */
  waitMs(now: number): number {
    return this.freeAt(now) - now;
  }

  /**
   * Takes the next free place.
   * @returns the wait in ms until the caller may send, or null when that is longer than it would wait;
   * then no place is taken
   */
  reserve(now: number, requestsPerSecond: number, longestWaitMs: number): number | null {
    const at = this.freeAt(now);
    if (at - now > longestWaitMs) return null;
    this.nextFreeAt = at + 1000 / requestsPerSecond;
    return at - now;
  }

  /** The pause that the vendor asked for counts no more. */
  letGo(): void {
    this.heldUntil = Number.NEGATIVE_INFINITY;
  }

  /** The vendor asked for a pause. Places that were already given out keep their time. */
  hold(until: number): void {
    this.heldUntil = Math.max(this.heldUntil, until);
  }
}
