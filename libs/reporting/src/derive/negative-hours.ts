import type { Sql } from '#database/sql.js';
import { type RuleSet, ruleSetAt } from '#domain/rule-set.js';
import { readRuleSets } from '#ledger/rule-sets.store.js';
import { hourKey, type StoreHour } from '../figures/hours.store.js';
import { lookAtHours, sendableWaits } from './negative-waits.store.js';

type HourPlace = Pick<StoreHour, 'storeId' | 'start'>;

/** What the rule sets say of hours below zero, each by the one that is in force when it begins. */
export async function negativeHours(
  sql: Sql,
  below: readonly HourPlace[],
): Promise<Map<string, RuleSet['negativeHours']>> {
  const sets = await readRuleSets(sql, [...new Set(below.map(({ storeId }) => storeId))]);
  return new Map(
    below.map((hour) => [hourKey(hour), ruleSetAt(sets.get(hour.storeId) ?? [], hour.start).negativeHours]),
  );
}

/** Has hours looked at anew that wait because they are below zero, once the rules of their stores say that such are sent. */
export async function lookAtSendable(sql: Sql, now: Date): Promise<void> {
  const waiting = await sendableWaits(sql);
  const rules = await negativeHours(sql, waiting);
  await lookAtHours(
    sql,
    waiting.filter((hour) => rules.get(hourKey(hour)) === 'send'),
    now,
  );
}
