import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Lease, Leased } from '#jobs/lease.js';
import { holdRow, isFree, type LeasedRows } from '#jobs/leased-rows.store.js';
import type { DispatchDetail } from '../dispatch-detail.js';
import type { DispatchCause, DispatchKind } from '../dispatch-words.js';

/** A command that this instance is to work on until its lease ends. */
export interface ClaimedDispatch extends Leased {
  readonly account_id: string;
  readonly connector: string;
  readonly kind: DispatchKind;
  readonly leg_id: string;
  readonly order_id: string;
  /** Null where the account is not bound to the order's store now. */
  readonly store: { readonly name: string; readonly code: string } | null;
  readonly vendor_no: string | null;
  readonly marker: string | null;
  readonly cause: DispatchCause;
  readonly state: 'waiting' | 'unknown';
  /** How often it was sent so far. */
  readonly attempts: number;
  readonly write_before: Date | null;
  /** From then on nothing of the last attempt can be under way. */
  readonly over_at: Date | null;
  readonly stated_at: Date | null;
  /** Complete finds since, that showed nothing; and when the last of them began. */
  readonly finds: number;
  readonly found_at: Date | null;
  readonly failures: number;
  /** Times in a row that it was sent, and nobody knew what became of it. */
  readonly rounds: number;
  readonly detail: DispatchDetail | null;
}

/**
 * Of one order and account one command runs after the other: first what may have been sent, then the earlier
 * one, and none beside one that is under way. A total order, so that no two wait for each other. Only a cancel does
 * not wait for a weaker command of unknown outcome once nothing of that can be under way, looked at or not.
 * OFFSET 0 keeps the planner from looking through all that is due at the account instead of the leg's own:
 * with the statistics of a young table that seems cheaper, and is not.
 */
function isBlocked(row: string): string {
  return `EXISTS (
  SELECT FROM legs own JOIN legs beside ON beside.order_id = own.order_id
  CROSS JOIN LATERAL (SELECT * FROM dispatches WHERE leg_id = beside.id OFFSET 0) e
  WHERE own.id = ${row}.leg_id AND e.account_id = ${row}.account_id AND e.id <> ${row}.id AND e.state IN ('waiting', 'unknown')
    AND ((e.state = 'waiting', e.id) < (${row}.state = 'waiting', ${row}.id) OR e.lease_until > $1)
    AND (${row}.kind = 'cancel' AND e.kind IN ('ship', 'complete') AND e.state = 'unknown' AND e.over_at <= $1) IS NOT TRUE)`;
}

const CLAIMABLE = `d.state IN ('waiting', 'unknown') AND ${isFree('d', '$1')}`;

export const DISPATCHES: LeasedRows = {
  table: 'dispatches',
  name: 'dispatch',
  isOpen: `r.state IN ('waiting', 'unknown')`,
  isNext: `NOT ${isBlocked('r')}`,
};

/**
 * When the oldest command came due that could be claimed while none is under way anywhere; undefined when there is
 * none. Quota and breaker need no look: whoever claims a command that these hold up makes it due later.
 */
export async function overdueCommand(sql: Sql, now: Date, dueBefore: Date): Promise<Date | undefined> {
  const [row] = await sql.rows<{ since: Date | null }>({
    name: 'dispatch_overdue',
    text: `WITH oldest AS MATERIALIZED (
             SELECT min(due.due_at) AS since FROM accounts a CROSS JOIN LATERAL (
               SELECT d.due_at FROM dispatches d
               WHERE d.account_id = a.id AND ${CLAIMABLE} AND d.due_at <= $2 AND NOT ${isBlocked('d')}
               ORDER BY d.due_at LIMIT 1) due
             WHERE NOT a.paused)
           SELECT CASE WHEN since IS NOT NULL AND NOT EXISTS (
               SELECT FROM dispatches WHERE state IN ('waiting', 'unknown') AND lease_until > $1)
             THEN since END AS since FROM oldest`,
    values: [now, dueBefore],
  });
  return row?.since ?? undefined;
}

export interface Room {
  readonly accountId: string;
  readonly most: number;
}

/**
 * Takes due commands, the longest due first, of each account as many as there is room for. While a command
 * is held it is due at the end of its lease: the index of what is due then needs no second column.
 */
export const claimDue = (
  sql: Sql,
  rooms: readonly Room[],
  lease: Lease,
  now: Date,
): Promise<ClaimedDispatch[]> => {
  const rows = rooms.map(({ accountId, most }) => ({ account_id: accountId, most }));
  const input = inputRows(rows, { account_id: 'uuid', most: 'int' }, 4);
  return sql.rows({
    name: 'dispatch_claim',
    text: claimOf(
      `
      SELECT d.id FROM dispatches d
      WHERE d.account_id = input.account_id AND ${CLAIMABLE} AND d.due_at <= $1 AND NOT ${isBlocked('d')}
      ORDER BY d.due_at LIMIT input.most FOR UPDATE OF d SKIP LOCKED`,
      input.from,
    ),
    values: [now, lease.holder, lease.until, ...input.values],
  });
};

/** More of one account than that are not looked for by one listing. */
const MOST_BESIDE = 200;

/**
 * Takes the orders that may be at these accounts' tills, due or not: they are looked for beside others, by the same
 * listing. Only what was written, if at all, before `writtenBefore`: so long ago that the look counts.
 */
export const claimLost = (
  sql: Sql,
  accountIds: readonly string[],
  lease: Lease,
  { now, writtenBefore }: { readonly now: Date; readonly writtenBefore: Date },
): Promise<ClaimedDispatch[]> => {
  const input = inputRows(
    accountIds.map((account_id) => ({ account_id })),
    { account_id: 'uuid' },
    5,
  );
  return sql.rows({
    name: 'dispatch_claim_lost',
    text: claimOf(
      `
      SELECT d.id FROM dispatches d
      WHERE d.account_id = input.account_id AND d.state = 'unknown' AND d.kind = 'place' AND ${isFree('d', '$1')}
        AND d.write_before <= $4 AND NOT ${isBlocked('d')}
      ORDER BY d.due_at LIMIT ${String(MOST_BESIDE)} FOR UPDATE OF d SKIP LOCKED`,
      input.from,
    ),
    values: [now, lease.holder, lease.until, writtenBefore, ...input.values],
  });
};

/** @param picked the ids of one account's, by `input.account_id`; $1 is now, $2 and $3 are the lease's */
const claimOf = (picked: string, from: string): string => `WITH due AS (
    SELECT picked.id FROM ${from}
    JOIN accounts a ON a.id = input.account_id AND NOT a.paused
    CROSS JOIN LATERAL (${picked}) picked)
  UPDATE dispatches d SET ${holdRow('$2', '$3')}, due_at = $3
  FROM due, legs LEFT JOIN stores ON stores.id = legs.store_id
  WHERE d.id = due.id AND legs.id = d.leg_id
  RETURNING d.id, d.account_id, d.kind, d.leg_id, legs.order_id, d.vendor_no, d.marker, d.cause, d.state,
    d.attempts, d.write_before, d.over_at, d.stated_at, d.finds, d.found_at, d.failures, d.rounds, d.detail, d.lease_holder,
    (SELECT connector FROM accounts WHERE id = d.account_id) AS connector,
    CASE WHEN EXISTS (
      SELECT FROM store_bindings b WHERE b.account_id = d.account_id AND b.store_id = stores.id
        AND (b.valid_from IS NULL OR b.valid_from <= $1) AND (b.valid_to IS NULL OR b.valid_to > $1))
      THEN json_build_object('name', stores.name, 'code', stores.code) END AS store`;
