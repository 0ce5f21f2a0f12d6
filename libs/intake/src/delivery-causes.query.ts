import { type Cause, causesIn, readCauses } from '#accounts/accounts/account-causes.query.js';
import type { Sql } from '#database/sql.js';

/** A sender makes at most a thousand an account and day. */
const OPEN_REFUSED = `(
  SELECT state, account_id, error_code AS code, received_at AS at, id FROM deliveries
  WHERE state = 'refused' AND settled_at IS NULL LIMIT 10001)`;

const CAUSES = causesIn({
  table: 'deliveries',
  states: ['failed', 'pending', 'contradicts'],
  at: 'received_at',
  order: 'received_at DESC, id DESC',
  newest: 'received_at = c.last_at AND id = c.last_id',
  besides: OPEN_REFUSED,
});

/** Tells why deliveries failed, are tried again, wait for a person or were refused: what is many is one row. */
export class DeliveryCausesQuery {
  constructor(private readonly sql: Sql) {}

  read(): Promise<Cause<'failed' | 'pending' | 'contradicts' | 'refused'>[]> {
    return readCauses(this.sql, 'intake_causes', CAUSES);
  }
}
