import type { Provider } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { Keeping } from '../keep/keeping.js';
import { AccountsFactsReader } from '../read/accounts-facts.js';
import { ComparedAccountsReader } from '../read/compared-accounts.js';
import {
  RECONCILIATION_ACCOUNTS,
  RECONCILIATION_HOURS,
  RECONCILIATION_INCIDENTS,
  RECONCILIATION_TICKETS,
} from '../reconciliation.tasks.js';
import type { ReconciliationSettings } from '../reconciliation-settings.js';
import { AccountsWatching } from './accounts-watching.js';
import { HoursComparing } from './hours-comparing.js';
import { HoursWatching } from './hours-watching.js';
import { IncidentsWatching } from './incidents-watching.js';

const INCIDENTS: Provider = {
  provide: IncidentsWatching,
  useFactory: (database: Database, clock: DatabaseClock, tasks: TaskList) => {
    const watching = new IncidentsWatching(database, clock);
    tasks.add(RECONCILIATION_INCIDENTS, () => watching.run());
    return watching;
  },
  inject: [Database, DatabaseClock, TaskList],
};

/** Who compares hours and accounts, and looks after incidents. */
export const hourProviders = (settings: ReconciliationSettings, log: Log): Provider[] => [
  {
    provide: HoursWatching,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      accounts: AccountsFactsReader,
      tasks: TaskList,
    ) => {
      const comparing = new HoursComparing(new Keeping(clock), clock);
      const watching = new HoursWatching({ database, accounts, comparing, settings, clock, log });
      const loop = new SingleLoop((signal) => watching.run(signal));
      tasks.add(RECONCILIATION_HOURS, (_payload, { signal }) => loop.run(signal));
      const ofTickets = new SingleLoop((signal) => watching.runTickets(signal));
      tasks.add(RECONCILIATION_TICKETS, (_payload, { signal }) => ofTickets.run(signal));
      return watching;
    },
    inject: [Database, DatabaseClock, AccountsFactsReader, TaskList],
  },
  {
    provide: AccountsWatching,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      directory: AccountDirectory,
      accounts: AccountsFactsReader,
      tasks: TaskList,
    ) => {
      const reader = new ComparedAccountsReader(directory);
      const watching = new AccountsWatching({
        database,
        clock,
        accounts,
        reader,
        keeping: new Keeping(clock),
      });
      const loop = new SingleLoop(() => watching.run());
      tasks.add(RECONCILIATION_ACCOUNTS, (_payload, { signal }) => loop.run(signal));
      return watching;
    },
    inject: [Database, DatabaseClock, AccountDirectory, AccountsFactsReader, TaskList],
  },
  INCIDENTS,
];
