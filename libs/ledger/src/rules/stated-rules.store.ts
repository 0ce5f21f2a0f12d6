import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { DatedRuleSet, RuleSet } from '#domain/rule-set.js';

/** A rule set as somebody stated it. */
export interface StatedRuleSet extends DatedRuleSet {
  readonly reason: string;
  /** The API key's name. */
  readonly statedBy: string;
  readonly statedAt: Date;
}

/**
 * Until the transaction ends nobody else states rules of the store, or derives its hours.
 * @returns whether there is such a store
 */
export async function lockStore(sql: Sql, storeId: string): Promise<boolean> {
  const rows = await sql.rows({
    name: 'ledger_lock_store',
    text: 'SELECT FROM stores WHERE id = $1 FOR NO KEY UPDATE',
    values: [storeId],
  });
  return rows.length > 0;
}

export async function insertRuleSet(sql: Sql, storeId: string, stated: StatedRuleSet): Promise<void> {
  const { version, inForceFrom, reason, statedBy, statedAt, ...rules } = stated;
  await sql.rows({
    name: 'ledger_insert_rule_set',
    tells: [hintOf('store', storeId, storeId)],
    text: `INSERT INTO rule_sets (store_id, version, in_force_from, rules, reason, stated_by, stated_at)
           VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)`,
    values: [storeId, version, inForceFrom, jsonText(rules), reason, statedBy, statedAt],
  });
}

/** The newest first. @param before only older versions */
export async function listRuleSets(
  sql: Sql,
  storeId: string,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<StatedRuleSet[]> {
  const rows = await sql.rows<DbStated>({
    name: 'ledger_list_rule_sets',
    text: `SELECT version, in_force_from, rules, reason, stated_by, stated_at FROM rule_sets
           WHERE store_id = $1 AND version < coalesce($2, 2147483647) ORDER BY version DESC LIMIT $3`,
    values: [storeId, before ?? null, limit],
  });
  return rows.map((row) => ({
    ...row.rules,
    version: row.version,
    inForceFrom: row.in_force_from,
    reason: row.reason,
    statedBy: row.stated_by,
    statedAt: row.stated_at,
  }));
}

interface DbStated {
  readonly version: number;
  readonly in_force_from: Date;
  readonly rules: Omit<RuleSet, 'version'>;
  readonly reason: string;
  readonly stated_by: string;
  readonly stated_at: Date;
}
