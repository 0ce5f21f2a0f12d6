import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { CountedCalls } from './counted-calls.js';

export const COUNTED_CALLS = {
  provide: CountedCalls,
  useFactory: (database: Database, accounts: AccountDirectory, clock: DatabaseClock) =>
    new CountedCalls(database, accounts, clock),
  inject: [Database, AccountDirectory, DatabaseClock],
};
