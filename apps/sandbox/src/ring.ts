/** Keeps the newest `capacity` entries. */
export class Ring<T> {
  private readonly entries: T[] = [];

  constructor(private readonly capacity: number) {}

  push(entry: T): void {
    this.entries.push(entry);
    // Trimmed in lumps: a shift per push would move the whole array each time.
    if (this.entries.length >= this.capacity * 2) this.entries.splice(0, this.entries.length - this.capacity);
  }

  /** Newest first, at most `limit`. */
  newest(limit = this.capacity): T[] {
    return this.entries.slice(-Math.min(limit, this.capacity)).reverse();
  }
}
