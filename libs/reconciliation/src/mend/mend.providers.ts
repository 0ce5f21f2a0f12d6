import type { Provider } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { RefetchService } from '#polling/refresh/refetch.service.js';
import { Brake } from '../brake/brake.js';
import { repairPolicyOf } from '../read/account-settings.js';
import { AccountsFactsReader } from '../read/accounts-facts.js';
import { RECONCILIATION_MEND, RECONCILIATION_PLAN_REPAIRS } from '../reconciliation.tasks.js';
import { RepairActions } from './actions.js';
import { Freshening } from './freshening.js';
import { Judging } from './judging.js';
import { Mending } from './mending.js';
import { RepairBeginning } from './repair-beginning.js';
import { RepairEnds } from './repair-ends.js';
import { RepairPlanning, type StatedPolicies } from './repair-planning.js';
import { RepairSteps } from './repair-steps.js';
import { RepairVerifying } from './repair-verifying.js';

/** Who plans, begins and verifies repairs. */
export const mendProviders = (log: Log): Provider[] => [
  {
    provide: Mending,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      accounts: AccountsFactsReader,
      legs: RefetchService,
      actions: RepairActions,
      brake: Brake,
      tasks: TaskList,
    ) => {
      const parts = { database, clock, accounts, actions, log };
      const looking = { judging: new Judging(accounts, clock), freshening: new Freshening(legs, actions) };
      const beginning = new RepairBeginning({ clock, brake, actions });
      const mending = new Mending({
        ...parts,
        steps: new RepairSteps({ ...parts, ...looking, beginning }),
        ends: new RepairEnds(parts),
        verifying: new RepairVerifying({ ...parts, ...looking }),
      });
      const loop = new SingleLoop((signal) => mending.run(signal));
      tasks.add(RECONCILIATION_MEND, (_payload, { signal }) => loop.run(signal));
      return mending;
    },
    inject: [
      ...[Database, DatabaseClock, AccountsFactsReader, RefetchService],
      ...[RepairActions, Brake, TaskList],
    ],
  },
  {
    provide: RepairPlanning,
    useFactory: (
      database: Database,
      clock: DatabaseClock,
      instance: Instance,
      directory: AccountDirectory,
      tasks: TaskList,
    ) => {
      const planning = new RepairPlanning({
        ...{ database, clock, instance, policies: () => policiesOf(directory) },
      });
      tasks.add(RECONCILIATION_PLAN_REPAIRS, () => planning.plan());
      return planning;
    },
    inject: [Database, DatabaseClock, Instance, AccountDirectory, TaskList],
  },
];

const policiesOf = (directory: AccountDirectory): StatedPolicies =>
  new Map(directory.all().map(({ account: { id, config } }) => [id, repairPolicyOf(config)]));
