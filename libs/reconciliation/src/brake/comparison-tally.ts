import type { Sql } from '#database/sql.js';
import { eventId } from '../keep/event-ids.js';
import type { ComparedTally, TalliedOrder } from '../watch/compared-tally.js';
import { addMinutes } from './compared-minutes.store.js';
import type { ComparedSample } from './compared-sample.js';
import { minuteOf } from './minutes.js';
import { tallied } from './tallied.js';

/** Counts what is compared, on both ways: of each account a small row, in the transaction that keeps what it has shown. */
export class ComparisonTally implements ComparedTally {
  add(sql: Sql, compared: readonly TalliedOrder[], now: Date): Promise<void> {
    return this.addSamples(sql, tallied(compared), now);
  }

  /** By account. */
  async addSamples(sql: Sql, samples: ReadonlyMap<string, ComparedSample>, now: Date): Promise<void> {
    const minute = minuteOf(now);
    const minutes = [...samples].map(([accountId, sample]) => ({ accountId, minute, sample }));
    await addMinutes(sql, minutes, () => eventId(now));
  }
}
