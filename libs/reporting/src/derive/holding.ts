import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import type { StoreHour } from '../figures/hours.store.js';
import { hourKey } from '../figures/hours.store.js';
import type { ReportingSettings } from '../reporting-settings.js';
import type { SourceCoverage } from './source-coverage.js';

/** An hour that is over, and whether orders of it may still come from a listed source. */
export interface WeighedHour extends StoreHour {
  readonly provisional: boolean;
  /** Not to be derived yet: its sources are waited for. */
  readonly held: boolean;
}

/**
 * Holds an hour back whose listed sources are not read to its end, at most `holdMs` after its end: from then on it is
 * derived all the same, as provisional.
 */
export class Holding {
  constructor(
    private readonly coverage: SourceCoverage,
    private readonly clock: Clock,
    private readonly settings: Pick<ReportingSettings, 'holdMs'>,
  ) {}

  /** Must come before the orders are read, in a statement of its own: what was read till then is then counted. */
  async weigh(sql: Sql, hours: readonly StoreHour[]): Promise<WeighedHour[]> {
    if (hours.length === 0) return [];
    const uncovered = new Set((await this.coverage.uncovered(sql, hours)).map(hourKey));
    const heldAfter = this.clock.now().getTime() - this.settings.holdMs;
    return hours.map((hour) => {
      const provisional = uncovered.has(hourKey(hour));
      return { ...hour, provisional, held: provisional && hour.end.getTime() > heldAfter };
    });
  }
}
