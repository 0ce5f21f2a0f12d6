import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import type { LedgerService } from '#ledger/ledger.service.js';
import type { SharedQuota } from '#accounts/quota/quota.service.js';
import type { Chance } from './chance.js';
import type { DispatchSettings } from './dispatch-settings.js';

/** What of the accounts is needed here. */
export interface AccountLookup {
  byId(id: string): Promise<ActiveAccount | undefined>;
}

/** What of the ledger is needed here. */
export type LedgerWrites = Pick<LedgerService, 'mark' | 'linkReceipts' | 'recordAndLink'>;

/** What ends links that people made. */
export type ToldLinks = Pick<LedgerService, 'endTold'>;

/** What planning and sending work with. */
export interface DispatchParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly accounts: AccountLookup;
  readonly ledger: LedgerWrites;
  readonly links: ToldLinks;
  readonly quota: SharedQuota;
  readonly settings: DispatchSettings;
  readonly chance: Chance;
  readonly log: Log;
}
