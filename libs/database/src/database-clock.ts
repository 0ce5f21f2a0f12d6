import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#domain/clock.js';
import {
  bestSample,
  type Distrust,
  type Exchange,
  type HostTime,
  MeasuredTime,
} from '#domain/measured-time.js';
import type { Database } from './database.js';
import type { Sql } from './sql.js';

/** Beyond this the hub is not ready: its host's clock is wrong, and so may be its certificates and logs. */
export const LARGEST_OFFSET_MS = 60_000;
/** The quickest of so many counts. */
const QUESTIONS = 5;

const hostTime = (): HostTime => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/**
 * Tells the database's time without asking it each time: what it showed is measured now and then, and the
 * host's clocks go on from there. All instances so agree to within a round trip.
 */
export class DatabaseClock implements Clock {
  private readonly time = new MeasuredTime();
  private measuring: Promise<void> | undefined;

  constructor(
    private readonly database: Pick<Database, 'transaction'>,
    private readonly host: () => HostTime = hostTime,
  ) {}

  now(): Date {
    return new Date(this.time.earliestMs(this.host()));
  }

  latest(): Date {
    return new Date(this.time.latestMs(this.host()));
  }

  /** Why its time cannot be relied on until it is measured anew; undefined when it can. */
  distrust(): Distrust | undefined {
    return this.time.look(this.host());
  }

  isTrusted(): boolean {
    return this.distrust() === undefined;
  }

  /** Database time minus host time, ms, as last measured. */
  offsetMs(): number {
    return this.time.offsetMs;
  }

  /** Whether the host's own clock is near enough to the database's. */
  isHostRight(): boolean {
    return Math.abs(this.offsetMs()) <= LARGEST_OFFSET_MS;
  }

  /** Of the sample that counts, ms; undefined before the first. */
  roundTripMs(): number | undefined {
    return this.time.lastSample?.roundTripMs;
  }

  /** How old the sample is, ms; a clock that was never measured is infinitely old. */
  ageMs(): number {
    const { lastSample } = this.time;
    return lastSample === undefined ? Infinity : this.host().monotonicMs - lastSample.host.monotonicMs;
  }

  /** Several calls share one measurement. A network that is too slow teaches nothing, which is no error. */
  measure(): Promise<void> {
    this.measuring ??= this.ask().finally(() => (this.measuring = undefined));
    return this.measuring;
  }

  /** Measures anew if it is not trusted, and waits for that, but no longer than `withinMs`. Never rejects. */
  async settle(withinMs: number): Promise<void> {
    if (this.isTrusted()) return;
    await Promise.race([this.measure().catch(() => undefined), sleep(withinMs, undefined, { ref: false })]);
  }

  /** On one connection, once it is in hand: waiting for it is no time on the way. */
  private async ask(): Promise<void> {
    const sample = await this.database.transaction(async (sql) => {
      const exchanges: Exchange[] = [];
      while (exchanges.length < QUESTIONS) exchanges.push(await this.exchange(sql));
      return bestSample(exchanges);
    });
    if (sample !== undefined) this.time.learn(sample);
  }

  private async exchange(sql: Sql): Promise<Exchange> {
    const before = this.host();
    const [row] = await sql.rows<{ now: Date }>({
      name: 'database_clock',
      text: 'SELECT clock_timestamp() AS now',
    });
    const after = this.host();
    if (row === undefined) throw new Error('the database does not tell its time');
    return { before, databaseMs: row.now.getTime(), after };
  }
}
