import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { type CallerQuota, callerQuota } from '#accounts/quota/quota-key.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { readVendorLimits } from './call-limits.query.js';
import { guarded, type PollingAccounts } from '../accounts/polling-accounts.js';

const LOOK_EVERY_MS = 60_000;

interface Caller extends CallerQuota {
  readonly accountId: string;
}

/**
 * The accounts whose calls may not suffice for all that is to be asked. A connector that counts calls is not
 * enough: where nobody knows the limit every call is granted, and nothing has to wait for anything.
 */
export class CountedCalls {
  private known: { readonly at: number; readonly ids: ReadonlySet<string> } = {
    at: -Infinity,
    ids: new Set(),
  };

  constructor(
    private readonly sql: Sql,
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly clock: Clock,
  ) {}

  /** Whose caller has a limit, by the settings of any of its accounts or the vendor's word. Looks at most once a minute. */
  async accountIds(): Promise<ReadonlySet<string>> {
    const now = this.clock.now();
    if (Math.abs(now.getTime() - this.known.at) < LOOK_EVERY_MS) return this.known.ids;
    const ids = await this.look(now);
    this.known = { at: now.getTime(), ids };
    return ids;
  }

  private async look(now: Date): Promise<ReadonlySet<string>> {
    const all = this.accounts.all();
    const callers = all.flatMap((active) => guarded(active, ignore, () => callerOf(active, all, now)));
    if (callers.length === 0) return new Set();
    const named = await readVendorLimits(this.sql, callers);
    const counted = callers.filter(({ key, limit }) => limit !== null || named.has(key));
    return new Set(counted.map(({ accountId }) => accountId));
  }
}

const ignore = (): void => undefined;

function callerOf(active: ActiveAccount, all: readonly ActiveAccount[], now: Date): Caller | undefined {
  const { quota } = active.connector;
  if (quota === undefined) return undefined;
  return { ...callerQuota(quota, active, all, now), accountId: active.account.id };
}
