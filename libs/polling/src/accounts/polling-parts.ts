import type { SharedQuota } from '#accounts/quota/quota.service.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import type { LedgerService } from '#ledger/ledger.service.js';
import type { Pauses, PollingAccounts } from './polling-accounts.js';
import type { VendorClocks } from './vendor-clocks.js';
import type { PollingSettings } from '../polling-settings.js';

/** What vendors are listed and asked again with. */
export interface PollingParts {
  readonly database: Database;
  readonly accounts: PollingAccounts;
  readonly pauses: Pauses;
  readonly ledger: Pick<LedgerService, 'recordOn'>;
  readonly quota: SharedQuota;
  readonly clock: Clock;
  readonly vendorClocks: VendorClocks;
  readonly instance: Instance;
  readonly settings: PollingSettings;
  readonly log: Log;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}
