import type { Database } from '#database/database.js';
import { DEFAULT_RULE_SET, type RuleSet } from '#domain/rule-set.js';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

/** What counts in a store's hours from then on, as if it had been stated; recorded orders are not counted anew by it. */
export async function addRuleSet(
  database: Database,
  storeId: string,
  change: Partial<RuleSet>,
  inForceFrom = LONG_AGO,
): Promise<number> {
  const { version: _version, ...rules } = { ...DEFAULT_RULE_SET, ...change };
  const version = 1 + (await database.prisma.ruleSet.count({ where: { storeId } }));
  const stated = { reason: 'as the chain counts', statedBy: 'boss', statedAt: new Date() };
  const data = {
    storeId,
    version,
    inForceFrom,
    rules: JSON.parse(JSON.stringify(rules)) as object,
    ...stated,
  };
  await database.prisma.ruleSet.create({ data });
  return version;
}
