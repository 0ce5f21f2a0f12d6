import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { QuotaReading } from '#connectors-core/call-quota.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { AccountDirectory } from '../accounts/account-directory.js';
import type { ActiveAccount } from '../accounts/active-account.js';
import { type CallerQuota, callerQuota } from './quota-key.js';
import { openQuota, readSince, storeReading } from './quota.store.js';

/** Others may call in the same name; a quarter of an hour of their calls is what we may be wrong by. */
const READ_EVERY_MS = 15 * 60_000;
/** A vendor that does not answer is not asked at every tick. */
const RETRY_MS = 5 * 60_000;
const MOST_AT_ONCE = 8;
/** The greatest number that the table holds; a limit above it is none. */
const GREATEST = 2 ** 31 - 1;

interface Caller extends CallerQuota {
  readonly active: ActiveAccount;
  read(): Promise<QuotaReading>;
}

/** Asks vendors how many calls they allow and have counted. */
export class QuotaReadings {
  private readonly retryFrom = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly directory: AccountDirectory,
    private readonly log: Log,
  ) {}

  /**
   * Asks for every caller whose last reading is too old, or who has none in this period. A vendor that fails
   * is told of in the log and asked again later; it keeps nobody else waiting.
   */
  async refresh(signal: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const due = await this.dueCallers(now);
    for (let at = 0; at < due.length && !signal.aborted; at += MOST_AT_ONCE)
      await Promise.all(due.slice(at, at + MOST_AT_ONCE).map((caller) => this.ask(caller)));
  }

  private async dueCallers(now: Date): Promise<Caller[]> {
    const callers = callersOf(this.directory.all(), now).filter(
      ({ key }) => (this.retryFrom.get(key) ?? 0) <= now.getTime(),
    );
    if (callers.length === 0) return [];
    const fresh = await readSince(this.database, callers, new Date(now.getTime() - READ_EVERY_MS));
    return callers.filter(({ key }) => !fresh.has(key));
  }

  private async ask(caller: Caller): Promise<void> {
    const startedAt = this.clock.now();
    try {
      const { limit, used } = await withinCall({ purpose: 'quota' }, () => caller.read());
      const reading = { limit: inRange(limit), used: inRange(used), readAt: this.clock.now() };
      await openQuota(this.database, caller);
      await storeReading(this.database, caller, reading);
      this.retryFrom.delete(caller.key);
    } catch (error) {
      const wish = error instanceof ConnectorError ? (error.retryAfterMs ?? 0) : 0;
      this.retryFrom.set(caller.key, this.clock.now().getTime() + Math.max(RETRY_MS, wish));
      this.tell(caller, error, this.clock.now().getTime() - startedAt.getTime());
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
    if (callers.has(shared.key)) continue;
    const read = quota.read.bind(quota, shared.period, active.account);
    callers.set(shared.key, { ...shared, active, read });
  }
  return [...callers.values()];
}

const inRange = (calls: number): number => Math.min(Math.max(0, Math.floor(calls)), GREATEST);
