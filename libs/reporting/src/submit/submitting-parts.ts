import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Leases } from '#jobs/lease.js';
import type { ReportingSettings } from '../reporting-settings.js';

/** What of the accounts is needed here. */
export interface AccountLookup {
  byId(id: string): Promise<ActiveAccount | undefined>;
}

/** What reports are claimed and sent with. */
export interface SubmittingParts {
  readonly database: Database;
  readonly accounts: AccountLookup;
  readonly clock: Clock;
  readonly leases: Leases;
  readonly settings: ReportingSettings;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
