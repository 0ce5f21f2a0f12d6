import type { Sql } from '#database/sql.js';
import { UNFINISHED_SINK } from '../derive/sinks.store.js';
import { WAITS_TOO_LONG } from '../watch/changes.store.js';
import type { ReportingSettings } from '../reporting-settings.js';

/** How many hours are not as they should be; by small indexes, for who asks often. */
export interface GapCounts {
  /** Left out, and not filled when they were last looked for; of the last weeks. */
  readonly missing: number;
  /** Over for so long that they should be derived whatever is waited for, and not derived. */
  readonly overdue: number;
  /** Reported, or to be, while a source of their store is not read to their end. */
  readonly provisional: number;
  /** Changed orders that wait though nothing is waited for: hours of theirs cannot be derived anew. */
  readonly changesOverdue: number;
}

export class GapCountsQuery {
  constructor(
    private readonly sql: Sql,
    private readonly settings: Pick<ReportingSettings, 'graceMs' | 'holdMs'>,
  ) {}

  async read(): Promise<GapCounts> {
    const [counts] = await this.sql.rows<GapCounts>({
      name: 'reporting_gap_counts',
      text: `SELECT (SELECT count(*)::int FROM hour_holes) AS missing,
               (SELECT count(*)::int FROM sales_hours WHERE provisional) AS provisional,
               (SELECT count(*)::int FROM order_changes c WHERE ${WAITS_TOO_LONG}) AS "changesOverdue",
               (SELECT coalesce(sum(${OVERDUE_HOURS}), 0)::int FROM sales_sinks k WHERE ${UNFINISHED_SINK}) AS overdue`,
      values: [overdueAfter(this.settings)],
    });
    return counts ?? { missing: 0, overdue: 0, provisional: 0, changesOverdue: 0 };
  }
}

/** SQL: how many hours of the sink (k) are overdue; $1 is after how many seconds one is. */
export const OVERDUE_HOURS = `greatest(0, floor(extract(epoch FROM least(k.ends_at, now() - $1::int * INTERVAL '1 second')
                 - k.reported_through) / 3600))`;

/** An hour is held back for so long at most, derived within a minute then, and told of only after the grace. */
export const overdueAfter = ({ graceMs, holdMs }: Pick<ReportingSettings, 'graceMs' | 'holdMs'>): number =>
  Math.ceil((graceMs + holdMs) / 1_000);
