import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { limitOf } from '#accounts/quota/call-terms.js';
import { type CallerQuota, callerQuota } from '#accounts/quota/quota-key.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { readBoundStores } from '../accounts/bound-stores.query.js';
import { guarded, type Pauses, type PollingAccounts } from '../accounts/polling-accounts.js';
import { readVendorLimits } from './call-limits.query.js';
import { defaultPauseMs, SHORTEST_MS } from './default-pause.js';

const LOOK_EVERY_MS = 60_000;

interface Caller extends CallerQuota {
  readonly accountId: string;
  readonly streams: number;
}

/** What is known of the calls that an account has. */
interface KnownCalls {
  /** Of all accounts of its caller; null: nobody knows it. */
  readonly limit: number | null;
  readonly pauseMs: number;
}

const UNKNOWN: KnownCalls = {
  limit: null,
  pauseMs: defaultPauseMs({ limit: null, periodMs: 0, streams: 1 }),
};

/**
 * The accounts whose calls may not suffice for all that is to be asked, and how they are listed with them. A connector
 * that counts calls is not enough: where nobody knows the limit every call is granted, and nothing has to wait for
 * anything.
 */
export class CountedCalls implements Pauses {
  private lookedAt = -Infinity;
  private known: ReadonlyMap<string, KnownCalls> = new Map();

  constructor(
    private readonly sql: Sql,
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly clock: Clock,
  ) {}

  /** Whose caller has a limit, by the settings of any of its accounts or the vendor's word. */
  async accountIds(): Promise<ReadonlySet<string>> {
    await this.look();
    return new Set([...this.known].flatMap(([id, { limit }]) => (limit === null ? [] : [id])));
  }

  /** Those of them that have to be listed more seldom than we would. */
  async scarceIds(): Promise<ReadonlySet<string>> {
    await this.look();
    return new Set([...this.known].flatMap(([id, { pauseMs }]) => (pauseMs > SHORTEST_MS ? [id] : [])));
  }

  /** As last looked at. */
  limit(accountId: string): number | null {
    return (this.known.get(accountId) ?? UNKNOWN).limit;
  }

  defaultMs(accountId: string): number {
    return (this.known.get(accountId) ?? UNKNOWN).pauseMs;
  }

  async look(): Promise<void> {
    const now = this.clock.now();
    if (Math.abs(now.getTime() - this.lookedAt) < LOOK_EVERY_MS) return;
    this.known = await this.read(now);
    this.lookedAt = now.getTime();
  }

  private async read(now: Date): Promise<ReadonlyMap<string, KnownCalls>> {
    const all = this.accounts.all().filter(({ connector }) => connector.quota !== undefined);
    if (all.length === 0) return new Map();
    const bound = await readBoundStores(
      this.sql,
      all.map(({ account }) => account.id),
    );
    const callers = all.flatMap((active) =>
      guarded(active, ignore, () =>
        callerOf(active, all, { now, stores: bound.get(active.account.id) ?? [] }),
      ),
    );
    if (callers.length === 0) return new Map();
    const named = await readVendorLimits(this.sql, callers);
    return new Map(
      callers.map((caller) => [caller.accountId, toKnown(caller, callers, named.get(caller.key) ?? null)]),
    );
  }
}

const ignore = (): void => undefined;

function callerOf(
  active: ActiveAccount,
  all: readonly ActiveAccount[],
  { now, stores }: { readonly now: Date; readonly stores: readonly string[] },
): Caller | undefined {
  const { account, connector, paused } = active;
  if (connector.quota === undefined) return undefined;
  const pages = paused ? undefined : connector.source?.pages;
  const listed = new Set(pages?.streams(account, stores)).size;
  return {
    ...callerQuota(connector.quota, active, all, now),
    accountId: account.id,
    streams: listed * (1 + (pages?.rereadAfterMs ?? []).length),
  };
}

function toKnown(caller: Caller, callers: readonly Caller[], named: number | null): KnownCalls {
  const limit = limitOf(caller, named);
  const { start, end } = caller.period;
  const streams = callers.filter(({ key }) => key === caller.key).reduce((sum, one) => sum + one.streams, 0);
  return {
    limit,
    pauseMs: defaultPauseMs({ limit, periodMs: end.getTime() - start.getTime(), streams }),
  };
}
