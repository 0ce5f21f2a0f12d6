import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { hourName } from '../figures/hours.store.js';
import { findDifferences, type HourDifference, noteSweep, replaceDifferences } from './differences.store.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far back hours are compared. */
const SWEPT_DAYS = 35;
/** A change that has waited for longer than this is nobody's excuse for an hour that differs, ms. */
const LONGEST_WAIT_MS = HOUR_MS;
/** The oldest are kept; more than this, and something is wrong that no list of hours will show. */
const MOST_KEPT = 1_000;
const MOST_NAMED = 20;

/**
 * Looks whether the latest revisions are what the ledger says. They are, or a change waits, if `Deriving` and
 * `LateChanges` do what they promise: so it is their proof, from scratch, and finds nothing. It mends nothing: what it
 * finds is told to people, who have it derived anew.
 */
export class HoursSweep {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One that is aborted leaves what the sweep before it found. */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const stretch = {
      from: before(now, SWEPT_DAYS * DAY_MS),
      to: now,
      waitingSince: before(now, LONGEST_WAIT_MS),
    };
    const found = await findDifferences(this.database, stretch, MOST_KEPT);
    if (signal.aborted) return;
    await this.keep(found);
    this.tell(found);
  }

  private async keep(found: readonly HourDifference[]): Promise<void> {
    const finishedAt = this.clock.now();
    await this.database.transaction(async (sql) => {
      await replaceDifferences(sql, found, finishedAt);
      const forgetBefore = before(finishedAt, SWEPT_DAYS * DAY_MS);
      await noteSweep(sql, { differences: found.length, finishedAt, forgetBefore });
    });
  }

  private tell(found: readonly HourDifference[]): void {
    if (found.length === 0) {
      this.log({ event: 'sweep', level: 'info', outcome: 'agrees' });
      return;
    }
    this.log({
      event: 'sweep',
      level: 'error',
      outcome: 'differs',
      differences: found.length,
      hours: found.slice(0, MOST_NAMED).map(hourName),
      message: 'the ledger says something else of these hours, and no change of them waits',
    });
  }
}

const before = (instant: Date, ms: number): Date => new Date(instant.getTime() - ms);
