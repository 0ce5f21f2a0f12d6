import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** How asking for an order ended: the vendor did not find it, or nobody could read what it said; or all was well. */
export interface EndedFetch {
  readonly accountId: string;
  readonly vendorNo: string;
  readonly failed: boolean;
}

const FETCH = { account_id: 'uuid', vendor_no: 'text', failed: 'boolean' } as const;

/** SQL: the last ten of a list. */
const lastTen = (list: string): string => `(${list})[greatest(cardinality(${list}) - 9, 1):]`;

/**
 * Keeps how the last ten fetches of an account's known orders ended; what nobody knew yet is passed over. Nothing is
 * written for an account where none of them failed. At the end of a transaction: others wait for the account's row.
 */
export async function noteFetches(sql: Sql, fetches: readonly EndedFetch[], now: Date): Promise<void> {
  if (fetches.length === 0) return;
  const rows = fetches.map(({ accountId, vendorNo, failed }) => ({
    ...{ account_id: accountId, vendor_no: vendorNo, failed },
  }));
  const input = inputRows(rows, FETCH, 2);
  await sql.rows({
    name: 'accounts_note_fetches',
    text: `WITH input AS (SELECT *, row_number() OVER () AS at FROM ${input.from}),
      known AS (SELECT account_id, bool_or(failed) AS failed,
                  array_agg(CASE WHEN failed THEN $1::timestamptz END ORDER BY at) AS ends
                FROM input JOIN legs USING (account_id, vendor_no) GROUP BY account_id),
      held AS (SELECT account_id, k.failed_at, known.ends FROM known_fetches k JOIN known USING (account_id)
               WHERE known.failed OR array_remove(k.failed_at, NULL) <> '{}'
               ORDER BY account_id FOR UPDATE OF k),
      further AS (UPDATE known_fetches k SET failed_at = ${lastTen('k.failed_at || held.ends')}
                  FROM held WHERE k.account_id = held.account_id)
      INSERT INTO known_fetches AS k (account_id, failed_at)
      SELECT account_id, ${lastTen('ends')} FROM known
      WHERE failed AND NOT EXISTS (SELECT FROM held WHERE held.account_id = known.account_id) ORDER BY account_id
      ON CONFLICT (account_id) DO UPDATE SET failed_at = ${lastTen('k.failed_at || excluded.failed_at')}`,
    values: [now, ...input.values],
  });
}

/** Of these accounts, how many of the last ten failed after the time of each. */
export async function countFailedFetches(
  sql: Sql,
  accounts: readonly { readonly accountId: string; readonly since: Date }[],
): Promise<Map<string, number>> {
  const rows = accounts.map(({ accountId, since }) => ({ account_id: accountId, since }));
  const input = inputRows(rows, { account_id: 'uuid', since: 'timestamptz' });
  const counts = await sql.rows<{ account_id: string; failed: number }>({
    name: 'accounts_failed_fetches',
    text: `SELECT k.account_id, count(*)::int AS failed FROM known_fetches k JOIN ${input.from} USING (account_id)
           CROSS JOIN unnest(k.failed_at) AS at WHERE at > input.since GROUP BY k.account_id`,
    values: input.values,
  });
  return new Map(counts.map(({ account_id, failed }) => [account_id, failed]));
}
