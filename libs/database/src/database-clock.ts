import type { Clock } from '#domain/clock.js';
import type { Sql } from './sql.js';

/** Beyond this the hub is not ready: its host's clock is wrong, and so may be its certificates and logs. */
export const LARGEST_OFFSET_MS = 60_000;

/**
 * Tells the database's time without asking it each time: the offset between the host's clock and the
 * database's is measured now and then, and added. All instances so agree to within a round trip.
 */
export class DatabaseClock implements Clock {
  private offset = 0;

  constructor(
    private readonly sql: Sql,
    private readonly hostNow: () => number = Date.now,
  ) {}

  now(): Date {
    return new Date(this.hostNow() + this.offset);
  }

  /** Database time minus host time, ms, as last measured. */
  offsetMs(): number {
    return this.offset;
  }

  isTrusted(): boolean {
    return Math.abs(this.offset) <= LARGEST_OFFSET_MS;
  }

  async measure(): Promise<void> {
    const before = this.hostNow();
    const [row] = await this.sql.rows<{ now: Date }>({ text: 'SELECT clock_timestamp() AS now' });
    const after = this.hostNow();
    if (row) this.offset = row.now.getTime() - (before + after) / 2;
  }
}
