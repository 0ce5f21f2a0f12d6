import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { RuleCode } from '#domain/discrepancy-rule.js';
import type { Begun } from './stop-rule.js';

/** From when on repairs count for a limit. */
interface CountedSince {
  readonly account: Date;
  readonly all: Date;
}

/**
 * How many have begun by policy, beside this one. Who holds the brakes of all and of the account waits for whoever has held
 * them to commit what he began.
 */
export async function countBegun(
  sql: Sql,
  {
    repairId,
    rule,
    accountId,
  }: { readonly repairId: string; readonly rule: RuleCode; readonly accountId: string },
  since: CountedSince,
): Promise<Begun> {
  const [row] = await sql.rows<Begun>({
    name: 'brake_count_begun',
    text: `SELECT count(*) FILTER (WHERE account_id = $1 AND begun_at > $3 AND rule = $2)::int AS "ofRule",
             count(*) FILTER (WHERE account_id = $1 AND begun_at > $3)::int AS "ofAccount",
             count(*) FILTER (WHERE begun_at > $4)::int AS "ofAll"
           FROM repairs WHERE by_policy AND begun_at > least($3::timestamptz, $4::timestamptz) AND id <> $5`,
    values: [accountId, rule, since.account, since.all, repairId],
  });
  return row ?? { ofRule: 0, ofAccount: 0, ofAll: 0 };
}

/**
 * Of these accounts, how many repairs mended nothing, as their verification said after the time of each; by rule. A person
 * who only had it looked at again has found that it is so: that is no repair in vain.
 */
export async function countNotMended(
  sql: Sql,
  accounts: readonly { readonly accountId: string; readonly since: Date }[],
): Promise<Map<string, Map<RuleCode, number>>> {
  const rows = accounts.map(({ accountId, since }) => ({ account_id: accountId, since }));
  const input = inputRows(rows, { account_id: 'uuid', since: 'timestamptz' });
  const counts = await sql.rows<{ account_id: string; rule: RuleCode; count: number }>({
    name: 'brake_count_not_mended',
    text: `SELECT r.account_id, r.rule, count(*)::int AS count FROM repairs r JOIN ${input.from} USING (account_id)
           WHERE r.verified = 'not_mended' AND r.verified_at > input.since AND (r.by_policy OR r.kind NOT IN ('fetch', 'list'))
           GROUP BY 1, 2 ORDER BY 1, 2`,
    values: input.values,
  });
  const byAccount = new Map<string, Map<RuleCode, number>>();
  for (const { account_id, rule, count } of counts)
    byAccount.set(account_id, (byAccount.get(account_id) ?? new Map<RuleCode, number>()).set(rule, count));
  return byAccount;
}
