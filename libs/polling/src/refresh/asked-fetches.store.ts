import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Lease } from '#jobs/lease.js';
import { holdRow, LET_GO, type RetriedRows } from '#jobs/leased-rows.store.js';
import type { FetchedLeg } from './leg-fetch.js';

/** What was asked for and failed goes on once its account works again. */
export const FAILED_ASKED_FETCHES: RetriedRows = {
  table: 'asked_fetches',
  name: 'polling_asked_fetches',
  key: 'leg_id',
  waits: 'r.failures > 0',
};

/** What waits already waits on, for this asking too; what came to nothing is tried anew. */
export async function askFetches(
  sql: Sql,
  legs: readonly { readonly leg_id: string; readonly account_id: string }[],
  now: Date,
): Promise<void> {
  const input = inputRows(legs, { leg_id: 'uuid', account_id: 'uuid' }, 2);
  await sql.rows({
    name: 'polling_ask_fetches',
    text: `INSERT INTO asked_fetches (leg_id, account_id, asked_at, due_at)
           SELECT leg_id, account_id, $1::timestamptz, $1::timestamptz FROM ${input.from} ORDER BY leg_id
           ON CONFLICT (leg_id) DO UPDATE SET asked_at = greatest(asked_fetches.asked_at, excluded.asked_at),
             due_at = coalesce(asked_fetches.due_at, excluded.due_at),
             failures = CASE WHEN asked_fetches.due_at IS NULL THEN 0 ELSE asked_fetches.failures END,
             error_code = CASE WHEN asked_fetches.due_at IS NOT NULL THEN asked_fetches.error_code END,
             error_message = CASE WHEN asked_fetches.due_at IS NOT NULL THEN asked_fetches.error_message END`,
    values: [now, ...input.values],
  });
}

/** A leg that this instance is to fetch because somebody asked. */
export interface ClaimedAsk extends FetchedLeg {
  readonly leg_id: string;
  readonly account_id: string;
  readonly connector: string;
  readonly asked_at: Date;
  readonly confirmed_at: Date;
  readonly failures: number;
  readonly lease_holder: string;
}

export interface AskClaim {
  readonly lease: Lease;
  readonly now: Date;
  readonly accountIds: readonly string[];
  readonly perAccount: number;
  readonly limit: number;
}

/**
 * The newest first. While a leg is held it is due at the end of its lease. None before it was asked for, whatever has made
 * it due: an answer as of an earlier moment, by another hub's clock, would be none to this asking.
 */
export const claimAsked = (sql: Sql, claim: AskClaim): Promise<ClaimedAsk[]> =>
  sql.rows({
    name: 'polling_claim_asked',
    text: `WITH candidates AS (
             SELECT due.leg_id FROM unnest($6::uuid[]) AS account (id) CROSS JOIN LATERAL (
               SELECT r.leg_id, r.asked_at FROM asked_fetches r
               WHERE r.account_id = account.id AND r.due_at <= $2 AND r.asked_at <= $2 ORDER BY r.asked_at DESC LIMIT $4) due
             ORDER BY due.asked_at DESC LIMIT $5),
           held AS (SELECT r.leg_id FROM asked_fetches r JOIN candidates USING (leg_id)
                    WHERE r.due_at <= $2 AND r.asked_at <= $2 FOR UPDATE OF r SKIP LOCKED)
           UPDATE asked_fetches r SET ${holdRow('$1', '$3')}, due_at = $3
           FROM held JOIN legs ON legs.id = held.leg_id WHERE r.leg_id = held.leg_id
           RETURNING r.leg_id, r.account_id, r.asked_at, r.failures, r.lease_holder, legs.vendor_no, legs.confirmed_at,
             legs.connector, legs.state -> 'placement' -> 'value' -> 'origin' AS origin`,
    values: [
      ...[claim.lease.holder, claim.now, claim.lease.until],
      ...[claim.perAccount, claim.limit, claim.accountIds],
    ],
  });

/** How an asked leg goes on. */
export interface AskEnd {
  readonly claimed: ClaimedAsk;
  /** Its vendor has answered: there is nothing more to do. */
  readonly isOver: boolean;
  /** When it is tried again; null: not at all. */
  readonly dueAt: Date | null;
  readonly failures: number;
  readonly code: string | null;
  readonly message: string | null;
}

/** What was asked for once more since it was claimed is due again. A claim that was lost changes nothing. */
export async function settleAsked(sql: Sql, end: AskEnd, now: Date): Promise<void> {
  const { claimed, isOver, dueAt, failures, code, message } = end;
  await sql.rows({
    name: 'polling_settle_asked',
    text: `WITH own AS (
             SELECT leg_id, asked_at > $3 AS again FROM asked_fetches
             WHERE leg_id = $1 AND lease_holder = $2 FOR UPDATE),
           gone AS (DELETE FROM asked_fetches r USING own WHERE r.leg_id = own.leg_id AND $4 AND NOT own.again)
           UPDATE asked_fetches r SET ${LET_GO},
             due_at = CASE WHEN own.again AND ($4 OR $5::timestamptz IS NULL) THEN $6 ELSE $5::timestamptz END,
             failures = $7, error_code = $8, error_message = $9
           FROM own WHERE r.leg_id = own.leg_id AND (own.again OR NOT $4)`,
    values: [
      ...[claimed.leg_id, claimed.lease_holder, claimed.asked_at, isOver, dueAt],
      ...[now, failures, code, message],
    ],
  });
}

/** All that waits for an account waits until then, for the same reason. What is held is left. */
export async function putOffAsked(
  sql: Sql,
  accountId: string,
  { dueAt, code, message }: { readonly dueAt: Date; readonly code: string; readonly message: string },
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'polling_put_off_asked',
    text: `WITH waiting AS (
             SELECT leg_id FROM asked_fetches WHERE account_id = $1 AND due_at <= $5 AND lease_until IS NULL
             ORDER BY leg_id FOR UPDATE SKIP LOCKED)
           UPDATE asked_fetches r SET due_at = $2, error_code = $3, error_message = $4
           FROM waiting WHERE r.leg_id = waiting.leg_id`,
    values: [accountId, dueAt, code, message, now],
  });
}

/** What nobody could ask for within a day came to nothing; a day later nobody wants to know. */
export async function endOldAsked(sql: Sql, now: Date, dayMs: number): Promise<void> {
  const since = (days: number): Date => new Date(now.getTime() - days * dayMs);
  await sql.rows({
    name: 'polling_end_old_asked',
    text: `WITH gone AS (DELETE FROM asked_fetches WHERE asked_at < $2)
           UPDATE asked_fetches SET due_at = NULL, error_code = coalesce(error_code, 'no_calls'),
             error_message = coalesce(error_message, 'nothing could be asked for a day'), ${LET_GO}
           WHERE asked_at < $1 AND asked_at >= $2 AND due_at IS NOT NULL`,
    values: [since(1), since(2)],
  });
}
