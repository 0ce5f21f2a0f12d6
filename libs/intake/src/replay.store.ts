import type { Sql } from '#database/sql.js';
import { keyOf } from './delivery.query.js';

/** A delivery that is being worked off right now keeps its lease; it is only due again. */
export async function requeue(sql: Sql, id: string): Promise<void> {
  await sql.rows({
    text: `UPDATE deliveries SET state = 'pending', due_at = clock_timestamp(), settled_at = NULL, attempts = 0,
             replayed = true, error_code = NULL, error_message = NULL
           WHERE received_at = $1 AND id = $2`,
    values: [keyOf(id).receivedAt, id],
  });
}
