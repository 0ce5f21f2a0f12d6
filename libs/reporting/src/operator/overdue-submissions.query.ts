import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type Overdue, OVERDUE_AFTER_MS, type OverdueQuery } from '#jobs/overdue.js';
import { overdueSubmission } from '../submit/claim.store.js';

/** Tells whether submissions wait that somebody should have begun to send. */
export class OverdueSubmissionsQuery implements OverdueQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<Overdue | undefined> {
    const now = this.clock.now();
    const since = await overdueSubmission(this.sql, now, new Date(now.getTime() - OVERDUE_AFTER_MS));
    return since && { what: 'submissions', since };
  }
}
