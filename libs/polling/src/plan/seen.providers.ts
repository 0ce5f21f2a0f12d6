import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { DatabaseClock } from '#database/database-clock.js';
import { CountedCalls } from '../calls/counted-calls.js';
import type { RefreshSchedule } from '../polling-settings.js';
import { SourcesSeenQuery } from './sources-seen.query.js';
import { UncoveredHoursQuery } from './uncovered-hours.query.js';

/** Who tell other libs how far sources are read. */
export const seenProviders = (schedule: RefreshSchedule) => [
  {
    provide: UncoveredHoursQuery,
    useFactory: (accounts: AccountDirectory, pauses: CountedCalls, clock: DatabaseClock) =>
      new UncoveredHoursQuery(accounts, pauses, clock),
    inject: [AccountDirectory, CountedCalls, DatabaseClock],
  },
  {
    provide: SourcesSeenQuery,
    useFactory: (accounts: AccountDirectory, pauses: CountedCalls) =>
      new SourcesSeenQuery(accounts, pauses, schedule),
    inject: [AccountDirectory, CountedCalls],
  },
];
