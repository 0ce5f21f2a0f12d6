import { Injectable } from '@nestjs/common';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { FAILED_DISPATCHES } from '#dispatch/claimed/failed-dispatches.js';
import { DISPATCH_SEND } from '#dispatch/dispatch.tasks.js';
import { FAILED_DELIVERIES } from '#intake/failed-deliveries.js';
import { INTAKE_DRAIN } from '#intake/intake.tasks.js';
import { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import { makeDue } from '#jobs/leased-rows.store.js';
import { POLLING_READ, POLLING_REFETCH, POLLING_REFRESH } from '#polling/polling.tasks.js';
import { FAILED_ASKED_FETCHES } from '#polling/refresh/asked-fetches.store.js';
import { FAILED_REFRESHES } from '#polling/refresh/failed-refreshes.js';
import { FAILED_UNREAD_ROWS, FAILED_WINDOWS } from '#polling/windows/failed-windows.js';
import { FAILED_SUBMISSIONS } from '#reporting/operator/failed-submissions.js';
import { REPORTING_SUBMIT } from '#reporting/reporting.tasks.js';

/** All that waits for an account, and what works it off. */
const WAITING = [
  [FAILED_WINDOWS, POLLING_READ],
  [FAILED_UNREAD_ROWS, POLLING_READ],
  [FAILED_REFRESHES, POLLING_REFRESH],
  [FAILED_ASKED_FETCHES, POLLING_REFETCH],
  [FAILED_DELIVERIES, INTAKE_DRAIN],
  [FAILED_DISPATCHES, DISPATCH_SEND],
  [FAILED_SUBMISSIONS, REPORTING_SUBMIT],
] as const;

/** What waits for accounts, of whatever kind. */
@Injectable()
export class WaitingWork {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly instance: Instance,
  ) {}

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
