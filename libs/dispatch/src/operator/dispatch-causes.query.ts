import { type Cause, causesIn, readCauses } from '#accounts/accounts/account-causes.query.js';
import type { Sql } from '#database/sql.js';
import type { StoreScope } from '#domain/access.js';
import { isDispatchOf } from './dispatch-scope.query.js';

const LISTED = {
  table: 'dispatches',
  states: ['held', 'failed', 'unknown', 'waiting'],
  at: 'created_at',
  order: 'id DESC',
  newest: 'id = c.last_id',
};
const CAUSES = causesIn(LISTED);
/** The same of stores ($1) alone. */
const CAUSES_OF_STORES = causesIn({
  ...LISTED,
  of: isDispatchOf('caused', '$1'),
});

/** Tells why commands are held, failed or are tried again: what is many is one row. */
export class DispatchCausesQuery {
  constructor(private readonly sql: Sql) {}

  read(scope: StoreScope = null): Promise<Cause<'held' | 'failed' | 'unknown' | 'waiting'>[]> {
    return scope === null
      ? readCauses(this.sql, 'dispatch_causes', CAUSES)
      : readCauses(this.sql, 'dispatch_causes_of_stores', CAUSES_OF_STORES, [scope]);
  }
}
