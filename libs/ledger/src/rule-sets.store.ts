import type { Sql } from '#database/sql.js';
import type { DatedRuleSet, RuleSet } from '#domain/rule-set.js';

/** What counts in the hours of these stores; those of which nobody has stated anything are missing. */
export async function readRuleSets(
  sql: Sql,
  storeIds: readonly string[],
): Promise<Map<string, DatedRuleSet[]>> {
  const sets = new Map<string, DatedRuleSet[]>();
  if (storeIds.length === 0) return sets;
  const rows = await sql.rows<DbRuleSet>({
    name: 'ledger_rule_sets',
    text: 'SELECT store_id, version, in_force_from, rules FROM rule_sets WHERE store_id = ANY($1::uuid[])',
    values: [storeIds],
  });
  for (const row of rows) {
    const set = { ...row.rules, version: row.version, inForceFrom: row.in_force_from };
    sets.set(row.store_id, [...(sets.get(row.store_id) ?? []), set]);
  }
  return sets;
}

interface DbRuleSet {
  readonly store_id: string;
  readonly version: number;
  readonly in_force_from: Date;
  readonly rules: Omit<RuleSet, 'version'>;
}
