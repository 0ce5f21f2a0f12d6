import type { Sql } from '#database/sql.js';
import type { StoreHour } from '../figures/hours.store.js';

/** A listed source that has not been read to the end of an hour of its store. */
export interface UncoveredHour extends StoreHour {
  readonly accountId: string;
  readonly stream: string;
}

/** How far the sources of stores are read; who reads them fills it in, this lib does not know them. */
export interface SourceCoverage {
  /**
   * Which of the hours may still lack orders, and by which streams. Accounts that are paused or cannot be listed are
   * none of them. A bounded number of statements, whatever the number of hours.
   */
  uncovered(sql: Sql, hours: readonly StoreHour[]): Promise<UncoveredHour[]>;
}
