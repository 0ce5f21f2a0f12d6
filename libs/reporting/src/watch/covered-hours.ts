import type { Database } from '#database/database.js';
import type { Log } from '#domain/log.js';
import { clearProvisional, provisionalHours } from '../derive/provisional.store.js';
import type { SourceCoverage } from '../derive/source-coverage.js';
import type { StoreHour } from '../figures/hours.store.js';
import { hourKey } from '../figures/hours.store.js';

const AT_ONCE = 500;

/**
 * Ends that an hour is provisional once its sources are read to its end, or wait no longer: the account was paused,
 * unbound, or lists nothing any more. What those sources brought has changed the hour as any late order does.
 */
export class CoveredHours {
  constructor(
    private readonly database: Database,
    private readonly coverage: SourceCoverage,
    private readonly log: Log,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    let [last, cleared]: [StoreHour | undefined, number] = [undefined, 0];
    for (let isMore = true; isMore && !signal.aborted;) {
      const hours = await provisionalHours(this.database, last, AT_ONCE);
      const uncovered = new Set((await this.coverage.uncovered(this.database, hours)).map(hourKey));
      const covered = hours.filter((hour) => !uncovered.has(hourKey(hour)));
      await clearProvisional(this.database, covered);
      [last, cleared, isMore] = [hours.at(-1), cleared + covered.length, hours.length === AT_ONCE];
    }
    if (cleared > 0)
      this.log({ event: 'derive', level: 'info', outcome: 'no longer provisional', hours: cleared });
  }
}
