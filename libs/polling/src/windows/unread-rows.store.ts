import { createHash, randomBytes } from 'node:crypto';
import type { UnreadRow } from '#connectors-core/source-pages.js';
import { shortMessage } from '#connectors-core/fault.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import type { Lease, Leased } from '#jobs/lease.js';
import { holdRow, isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { ClaimedWindow } from './windows.store.js';

const NEW_ROW = { id: 'uuid', key: 'text', vendor_no: 'text', message: 'text' } as const;

/**
 * Notes the rows of a window that nobody could read, in the transaction that closes it. One that is known already is
 * looked at anew; what a person was done with, or what was read by its number, only where it is another row now.
 * @param firstTryAt when those that have a number are asked for by it; null: they cannot be
 */
export async function noteUnread(
  sql: Sql,
  window: ClaimedWindow,
  rows: readonly UnreadRow[],
  { now, firstTryAt }: { readonly now: Date; readonly firstTryAt: Date | null },
): Promise<void> {
  if (rows.length === 0) return;
  const input = inputRows(
    rows.map((row, at) => toNewRow(window, row, at, now)),
    NEW_ROW,
    6,
  );
  await sql.rows({
    name: 'polling_note_unread',
    text: `INSERT INTO unread_rows AS u (id, account_id, window_id, key, vendor_no, message, state, by_live, due_at,
             first_at, last_at)
           SELECT input.id, $1, $2, input.key, input.vendor_no, input.message, 'open', $3,
             CASE WHEN input.vendor_no IS NOT NULL THEN $5::timestamptz END, $4, $4
           FROM ${input.from} ORDER BY input.key
           ON CONFLICT (account_id, key) DO UPDATE SET window_id = excluded.window_id, message = excluded.message,
             last_at = excluded.last_at, state = 'open', settled_at = NULL,
             tries = CASE WHEN u.state = 'open' THEN u.tries ELSE 0 END,
             due_at = CASE WHEN u.state = 'open' THEN u.due_at ELSE excluded.due_at END
           WHERE u.state = 'open' OR u.message <> excluded.message`,
    values: [window.account_id, window.id, window.backfill_id === null, now, firstTryAt, ...input.values],
  });
}

/** By number; a row without one is told by its place among those of its window. */
function toNewRow(window: ClaimedWindow, { vendorNo, message }: UnreadRow, at: number, now: Date) {
  const place = createHash('sha256')
    .update(`${window.id} ${String(at)} ${message}`)
    .digest('hex');
  const key = vendorNo === null ? `row:${place}` : `no:${vendorNo}`;
  return { id: uuidV7(now, randomBytes(10)), key, vendor_no: vendorNo, message: shortMessage(message) };
}

/** What a listing shows after all. */
export async function settleShown(
  sql: Sql,
  accountId: string,
  vendorNos: readonly string[],
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'polling_settle_shown',
    text: `UPDATE unread_rows SET state = 'read', settled_at = $3, due_at = NULL, ${LET_GO}
           WHERE account_id = $1 AND key = ANY($2::text[]) AND state = 'open'`,
    values: [accountId, vendorNos.map((vendorNo) => `no:${vendorNo}`), now],
  });
}

/** A row that this instance is to ask for by its number. */
export interface ClaimedRow extends Leased {
  readonly account_id: string;
  readonly vendor_no: string;
  readonly by_live: boolean;
  /** Before this one. */
  readonly tries: number;
}

export function claimUnread(
  sql: Sql,
  {
    lease,
    now,
    accountIds,
    limit,
  }: { lease: Lease; now: Date; accountIds: readonly string[]; limit: number },
): Promise<ClaimedRow[]> {
  return sql.rows({
    name: 'polling_claim_unread',
    text: `UPDATE unread_rows u SET ${holdRow('$1', '$3')}
           WHERE id IN (SELECT id FROM unread_rows r WHERE state = 'open' AND due_at <= $2 AND vendor_no IS NOT NULL
               AND account_id = ANY($4::uuid[]) AND ${isFree('r', '$2')}
             ORDER BY due_at LIMIT $5 FOR UPDATE SKIP LOCKED)
           RETURNING id, account_id, vendor_no, by_live, tries, lease_holder`,
    values: [lease.holder, now, lease.until, accountIds, limit],
  });
}

export interface RowEnd {
  readonly state: 'open' | 'read';
  readonly tries: number;
  /** Null: not asked for again. */
  readonly dueAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export async function endRow(
  sql: Sql,
  { id, lease_holder }: ClaimedRow,
  end: RowEnd,
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'polling_end_unread',
    text: `UPDATE unread_rows SET state = $3, tries = $4, due_at = $5, error_code = $6, error_message = $7, ${LET_GO},
             settled_at = CASE WHEN $3 = 'read' THEN $8::timestamptz END
           WHERE id = $1 AND lease_holder = $2 AND state = 'open'`,
    values: [id, lease_holder, end.state, end.tries, end.dueAt, end.errorCode, end.errorMessage, now],
  });
}

/** A person is done with it. @returns false where it is not open */
export async function dismissRow(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_dismiss_unread',
    text: `UPDATE unread_rows SET state = 'dismissed', settled_at = clock_timestamp(), due_at = NULL, ${LET_GO}
           WHERE id = $1 AND state = 'open' RETURNING id`,
    values: [id],
  });
  return rows.length > 0;
}
