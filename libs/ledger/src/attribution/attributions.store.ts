import type { Sql } from '#database/sql.js';
import type { AttributionScope } from '#domain/attribution.js';
import { hintOf } from '#domain/hint.js';
import type { LegSearch, Looked, Search, Searching } from './candidates.store.js';

/** An attribution in hand. */
export interface OpenAttribution extends Searching {
  readonly id: string;
  /** Of orders that count otherwise: the rule set that makes them; null of those that go to another store. */
  readonly rule_version: number | null;
  readonly store_ids: readonly string[];
  /** Null where what changed is a store's code or its rule set. */
  readonly connector: string | null;
  /** Null until it has looked which recordings it must wait for. */
  readonly waits_since: Date | null;
  readonly recordings: readonly string[];
  readonly failures: number;
  readonly created_at: Date;
  readonly orders_moved: number;
}

/** Recorded orders of a store that count otherwise, because another rule set is in force at their time. */
export interface RulesScope {
  readonly storeId: string;
  readonly ruleVersion: number;
  readonly since: Date;
}

export interface NewAttribution {
  readonly id: string;
  readonly scope: AttributionScope | RulesScope;
  readonly storeIds: readonly string[];
}

export async function insertAttribution(
  sql: Sql,
  { id, scope, storeIds }: NewAttribution,
  now: Date,
): Promise<void> {
  await sql.rows({
    tells: [hintOf('job', id)],
    text: `INSERT INTO attributions (id, account_id, vendor_store_id, code, since, rule_version, store_ids, search,
                                     recordings, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, '{}', $9)`,
    values: [id, ...scopeValues(scope), storeIds, firstSearch(scope), now],
  });
}

function scopeValues(scope: NewAttribution['scope']): readonly unknown[] {
  if ('code' in scope) return [null, null, scope.code, null, null];
  if ('ruleVersion' in scope) return [null, null, null, scope.since, scope.ruleVersion];
  return [scope.accountId, scope.vendorStoreId, null, scope.since, null];
}

export function firstSearch(scope: AttributionScope): LegSearch;
export function firstSearch(scope: NewAttribution['scope']): Search;
export function firstSearch(scope: NewAttribution['scope']): Search {
  if ('code' in scope) return 'code';
  if ('ruleVersion' in scope) return 'placed';
  return scope.vendorStoreId === null ? 'unnamed' : 'named';
}

const COLUMNS = `id, account_id, vendor_store_id, code, since, rule_version, store_ids, search, looked_at, looked_id, waits_since, recordings,
  failures, created_at, orders_moved,
  (SELECT connector FROM accounts WHERE id = attributions.account_id) AS connector`;

/** The oldest that nobody else has in hand, until the transaction ends. */
export async function claimAttribution(
  sql: Sql,
  except: readonly string[],
): Promise<OpenAttribution | undefined> {
  const [row] = await sql.rows<OpenAttribution>({
    name: 'ledger_claim_attribution',
    text: `SELECT ${COLUMNS} FROM attributions WHERE finished_at IS NULL AND id <> ALL($1::uuid[])
           ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    values: [except],
  });
  return row;
}

/** This one, waiting for whoever has it in hand; undefined once it has ended. */
export async function holdAttribution(sql: Sql, id: string): Promise<OpenAttribution | undefined> {
  const [row] = await sql.rows<OpenAttribution>({
    name: 'ledger_hold_attribution',
    text: `SELECT ${COLUMNS} FROM attributions WHERE finished_at IS NULL AND id = $1 FOR UPDATE`,
    values: [id],
  });
  return row;
}

export async function waitForRecordings(
  sql: Sql,
  id: string,
  recordings: readonly string[],
  now: Date,
): Promise<void> {
  await sql.rows({
    name: 'ledger_wait_for_recordings',
    tells: [hintOf('job', id)],
    text: `UPDATE attributions SET recordings = $2::text[], waits_since = coalesce(waits_since, $3) WHERE id = $1`,
    values: [id, recordings, now],
  });
}

export interface Advance extends Looked {
  readonly search: Search;
  readonly legsLooked: number;
  readonly ordersMoved: number;
  readonly legsLeft: number;
  readonly finishedAt: Date | null;
}

/** What was tried in vain before is over. */
export async function advance(sql: Sql, id: string, step: Advance): Promise<void> {
  await sql.rows({
    name: 'ledger_advance_attribution',
    tells: [hintOf('job', id)],
    text: `UPDATE attributions SET search = $2, looked_at = $3, looked_id = $4, legs_looked = legs_looked + $5,
             orders_moved = orders_moved + $6, legs_left = legs_left + $7, finished_at = $8, failures = 0,
             error_message = CASE WHEN legs_left + $7 > 0 THEN error_message END
           WHERE id = $1`,
    values: [
      id,
      step.search,
      step.looked_at,
      step.looked_id,
      step.legsLooked,
      step.ordersMoved,
      step.legsLeft,
      step.finishedAt,
    ],
  });
}

/** @param counts whether it is the legs' own; if not, only the words are kept */
export async function noteFailure(sql: Sql, id: string, message: string, counts: boolean): Promise<void> {
  await sql.rows({
    name: 'ledger_note_attribution_failure',
    tells: [hintOf('job', id)],
    text: `UPDATE attributions SET failures = failures + $3, error_message = $2
           WHERE id = $1 AND finished_at IS NULL`,
    values: [id, message, counts ? 1 : 0],
  });
}
