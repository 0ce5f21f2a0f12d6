import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { adoptLeft, endIncidents } from '../keep/incidents.store.js';

/** Ends incidents of which nothing is open any more: whoever closes the last of it cannot see that nobody else adds to it. */
export class IncidentsWatching {
  constructor(
    private readonly database: Pick<Database, 'rows' | 'transaction'>,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    await adoptLeft(this.database);
    await this.database.transaction((sql) => endIncidents(sql, this.clock.now()));
  }
}
