import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { type Overdue, OVERDUE_AFTER_MS, type OverdueQuery } from '#jobs/overdue.js';
import { overdueDelivery } from './claim.store.js';
import type { DrainedConnectors } from './drained-connectors.js';

/** Tells whether deliveries wait that somebody should have begun to work off. */
export class OverdueDeliveriesQuery implements OverdueQuery {
  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
    private readonly accounts: Pick<AccountDirectory, 'pausedIds'>,
    private readonly connectors: DrainedConnectors,
  ) {}

  async read(): Promise<Overdue | undefined> {
    const dueBefore = new Date(this.clock.now().getTime() - OVERDUE_AFTER_MS);
    const paused = this.accounts.pausedIds();
    const since = await overdueDelivery(this.sql, { ...this.connectors, paused, dueBefore });
    return since && { what: 'deliveries', since };
  }
}
