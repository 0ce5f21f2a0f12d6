import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import { hintOf, hintsOfIds } from '#domain/hint.js';
import type { Lease, Leased } from '#jobs/lease.js';
import { holdRow, isFree, LET_GO } from '#jobs/leased-rows.store.js';
import type { BackfillPurpose } from './backfills.store.js';
import { REREAD_ENDING } from './reread-streams.js';
import type { WindowErrorCode } from './window-failure.js';

export interface NewWindow {
  readonly id: string;
  readonly account_id: string;
  readonly stream: string;
  readonly backfill_id: string | null;
  readonly from_at: Date;
  readonly to_at: Date;
}

const NEW_WINDOW = {
  id: 'uuid',
  account_id: 'uuid',
  stream: 'text',
  backfill_id: 'uuid',
  from_at: 'timestamptz',
  to_at: 'timestamptz',
} as const;

export async function insertWindows(sql: Sql, windows: readonly NewWindow[], now: Date): Promise<void> {
  const input = inputRows(windows, NEW_WINDOW, 2);
  await sql.rows({
    name: 'polling_insert_windows',
    tells: hintsOfIds(
      'window',
      windows.map(({ id }) => id),
    ),
    text: `INSERT INTO windows (id, account_id, stream, backfill_id, from_at, to_at, state, due_at, created_at)
           SELECT input.*, 'open', $1, $1 FROM ${input.from}`,
    values: [now, ...input.values],
  });
}

/** A window that is this instance's to read. */
export interface ClaimedWindow extends NewWindow, Leased {
  readonly connector: string;
  /** Including this one. */
  readonly attempts: number;
  /** The code of the try before, if that failed. */
  readonly last_error: string | null;
  /** By which calls a backfill's is listed; null of a live one. */
  readonly purpose: BackfillPurpose | null;
  /** Of the lease before, if it was not given up. */
  readonly previous_holder: string | null;
}

export interface ClaimOptions {
  readonly lease: Lease;
  readonly now: Date;
  readonly limit: number;
  /** Of readings that rest in this hub: their leases hold off all others, but not us. */
  readonly ownHolders: readonly string[];
}

const IS_DUE = `w.state <> 'closed' AND w.due_at <= $2
  AND (${isFree('w', '$2')} OR w.lease_holder = ANY($5::text[]))`;

/** While it is held it is due at the end of its lease, so that an index of what is due needs no second column. */
const claimOf = (candidates: string): string => `
  WITH candidates AS (${candidates} LIMIT $4),
  held AS (SELECT w.id, w.lease_holder FROM windows w JOIN candidates USING (id)
           WHERE ${IS_DUE} FOR UPDATE OF w SKIP LOCKED)
  UPDATE windows w SET ${holdRow('$1', '$3')}, due_at = $3, attempts = w.attempts + 1
  FROM held WHERE w.id = held.id
  RETURNING w.id, w.account_id, w.stream, w.backfill_id, w.from_at, w.to_at, w.attempts, w.error_code AS last_error,
    w.lease_holder, held.lease_holder AS previous_holder,
    (SELECT purpose FROM backfills WHERE id = w.backfill_id) AS purpose,
    (SELECT connector FROM accounts WHERE id = w.account_id) AS connector`;

const claimValues = ({ lease, now, limit, ownHolders }: ClaimOptions) => [
  lease.holder,
  now,
  lease.until,
  limit,
  ownHolders,
];

/**
 * Of each account the newest live window that is due and began at `fresh_since` or later; no reread. Among equals
 * the ids' random part decides, so that no stream is always the one that gets no call.
 */
export function claimFresh(
  sql: Sql,
  accounts: readonly { readonly account_id: string; readonly fresh_since: Date }[],
  options: ClaimOptions,
): Promise<ClaimedWindow[]> {
  const input = inputRows(accounts, { account_id: 'uuid', fresh_since: 'timestamptz' }, 6);
  return sql.rows({
    name: 'polling_claim_fresh',
    text: claimOf(`SELECT newest.id FROM ${input.from} CROSS JOIN LATERAL (
      SELECT w.id FROM windows w
      WHERE w.account_id = input.account_id AND w.backfill_id IS NULL AND w.from_at >= input.fresh_since
        AND w.stream !~ '${REREAD_ENDING}' AND ${IS_DUE}
      ORDER BY w.to_at DESC, w.id LIMIT 1) newest`),
    values: [...claimValues(options), ...input.values],
  });
}

/** Of each account the newest of the listed windows that is due. */
export function claimListed(
  sql: Sql,
  accountIds: readonly string[],
  windowIds: readonly string[],
  options: ClaimOptions,
): Promise<ClaimedWindow[]> {
  return sql.rows({
    name: 'polling_claim_listed',
    text: claimOf(`SELECT newest.id FROM unnest($6::uuid[]) AS input(account_id) CROSS JOIN LATERAL (
      SELECT w.id FROM windows w WHERE w.account_id = input.account_id AND w.id = ANY($7::uuid[]) AND ${IS_DUE}
      ORDER BY w.to_at DESC, w.id LIMIT 1) newest`),
    values: [...claimValues(options), accountIds, windowIds],
  });
}

