import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { Log } from '#domain/log.js';
import type { Instance } from '#jobs/instance.js';
import type { LedgerService } from '#ledger/ledger.service.js';
import type { ErasedSenders } from './erasure/erased-senders.js';
import type { ScarceCalls } from './scarce-calls.js';

/** What deliveries are worked off with. */
export interface IntakeParts {
  readonly database: Database;
  readonly accounts: Pick<AccountDirectory, 'byId' | 'pausedIds'>;
  readonly ledger: Pick<LedgerService, 'recordOn'>;
  readonly clock: Clock;
  readonly instance: Instance;
  readonly log: Log;
  /** Uniform in [0, 1): how long what failed rests. */
  readonly random: () => number;
  /** Left out where every account has plenty. */
  readonly calls?: ScarceCalls;
  /** Left out where nobody can have been erased. */
  readonly erased?: ErasedSenders;
}
