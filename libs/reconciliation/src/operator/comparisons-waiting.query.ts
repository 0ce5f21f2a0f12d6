import type { Sql } from '#database/sql.js';
import { RECONCILIATION_CONSUMER } from '../reconciliation.tasks.js';

/** Orders that changed and are not compared yet. */
export interface ComparisonsWaiting {
  readonly count: number;
  /** For how long the oldest waits; 0 where there is none. */
  readonly oldestSeconds: number;
}

export async function readComparisonsWaiting(sql: Sql): Promise<ComparisonsWaiting> {
  const [row] = await sql.rows<ComparisonsWaiting>({
    name: 'reconciliation_waiting',
    text: `SELECT count(*)::int AS count,
             greatest(0, coalesce(extract(epoch FROM now() - min(changed_at)), 0))::float8 AS "oldestSeconds"
           FROM order_changes WHERE consumer = $1`,
    values: [RECONCILIATION_CONSUMER],
  });
  return row ?? { count: 0, oldestSeconds: 0 };
}
