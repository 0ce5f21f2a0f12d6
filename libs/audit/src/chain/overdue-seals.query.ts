import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type Overdue, OVERDUE_AFTER_MS, type OverdueQuery } from '#jobs/overdue.js';
import { overdueSeal } from './sealing.store.js';

/** Tells whether rows wait that somebody should have sealed. */
export class OverdueSealsQuery implements OverdueQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<Overdue | undefined> {
    const since = await overdueSeal(this.sql, new Date(this.clock.now().getTime() - OVERDUE_AFTER_MS));
    return since && { what: 'seals', since };
  }
}
