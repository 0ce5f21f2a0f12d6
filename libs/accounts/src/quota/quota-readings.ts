import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { QuotaReading } from '#connectors-core/call-quota.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { type CallerQuota, callerQuota } from './quota-key.js';
import { limitOf } from './call-terms.js';
import { turnedAt } from './period-turn.js';
import { claimReadings, storeFailedReading, storeReading } from './quota-reading.store.js';
import { openQuota } from './quota.store.js';

/** A reading costs calls itself: where our own count is right, it is made at a period's beginning and in its middle. */
const SHORTEST_EVERY_MS = 6 * 3_600_000;
/** By so much of the limit the vendor's count may differ from ours before it is read more often. */
const ALIKE_SHARE = 1 / 10;
/** A vendor that does not answer is asked again soon at first, then ever more seldom. */
const RETRY_MS = 5 * 60_000;
const RETRY_GROWTH = 4;
const MOST_AT_ONCE = 8;
/** The greatest number that the table holds; a limit above it is none. */
const GREATEST = 2 ** 31 - 1;

interface Caller extends CallerQuota {
  readonly active: ActiveAccount;
  /** All that call in this name and are not paused. */
  readonly accountIds: string[];
  read(): Promise<QuotaReading>;
}

interface Due extends Caller {
  readonly failures: number;
  /** As we count. */
  readonly counted: number;
}

/** Asks vendors how many calls they allow and have counted: one hub for all, across restarts too. */
export class QuotaReadings {
  /** The beginning of the period whose row is known to be there. */
  private readonly opened = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
    private readonly log: Log,
  ) {}

  /**
   * Asks for every caller whose next reading is due, or who has none in this period. A vendor that fails is told
   * of in the log and asked again later; it keeps nobody else waiting.
   * @returns the accounts of those who told: what waits for calls may be granted some now
   */
  async refresh(signal: AbortSignal): Promise<string[]> {
    const now = this.clock.now();
    const due = await this.claim(
      callersOf(this.directory.all(), now).filter(({ period }) => turnedAt(period) <= now),
      now,
    );
    const told: string[] = [];
    for (let at = 0; at < due.length && !signal.aborted; at += MOST_AT_ONCE) {
      const asked = due.slice(at, at + MOST_AT_ONCE);
      const answers = await Promise.all(asked.map((caller) => this.ask(caller)));
      told.push(...asked.flatMap(({ accountIds }, index) => (answers[index] === true ? accountIds : [])));
    }
    return told;
  }

  private async claim(callers: readonly Caller[], now: Date): Promise<Due[]> {
    if (callers.length === 0) return [];
    for (const caller of callers) await this.open(caller);
    const until = new Date(now.getTime() + RETRY_MS);
    const claimed = await claimReadings(this.database, callers, now, until);
    return callers.flatMap((caller) => {
      const of = claimed.get(caller.key);
      return of === undefined ? [] : [{ ...caller, failures: of.failures, counted: of.used }];
    });
  }

  private async open(caller: Caller): Promise<void> {
    const start = caller.period.start.getTime();
    if (this.opened.get(caller.key) === start) return;
    await openQuota(this.database, caller);
    this.opened.set(caller.key, start);
  }

  /** @returns whether the vendor told */
  private async ask(caller: Due): Promise<boolean> {
    const startedAt = this.clock.now();
    try {
      const { limit, used } = await withinCall({ purpose: 'quota' }, () => caller.read());
      const read = { limit: limit === null ? null : inRange(limit), used: inRange(used) };
      const readAt = this.clock.now();
      const nextAt = new Date(readAt.getTime() + pauseAfter(caller, read));
      await storeReading(this.database, caller, { ...read, readAt, nextAt });
      return true;
    } catch (error) {
      const wish = error instanceof ConnectorError ? (error.retryAfterMs ?? 0) : 0;
      const now = this.clock.now().getTime();
      const pause = Math.min(SHORTEST_EVERY_MS, RETRY_MS * RETRY_GROWTH ** caller.failures);
      await storeFailedReading(this.database, caller, new Date(now + Math.max(pause, wish)));
      this.tell(caller, error, now - startedAt.getTime());
      return false;
    }
  }

  private tell({ active: { account, connector } }: Caller, error: unknown, ms: number): void {
    const isTheirs = error instanceof ConnectorError;
    const told = isTheirs ? { outcome: error.code, message: error.message } : { outcome: 'failed', error };
    this.log({
      event: 'quota_reading',
      level: 'warn',
      connector: connector.id,
      accountId: account.id,
      ms,
      ...told,
    });
  }
}

/** One account a caller; to a paused one nothing is sent. */
function callersOf(accounts: readonly ActiveAccount[], now: Date): Caller[] {
  const callers = new Map<string, Caller>();
  for (const active of accounts) {
    const { quota } = active.connector;
    if (quota?.read === undefined || active.paused) continue;
    const shared = callerQuota(quota, active, accounts, now);
    const known = callers.get(shared.key);
    known?.accountIds.push(active.account.id);
    if (known !== undefined) continue;
    const read = quota.read.bind(quota, shared.period, active.account);
    callers.set(shared.key, { ...shared, active, accountIds: [active.account.id], read });
  }
  return [...callers.values()];
}

/** Where others call in the same name, or the vendor counts otherwise, ours alone is not to be relied upon for long. */
function pauseAfter({ period, counted, limit: ours }: Due, { limit, used }: QuotaReading): number {
  const bound = limitOf({ limit: ours }, limit) ?? Math.max(counted, used);
  const isAlike = Math.abs(used - counted) <= bound * ALIKE_SHARE;
  const half = (period.end.getTime() - period.start.getTime()) / 2;
  return isAlike ? Math.max(SHORTEST_EVERY_MS, half) : SHORTEST_EVERY_MS;
}

const inRange = (calls: number): number => Math.min(Math.max(0, Math.floor(calls)), GREATEST);
