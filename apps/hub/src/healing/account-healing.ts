import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type ConnectorErrorCode, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { FAILED_DISPATCHES } from '#dispatch/claimed/failed-dispatches.js';
import { DISPATCH_SEND } from '#dispatch/dispatch.tasks.js';
import type { Log } from '#domain/log.js';
import { FAILED_DELIVERIES } from '#intake/failed-deliveries.js';
import { INTAKE_DRAIN } from '#intake/intake.tasks.js';
import { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { POLLING_READ, POLLING_REFRESH } from '#polling/polling.tasks.js';
import { FAILED_REFRESHES } from '#polling/refresh/failed-refreshes.js';
import { FAILED_WINDOWS } from '#polling/windows/failed-windows.js';
import { FAILED_SUBMISSIONS } from '#reporting/failed-submissions.js';
import { REPORTING_SUBMIT } from '#reporting/reporting.tasks.js';
import { LOG } from '../log/log.token.js';
import { HealedAccounts } from './healed-accounts.js';

/** All that waits for an account, and what works it off. */
const WAITING = [
  [FAILED_WINDOWS, POLLING_READ],
  [FAILED_REFRESHES, POLLING_REFRESH],
  [FAILED_DELIVERIES, INTAKE_DRAIN],
  [FAILED_DISPATCHES, DISPATCH_SEND],
  [FAILED_SUBMISSIONS, REPORTING_SUBMIT],
] as const;

const LOOK_EVERY_MS = 1_000;
/** What settings or an address may be to blame for, an answer of another's included. */
const OF_SETTINGS: readonly ConnectorErrorCode[] = [...OUTAGE_CODES, 'invalid_response'];

/**
 * What failed because an account or its vendor did not work waits no longer than that: a call that succeeds, whatever
 * it was for, makes all of it due, and so does a person who changes the account or resumes it. Each is worked off as
 * ever, inside its quota.
 */
@Injectable()
export class AccountHealing {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly instance: Instance,
    private readonly healed: HealedAccounts,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    const [healed, changed] = [this.healed.take(performance.now()), this.healed.takeChanged()];
    try {
      await this.makeDue(healed, OUTAGE_CODES);
      await this.makeDue(changed, OF_SETTINGS);
    } catch (error) {
      // It is due by itself in the end.
      this.log({ event: 'healed', level: 'warn', outcome: 'failed', error });
    }
  }

  /** Makes due what waits for these accounts for a reason of theirs or of their vendors. */
  async makeDue(accountIds: readonly string[], codes: readonly ConnectorErrorCode[]): Promise<void> {
    if (accountIds.length === 0) return;
    for (const [rows, task] of WAITING) {
      await this.database.transaction(async (sql) => {
        const which = { accountIds, codes, now: this.clock.now() };
        if (await makeDue(sql, rows, which)) await wakeUp(sql, task, this.instance.id);
      });
    }
  }
}
