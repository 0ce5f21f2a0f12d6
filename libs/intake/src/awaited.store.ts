import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintsOfIds } from '#domain/hint.js';
import { isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { ClaimedDelivery } from './claim.store.js';
import { DUE_NOW } from './due-now.js';

/** Gives claimed deliveries back as they were before, to wait for their accounts' next listings, but no longer than that. */
export async function awaitListing(
  sql: Sql,
  deliveries: readonly ClaimedDelivery[],
  atMostUntil: Date,
): Promise<void> {
  const types = { id: 'uuid', received_at: 'timestamptz', lease_holder: 'text' } as const;
  const input = inputRows(deliveries, types, 2);
  await sql.rows({
    name: 'inbox_await_listing',
    tells: hintsOfIds(
      'delivery',
      deliveries.map(({ id }) => id),
    ),
    text: `UPDATE deliveries d SET listing = 'awaited', attempts = greatest(d.attempts - 1, 0), due_at = $1, ${LET_GO}
           FROM ${input.from} WHERE d.received_at = input.received_at AND d.id = input.id
             AND d.lease_holder = input.lease_holder AND d.state = 'pending'`,
    values: [atMostUntil, ...input.values],
  });
}

/** [from, to) */
export interface ToldStretch {
  readonly account_id: string;
  readonly from: Date;
  readonly to: Date;
}

/**
 * Makes due what was told of in a stretch and waited for the listing of it: this has shown it, or will not.
 * @returns whether there was anything
 */
export async function endAwaiting(sql: Sql, { account_id, from, to }: ToldStretch): Promise<boolean> {
  const rows = await sql.rows({
    name: 'inbox_end_awaiting',
    tells: ['delivery'],
    text: `UPDATE deliveries d SET listing = 'past', due_at = ${DUE_NOW}
           WHERE account_id = $1 AND state = 'pending' AND listing = 'awaited' AND received_at >= $2 AND received_at < $3
             AND ${isFree('d', 'clock_timestamp()')} RETURNING 1`,
    values: [account_id, from, to],
  });
  return rows.length > 0;
}

/** The accounts of which something was told before then that waits for a listing, and when the last of it was. */
export async function lastAwaited(
  sql: Sql,
  accounts: readonly { readonly account_id: string; readonly before: Date }[],
): Promise<ReadonlyMap<string, Date>> {
  const input = inputRows(accounts, { account_id: 'uuid', before: 'timestamptz' });
  const rows = await sql.rows<{ account_id: string; last: Date }>({
    name: 'inbox_last_awaited',
    text: `SELECT d.account_id, max(d.received_at) AS last FROM ${input.from} JOIN deliveries d USING (account_id)
           WHERE d.state = 'pending' AND d.listing = 'awaited' AND d.received_at < input.before GROUP BY d.account_id`,
    values: input.values,
  });
  return new Map(rows.map(({ account_id, last }) => [account_id, last]));
}

/** Which of the deliveries name only orders of which their vendor has said how they stand since they came. */
export async function toldSince(
  sql: Sql,
  deliveries: readonly ClaimedDelivery[],
): Promise<ReadonlySet<string>> {
  const named = deliveries.flatMap(({ id, account_id, received_at, references }) =>
    references.map(({ vendorNo: vendor_no }) => ({ id, account_id, received_at, vendor_no })),
  );
  const types = { id: 'uuid', account_id: 'uuid', received_at: 'timestamptz', vendor_no: 'text' } as const;
  const input = inputRows(named, types);
  const rows = await sql.rows<{ id: string }>({
    name: 'inbox_told_since',
    text: `SELECT input.id FROM ${input.from} LEFT JOIN legs l ON l.account_id = input.account_id
             AND l.vendor_no = input.vendor_no AND l.confirmed_at >= input.received_at
           GROUP BY input.id HAVING bool_and(l.id IS NOT NULL)`,
    values: input.values,
  });
  return new Set(rows.map(({ id }) => id));
}
