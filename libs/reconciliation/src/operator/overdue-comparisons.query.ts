import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type Overdue, OVERDUE_AFTER_MS, type OverdueQuery } from '#jobs/overdue.js';
import { RECONCILIATION_CONSUMER } from '../reconciliation.tasks.js';
import { overdueComparison } from '../watch/watched.store.js';

/** Tells whether changed orders wait that somebody should have compared. One that fails each time is no sign of it. */
export class OverdueComparisonsQuery implements OverdueQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<Overdue | undefined> {
    const before = new Date(this.clock.now().getTime() - OVERDUE_AFTER_MS);
    const since = await overdueComparison(this.sql, RECONCILIATION_CONSUMER, before);
    return since && { what: 'comparisons', since };
  }
}
