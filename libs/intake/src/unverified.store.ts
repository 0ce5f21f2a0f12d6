import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { UnverifiedReason } from '#connectors-core/webhook-refusal.js';

/** Deliveries of an account that were refused before anybody could know who sent them, one after the other. */
export interface Unverified {
  readonly accountId: string;
  readonly count: number;
  readonly since: Date;
  readonly lastAt: Date;
  /** Why the last of them was. */
  readonly reason: UnverifiedReason;
  readonly message: string;
}

/** Since then one came whose sender is known: whatever stands in `deliveries` was verified. */
export const cameRightSince = (account: string, at: string): string =>
  `EXISTS (SELECT FROM deliveries d WHERE d.account_id = ${account} AND d.received_at > ${at})`;

/** Adds to the row of each account; after one that came right they are counted anew. */
export async function noteUnverified(sql: Sql, rows: readonly Unverified[]): Promise<void> {
  const input = inputRows(rows.map(toRow), {
    account_id: 'uuid',
    count: 'int',
    since: 'timestamptz',
    last_at: 'timestamptz',
    reason: 'text',
    message: 'text',
  });
  await sql.rows({
    name: 'unverified_note',
    text: `INSERT INTO unverified_deliveries AS u (account_id, count, since, last_at, reason, message)
           SELECT account_id, count, since, last_at, reason, message FROM ${input.from} ORDER BY account_id
           ON CONFLICT (account_id) DO UPDATE SET
             (count, since) = (
               SELECT CASE WHEN came THEN excluded.count ELSE u.count + excluded.count END,
                      CASE WHEN came THEN excluded.since ELSE u.since END
               FROM (SELECT ${cameRightSince('u.account_id', 'u.last_at')} AS came) AS meanwhile),
             last_at = greatest(u.last_at, excluded.last_at), reason = excluded.reason, message = excluded.message`,
    values: input.values,
  });
}

const toRow = ({ accountId, lastAt, count, since, reason, message }: Unverified) => ({
  account_id: accountId,
  count,
  since,
  last_at: lastAt,
  reason,
  message,
});