/**
 * Of each account the oldest window that is due, or the newest where so told; rereads only when no other live one
 * is, and then backfills, the newest first: what is older may be more than the vendor keeps.
 */
export function claimBacklog(
  sql: Sql,
  accounts: readonly { readonly account_id: string; readonly newest_first: boolean }[],
  options: ClaimOptions,
): Promise<ClaimedWindow[]> {
  const input = inputRows(accounts, { account_id: 'uuid', newest_first: 'boolean' }, 6);
  return sql.rows({
    name: 'polling_claim_backlog',
    text: claimOf(`SELECT next.id FROM ${input.from} CROSS JOIN LATERAL (
      SELECT w.id FROM windows w WHERE w.account_id = input.account_id AND ${IS_DUE}
      ORDER BY w.backfill_id IS NOT NULL, w.stream ~ '${REREAD_ENDING}',
        CASE WHEN input.newest_first OR w.backfill_id IS NOT NULL THEN w.to_at END DESC NULLS LAST,
        w.from_at, w.to_at LIMIT 1) next`),
    values: [...claimValues(options), ...input.values],
  });
}

export interface Progress {
  readonly pages: number;
  readonly orders: number;
}

/** How far a backfill is shows in its windows. */
const ofBackfill = (id: string | null) => (id === null ? [] : [hintOf('job', id)]);

/** Notes a page and holds on to the window. @returns false when it is not ours any more: write nothing */
export async function keepWindow(
  sql: Sql,
  { id, lease_holder, backfill_id }: ClaimedWindow,
  { pages, orders }: Progress,
  leaseUntil: Date,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_keep_window',
    tells: [hintOf('window', id), ...ofBackfill(backfill_id)],
    text: `UPDATE windows SET pages = $3, orders = $4, lease_until = $5, due_at = $5
           WHERE id = $1 AND lease_holder = $2 AND state <> 'closed' RETURNING id`,
    values: [id, lease_holder, pages, orders, leaseUntil],
  });
  return rows.length > 0;
}

/** How a claim ends. */
export interface WindowEnd extends Progress {
  readonly state: 'open' | 'closed' | 'failed';
  readonly dueAt: Date;
  readonly errorCode: WindowErrorCode | null;
  readonly errorMessage: string | null;
  readonly closedAt: Date | null;
}

/**
 * Makes a window end earlier, and lets go of it as if it had never been tried.
 * @returns false when it is not ours any more: roll back
 */
export async function shortenWindow(
  sql: Sql,
  { id, lease_holder }: ClaimedWindow,
  toAt: Date,
  now: Date,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_shorten_window',
    tells: [hintOf('window', id)],
    text: `UPDATE windows SET to_at = $3, state = 'open', attempts = 0, pages = 0, orders = 0, due_at = $4,
             error_code = NULL, error_message = NULL, ${LET_GO}
           WHERE id = $1 AND lease_holder = $2 AND state <> 'closed' RETURNING id`,
    values: [id, lease_holder, toAt, now],
  });
  return rows.length > 0;
}

/** Says why windows that nobody has read yet are as they are; they are not joined with others then. */
export async function markWindows(
  sql: Sql,
  ids: readonly string[],
  { code, message }: { readonly code: WindowErrorCode; readonly message: string },
): Promise<void> {
  await sql.rows({
    ...{ name: 'polling_mark_windows', tells: hintsOfIds('window', ids) },
    text: `UPDATE windows SET error_code = $2, error_message = $3 WHERE id = ANY($1::uuid[])`,
    values: [ids, code, message],
  });
}

/** @returns false when the window is not ours any more: roll back */
export async function endClaim(
  sql: Sql,
  { id, lease_holder, backfill_id }: ClaimedWindow,
  end: WindowEnd,
): Promise<boolean> {
  const rows = await sql.rows({
    name: 'polling_end_claim',
    tells: [hintOf('window', id), ...ofBackfill(backfill_id)],
    text: `UPDATE windows SET state = $3, pages = $4, orders = $5, due_at = $6, error_code = $7, error_message = $8,
             closed_at = $9, ${LET_GO}
           WHERE id = $1 AND lease_holder = $2 AND state <> 'closed' RETURNING id`,
    values: [
      ...[id, lease_holder, end.state, end.pages, end.orders, end.dueAt],
      ...[end.errorCode, end.errorMessage, end.closedAt],
    ],
  });
  return rows.length > 0;
}

/**
 * Lets a window rest that could not be read on just now; that was no attempt. With `heldUntil` the claim's
 * own reader comes first when it is due again.
 */
export async function restWindow(
  sql: Sql,
  { id, lease_holder }: ClaimedWindow,
  rest: { readonly dueAt: Date; readonly heldUntil: Date | null },
): Promise<void> {
  await sql.rows({
    ...{ name: 'polling_rest_window', tells: [hintOf('window', id)] },
    text: `UPDATE windows SET attempts = greatest(attempts - 1, 0), due_at = $3, lease_until = $4,
             lease_holder = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE lease_holder END
           WHERE id = $1 AND lease_holder = $2 AND state <> 'closed'`,
    values: [id, lease_holder, rest.dueAt, rest.heldUntil],
  });
}
