import type { Provider } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { within } from '#database/statement-bounds.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { ComparisonTally } from '../brake/comparison-tally.js';
import { AccountsFactsReader } from '../read/accounts-facts.js';
import {
  RECONCILIATION_OLD_RUNS,
  RECONCILIATION_PLAN_RUNS,
  RECONCILIATION_RUN,
} from '../reconciliation.tasks.js';
import type { RunSettings } from '../reconciliation-settings.js';
import { Comparing } from '../watch/comparing.js';
import { deleteOldRuns } from './old-runs.store.js';
import { RunPlanning } from './run-planning.js';
import { Running } from './running.js';
import { SliceKeeping } from './slice-keeping.js';
import { SliceLooking } from './slice-looking.js';

/** Who makes and works off runs. */
export const runProviders = (settings: RunSettings, log: Log): Provider[] => [
  {
    provide: Running,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      instance: Instance,
      accounts: AccountsFactsReader,
      comparing: Comparing,
      tally: ComparisonTally,
      tasks: TaskList,
    ) => {
      const leases = new Leases(clock, instance, settings.leaseMs);
      const running = new Running({
        ...{ database, clock, leases, log, ordersPerSlice: settings.ordersPerSlice },
        looking: new SliceLooking({ database, clock, accounts }),
        keeping: new SliceKeeping({ database, clock, leases, comparing, tally }),
      });
      const loop = new SingleLoop((signal) => running.run(signal));
      tasks.add(RECONCILIATION_RUN, (_payload, { signal }) => loop.run(signal));
      return running;
    },
    inject: [Database, DatabaseClock, Instance, AccountsFactsReader, Comparing, ComparisonTally, TaskList],
  },
  {
    provide: RunPlanning,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      accounts: AccountsFactsReader,
      tasks: TaskList,
    ) => {
      const planning = new RunPlanning({ database, clock, accounts, settings });
      tasks.add(RECONCILIATION_PLAN_RUNS, () => planning.plan());
      tasks.add(RECONCILIATION_OLD_RUNS, () => within('long', () => deleteOldRuns(database, clock.now())));
      return planning;
    },
    inject: [Database, DatabaseClock, AccountsFactsReader, TaskList],
  },
];
