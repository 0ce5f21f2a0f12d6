import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { type Dismissal, dismissFlags } from './order-flags.store.js';

/** What people do about the flags of orders. */
export class OrderFlagsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** It leaves the list of what wants a person, until it arises anew. @returns whether the order has such a flag */
  async dismiss(dismissal: Dismissal): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const dismissed = await dismissFlags(sql, dismissal, this.clock.now());
      const { code, param } = dismissal;
      if (dismissed > 0) await audited(sql, { after: { code, param } });
      return dismissed > 0;
    });
  }
}
