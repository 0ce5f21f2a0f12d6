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
