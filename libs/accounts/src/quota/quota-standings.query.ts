import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { limitOf } from './call-terms.js';
import { type CallerQuota, callerQuota } from './quota-key.js';

/** How many calls are left to a caller. */
export interface QuotaStanding {
  /** Who share them. */
  readonly accountIds: readonly string[];
  readonly connector: string;
  /** Null while nobody knows. */
  readonly limit: number | null;
  /** By whomever. */
  readonly used: number;
  /** Never below nothing; null while nobody knows the limit. */
  readonly left: number | null;
  readonly periodEnd: Date;
  /** The vendor said that nothing is left until then; null: it did not, or that is over. */
  readonly emptyUntil: Date | null;
}

interface Caller extends CallerQuota {
  readonly accountIds: string[];
  readonly connector: string;
}

interface UsedRow {
  readonly key: string;
  readonly limit_calls: number | null;
  readonly used: number;
  readonly empty_until: Date | null;
}

/** A period that nobody has called in has no row yet: the limit is the one that the vendor named last. */
const usedBy = (asked: string): string => `
  SELECT input.key, coalesce(q.used_calls + q.other_calls, 0) AS used,
    (SELECT n.limit_calls FROM call_quotas n WHERE n.key = input.key AND n.period_start <= input.period_start
       AND n.limit_calls IS NOT NULL ORDER BY n.period_start DESC LIMIT 1) AS limit_calls,
    (SELECT max(e.empty_until) FROM call_quotas e
     WHERE e.key = input.key AND e.period_start <= input.period_start AND e.empty_until > input.now) AS empty_until
  FROM ${asked} LEFT JOIN call_quotas q ON q.key = input.key AND q.period_start = input.period_start`;

/** Of every caller whose calls are counted, once. One statement; nothing is asked of a vendor. */
export async function readQuotaStandings(
  sql: Sql,
  accounts: readonly ActiveAccount[],
  now: Date,
): Promise<QuotaStanding[]> {
  const callers = callersOf(accounts, now);
  if (callers.length === 0) return [];
  const asked = callers.map(({ key, period }) => ({ key, period_start: period.start, now }));
  const input = inputRows(asked, { key: 'text', period_start: 'timestamptz', now: 'timestamptz' });
  const rows = await sql.rows<UsedRow>({
    name: 'accounts_quota_standings',
    text: usedBy(input.from),
    values: input.values,
  });
  const used = new Map(rows.map((row) => [row.key, row]));
  return callers.map((caller) => toStanding(caller, used.get(caller.key)));
}

function callersOf(accounts: readonly ActiveAccount[], now: Date): Caller[] {
  const callers = new Map<string, Caller>();
  for (const active of accounts) {
    const { quota, id: connector } = active.connector;
    if (quota === undefined) continue;
    const shared = callerQuota(quota, active, accounts, now);
    const known = callers.get(shared.key);
    if (known === undefined)
      callers.set(shared.key, { ...shared, connector, accountIds: [active.account.id] });
    else known.accountIds.push(active.account.id);
  }
  return [...callers.values()];
}

function toStanding(caller: Caller, row: UsedRow | undefined): QuotaStanding {
  const limit = limitOf(caller, row?.limit_calls ?? null);
  const [used, emptyUntil] = [row?.used ?? 0, row?.empty_until ?? null];
  const left = emptyUntil === null ? limit && Math.max(0, limit - used) : 0;
  const { accountIds, connector, period } = caller;
  return { accountIds, connector, limit, used, left, periodEnd: period.end, emptyUntil };
}
