import { type ActiveAccount, concurrencyOf } from '#accounts/accounts/active-account.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { enqueue } from '#jobs/job-queue.js';
import { dueAccounts, nextDue } from './claim.store.js';
import type { Claiming } from './claiming.js';
import { Lanes } from './lanes.js';
import type { ReportingSettings } from './reporting-settings.js';
import { REPORTING_SUBMIT } from './reporting.tasks.js';
import type { SubmissionSending } from './submission-sending.js';

/** What of the accounts is needed here. */
export interface AccountLookup {
  byId(id: string): Promise<ActiveAccount | undefined>;
}

/** What could not be claimed though it is due is looked at again after this long, ms. */
const SHORTEST_WAIT_MS = 1_000;

/** One call of the task. A lane's fault ends that lane; the others go on, and the run fails at its end. */
interface Run {
  readonly signal: AbortSignal;
  readonly faults: unknown[];
}

/**
 * Sends what is due: all accounts side by side, each in a few lanes that take one submission after the
 * other. A slow store keeps one lane of its account busy, a slow account only its own lanes.
 */
export class Submitting {
  private readonly lanes = new Lanes();

  constructor(
    private readonly database: Database,
    private readonly accounts: AccountLookup,
    private readonly clock: Clock,
    private readonly claiming: Claiming,
    private readonly sending: SubmissionSending,
    private readonly settings: ReportingSettings,
  ) {}

  /** Until nothing is due; then wakes itself for what will be. */
  async run(signal: AbortSignal): Promise<void> {
    const run: Run = { signal, faults: [] };
    const renewing = this.keepLeases();
    try {
      const due = await dueAccounts(this.database, this.clock.now());
      await Promise.all(due.map((accountId) => this.openLane(accountId, run)));
    } finally {
      clearInterval(renewing);
    }
    await this.wakeAtNext();
    if (run.faults.length > 0) throw run.faults[0];
  }

  /** Resolves when the lane has ended; never rejects. */
  private async openLane(accountId: string, run: Run): Promise<void> {
    try {
      const most = await this.mostLanes(accountId);
      if (!this.lanes.enter(accountId, most)) return;
      await this.workLane(accountId, most, run).finally(() => {
        this.lanes.leave(accountId);
      });
    } catch (error) {
      run.faults.push(error);
    }
  }

  /** Each lane that finds work opens another beside it: as many as there is work for, up to the limit. */
  private async workLane(accountId: string, most: number, run: Run): Promise<void> {
    const beside: Promise<void>[] = [];
    while (!run.signal.aborted) {
      const claim = await this.claiming.claim(accountId);
      if (claim === 'nothing' && !this.lanes.takeCall(accountId)) break;
      if (claim === 'nothing' || claim === 'again') continue;
      if (this.lanes.hasRoom(accountId, most)) beside.push(this.openLane(accountId, run));
      await this.sending.send(claim, await this.accounts.byId(accountId));
    }
    await Promise.all(beside);
  }

  private async mostLanes(accountId: string): Promise<number> {
    const active = await this.accounts.byId(accountId);
    const concurrency = active === undefined ? 1 : concurrencyOf(active);
    return Math.max(1, Math.min(concurrency, this.settings.submissionsAtOnce));
  }

  private async wakeAtNext(): Promise<void> {
    const due = await nextDue(this.database);
    if (due === undefined) return;
    const runAt = new Date(Math.max(due.getTime(), this.clock.now().getTime() + SHORTEST_WAIT_MS));
    await enqueue(this.database, REPORTING_SUBMIT, {}, { key: `${REPORTING_SUBMIT.name}:next`, runAt });
  }

  private keepLeases(): NodeJS.Timeout {
    return setInterval(() => {
      // Without the database nobody can take a lease over either.
      this.sending.renew().catch(() => undefined);
    }, this.settings.leaseMs / 3).unref();
  }
}
