import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { limitOf } from '#accounts/quota/call-terms.js';
import { type CallerQuota, callerQuota } from '#accounts/quota/quota-key.js';
import type { QuotaKey } from '#accounts/quota/quota.store.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import { type CallBudget, callBudget } from './call-budget.js';
import { readVendorLimits } from './call-limits.query.js';
import { type StreamedAccount, streamedAccounts } from '../accounts/live-streams.js';
import { guarded, pagedAccounts, type Pauses, type PollingAccounts } from '../accounts/polling-accounts.js';

/** What accounts that share one caller's calls need together. */
export interface CallerBudget extends CallBudget, QuotaKey {
  readonly connector: string;
  readonly accountIds: readonly string[];
}

interface Counted extends CallerQuota {
  readonly streamed: StreamedAccount;
}

const MINUTE_MS = 60_000;

/** Says whether calls that are counted suffice for what the live streams ask for, before they run out. */
export class BudgetForecast {
  private lookedAt = 0;
  /** The beginning of the period in which a caller was last warned of. */
  private readonly warned = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly accounts: Pick<PollingAccounts, 'all'>,
    private readonly pauses: Pauses,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Warns once a period, of each caller whose calls will not suffice; looks at most once a minute. */
  async look(): Promise<void> {
    const now = this.clock.now().getTime();
    if (Math.abs(now - this.lookedAt) < MINUTE_MS) return;
    this.lookedAt = now;
    for (const budget of await this.budgets()) {
      const start = budget.period.start.getTime();
      if (budget.callsNeeded <= budget.callsAllowed || this.warned.get(budget.key) === start) continue;
      this.warned.set(budget.key, start);
      this.tell(budget);
    }
  }

  /** Of every account that lists and whose limit of calls is known. */
  async byAccount(): Promise<ReadonlyMap<string, CallBudget>> {
    const budgets = await this.budgets();
    return new Map(
      budgets.flatMap(({ accountIds, callsNeeded, callsAllowed }) =>
        accountIds.map((id) => [id, { callsNeeded, callsAllowed }] as const),
      ),
    );
  }

  /** By a bounded number of statements. Paused accounts ask for nothing. */
  private async budgets(): Promise<CallerBudget[]> {
    await this.pauses.look();
    const counts = pagedAccounts(this.accounts, this.pauses).filter(
      ({ active: { connector, paused } }) => connector.quota !== undefined && !paused,
    );
    const streamed = await streamedAccounts(this.database, counts);
    const [all, now] = [this.accounts.all(), this.clock.now()];
    const counted = streamed.flatMap((one) => guarded(one.active, ignore, () => countedOf(one, all, now)));
    if (counted.length === 0) return [];
    const named = await readVendorLimits(this.database, counted);
    const callers = [...new Set(counted.map(({ key }) => key))];
    return callers.flatMap((key) =>
      toBudget(
        counted.filter((one) => one.key === key),
        named.get(key) ?? null,
      ),
    );
  }

  private tell({ key: _key, period, ...budget }: CallerBudget): void {
    this.log({
      event: 'budget',
      level: 'warn',
      ...budget,
      periodEnd: period.end,
      outcome: 'will not suffice',
      message: 'the calls of a period will not suffice: lengthen the pause between windows or ask for more',
    });
  }
}

const ignore = (): void => undefined;

function countedOf(streamed: StreamedAccount, all: readonly ActiveAccount[], now: Date): Counted | undefined {
  const { active } = streamed;
  const { quota } = active.connector;
  return quota === undefined ? undefined : { ...callerQuota(quota, active, all, now), streamed };
}

/** None where nobody knows the limit. @param counted of one caller */
function toBudget(counted: readonly Counted[], named: number | null): CallerBudget[] {
  const [first] = counted;
  const limit = first === undefined ? null : limitOf(first, named);
  if (first === undefined || limit === null) return [];
  const { key, period } = first;
  const { id, orderSink } = first.streamed.active.connector;
  const streams = counted.flatMap((one) => one.streamed.streams.map((stream) => stream.limits));
  return [
    {
      ...callBudget(streams, { limit, period, dispatches: orderSink !== undefined }),
      ...{ key, period, connector: id },
      accountIds: counted.map((one) => one.streamed.active.account.id),
    },
  ];
}
