import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Lease } from '#jobs/lease.js';
import { holdRow, LET_GO } from '#jobs/leased-rows.store.js';
import { REREAD_ENDING } from '../windows/reread-streams.js';

/** In one order for everybody, so that nobody waits in a circle. */
export async function lockRefreshes(sql: Sql, legIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'polling_lock_refreshes',
    text: 'SELECT FROM refreshes WHERE leg_id = ANY($1::uuid[]) ORDER BY leg_id FOR UPDATE',
    values: [legIds],
  });
}

export interface DueLeg {
  readonly leg_id: string;
  readonly account_id: string;
  readonly first_at: Date;
  /** When it is fetched by itself; null: a listing shows it. */
  readonly due_at: Date | null;
  readonly listed_at: Date | null;
  readonly look_at: Date | null;
}

const DUE_LEG = {
  leg_id: 'uuid',
  account_id: 'uuid',
  first_at: 'timestamptz',
  due_at: 'timestamptz',
  listed_at: 'timestamptz',
  look_at: 'timestamptz',
} as const;

/** Only ever puts a leg off: what a try that failed has put off is not brought forward by another leg's news. That a listing has missed a leg is not forgotten by it either. */
export async function scheduleRefreshes(sql: Sql, legs: readonly DueLeg[]): Promise<void> {
  const input = inputRows(legs, DUE_LEG);
  await sql.rows({
    name: 'polling_schedule_refreshes',
    text: `INSERT INTO refreshes (leg_id, account_id, first_at, due_at, listed_at, look_at)
           SELECT leg_id, account_id, first_at, due_at, listed_at, look_at FROM ${input.from} ORDER BY leg_id
           ON CONFLICT (leg_id) DO UPDATE SET due_at = greatest(refreshes.due_at, excluded.due_at),
             listed_at = excluded.listed_at, look_at = greatest(refreshes.look_at, excluded.look_at)
           WHERE refreshes.due_at < excluded.due_at OR refreshes.look_at < excluded.look_at
             OR refreshes.listed_at IS DISTINCT FROM excluded.listed_at`,
    values: input.values,
  });
}

export async function endRefreshes(sql: Sql, legIds: readonly string[]): Promise<void> {
  await sql.rows({
    name: 'polling_end_refreshes',
    text: 'DELETE FROM refreshes WHERE leg_id = ANY($1::uuid[])',
    values: [legIds],
  });
}

/** A leg that this instance is to fetch. */
export interface ClaimedRefresh {
  readonly leg_id: string;
  readonly account_id: string;
  readonly connector: string;
  readonly vendor_no: string;
  /** The vendor's own words for kind and origin, which its fetch may want; null while nothing was said. */
  readonly origin: Readonly<Record<string, string>> | null;
  readonly first_at: Date;
  /** Listings should show it, and did not. */
  readonly is_missing: boolean;
  /** In a row. */
  readonly failures: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
  /** Tells this claim from every other. */
  readonly lease_holder: string;
}

export interface RefreshClaim {
  readonly lease: Lease;
  readonly now: Date;
  /** Nothing is claimed of an account while a live window is due that began at `fresh_since` or later. */
  readonly accounts: readonly { readonly account_id: string; readonly fresh_since: Date | null }[];
  readonly perAccount: number;
  readonly limit: number;
}

/** The longest due first. While a leg is held it is due at the end of its lease. */
export function claimRefreshes(sql: Sql, { lease, ...claim }: RefreshClaim): Promise<ClaimedRefresh[]> {
  const input = inputRows(claim.accounts, { account_id: 'uuid', fresh_since: 'timestamptz' }, 6);
  return sql.rows({
    name: 'polling_claim_refreshes',
    text: `WITH candidates AS (
             SELECT due.leg_id FROM ${input.from} CROSS JOIN LATERAL (
               SELECT r.leg_id, r.due_at FROM refreshes r
               WHERE r.account_id = input.account_id AND r.due_at <= $2 ORDER BY r.due_at LIMIT $4) due
             WHERE input.fresh_since IS NULL OR NOT EXISTS (
               SELECT FROM windows w WHERE w.account_id = input.account_id AND w.state <> 'closed'
                 AND w.backfill_id IS NULL AND w.due_at <= $2 AND w.from_at >= input.fresh_since
                 AND w.stream !~ '${REREAD_ENDING}')
             ORDER BY due.due_at LIMIT $5),
           held AS (SELECT r.leg_id FROM refreshes r JOIN candidates USING (leg_id)
                    WHERE r.due_at <= $2 FOR UPDATE OF r SKIP LOCKED)
           UPDATE refreshes r SET ${holdRow('$1', '$3')}, due_at = $3
           FROM held JOIN legs ON legs.id = held.leg_id WHERE r.leg_id = held.leg_id
           RETURNING r.leg_id, r.account_id, r.first_at, r.listed_at IS NOT NULL AS is_missing, r.failures, r.error_code, r.error_message, legs.vendor_no,
             r.lease_holder, (SELECT connector FROM accounts WHERE id = r.account_id) AS connector,
             legs.state -> 'placement' -> 'value' -> 'origin' AS origin`,
    values: [lease.holder, claim.now, lease.until, claim.perAccount, claim.limit, ...input.values],
  });
}

/** How a claimed leg goes on. */
export interface RefreshEnd {
  readonly leg_id: string;
  readonly lease_holder: string;
  /** Null: not fetched again. */
  readonly due_at: Date | null;
  readonly failures: number;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

const REFRESH_END = {
  leg_id: 'uuid',
  lease_holder: 'text',
  due_at: 'timestamptz',
  failures: 'int',
  error_code: 'text',
  error_message: 'text',
} as const;

/** Gives legs back. A claim that was lost meanwhile changes nothing. */
export async function settleRefreshes(sql: Sql, ends: readonly RefreshEnd[]): Promise<void> {
  const legIds = ends.map(({ leg_id }) => leg_id);
  await lockRefreshes(sql, legIds);
  const input = inputRows(ends, REFRESH_END);
  await sql.rows({
    name: 'polling_settle_refreshes',
    text: `WITH input AS (SELECT * FROM ${input.from}),
      gone AS (DELETE FROM refreshes r USING input
               WHERE r.leg_id = input.leg_id AND r.lease_holder = input.lease_holder AND input.due_at IS NULL)
      UPDATE refreshes r SET due_at = input.due_at, failures = input.failures, error_code = input.error_code,
        error_message = input.error_message, ${LET_GO}
      FROM input WHERE r.leg_id = input.leg_id AND r.lease_holder = input.lease_holder AND input.due_at IS NOT NULL`,
    values: input.values,
  });
}
