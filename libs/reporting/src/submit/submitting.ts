import { concurrencyOf } from '#accounts/accounts/active-account.js';
import { wakeAtNextDue } from '#jobs/kept-leases.js';
import { dueAccounts } from '#jobs/leased-rows.store.js';
import { SUBMISSIONS } from './claim.store.js';
import type { Claiming } from './claiming.js';
import { Lanes } from './lanes.js';
import { REPORTING_SUBMIT } from '../reporting.tasks.js';
import type { SubmissionSending } from './submission-sending.js';
import type { SubmittingParts } from './submitting-parts.js';

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
    private readonly parts: SubmittingParts,
    private readonly claiming: Claiming,
    private readonly sending: SubmissionSending,
  ) {}

  /** Until nothing is due; then wakes itself for what will be. */
  async run(signal: AbortSignal): Promise<void> {
    const { database, clock } = this.parts;
    const run: Run = { signal, faults: [] };
    const endRenewing = this.sending.keepLeases();
    try {
      const due = await dueAccounts(database, SUBMISSIONS, clock.now());
      await Promise.all(due.map((accountId) => this.openLane(accountId, run)));
    } finally {
      endRenewing();
    }
    await wakeAtNextDue(database, SUBMISSIONS, REPORTING_SUBMIT, clock.now());
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
      await this.sending.send(claim, await this.parts.accounts.byId(accountId));
    }
    await Promise.all(beside);
  }

  private async mostLanes(accountId: string): Promise<number> {
    const active = await this.parts.accounts.byId(accountId);
    const concurrency = active === undefined ? 1 : concurrencyOf(active);
    return Math.max(1, Math.min(concurrency, this.parts.settings.submissionsAtOnce));
  }
}
