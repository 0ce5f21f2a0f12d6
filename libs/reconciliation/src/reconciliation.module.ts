import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { PlacingGrounds } from '#dispatch/plan/placing-ground.js';
import type { Log } from '#domain/log.js';
import { TaskList } from '#jobs/task-list.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { brakeProviders } from './brake/brake.providers.js';
import { ComparisonTally } from './brake/comparison-tally.js';
import { runOperator } from './operator/run-operator.providers.js';
import { Keeping } from './keep/keeping.js';
import { LINKS, suggestingProviders } from './links/links.providers.js';
import { discrepancyOperator } from './operator/discrepancy-operator.providers.js';
import { type AccountStandings, AccountsFactsReader } from './read/accounts-facts.js';
import { REPAIR_ACTIONS } from './mend/actions.providers.js';
import { mendProviders } from './mend/mend.providers.js';
import { repairOperator } from './operator/repair-operator.providers.js';
import { RECONCILIATION_COMPARE } from './reconciliation.tasks.js';
import { DEFAULT_RECONCILIATION_SETTINGS, type ReconciliationSettings } from './reconciliation-settings.js';
import { runProviders } from './runs/runs.providers.js';
import { Comparing } from './watch/comparing.js';
import { hourProviders } from './watch/hours.providers.js';
import { Watching } from './watch/watching.js';

export interface ReconciliationModuleOptions {
  readonly log: Log;
  /** Who knows which accounts have a trouble: a provider of a global module. */
  readonly standings: Type<AccountStandings>;
  readonly settings?: ReconciliationSettings;
}

@Module({})
export class ReconciliationModule {
  static forRoot({
    log,
    standings,
    settings = DEFAULT_RECONCILIATION_SETTINGS,
  }: ReconciliationModuleOptions): DynamicModule {
    const { repairs, runs } = settings;
    const forPeople = [...discrepancyOperator(log), ...runOperator(log), ...repairOperator(repairs, log)];
    const operator = [...forPeople, ...LINKS];
    return {
      module: ReconciliationModule,
      global: true,
      providers: [
        ...runProviders(runs, log),
        ...hourProviders(settings, log),
        ...brakeProviders(repairs, log),
        ...suggestingProviders(settings),
        ...REPAIR_ACTIONS,
        ...mendProviders(log),
        accountsFacts(standings),
        {
          provide: Comparing,
          useFactory: (clock: DatabaseClock, tally: ComparisonTally) =>
            new Comparing(new Keeping(clock), clock, tally),
          inject: [DatabaseClock, ComparisonTally],
        },
        {
          provide: Watching,
          useFactory: (
            database: Database,
            clock: DatabaseClock,
            accounts: AccountsFactsReader,
            comparing: Comparing,
            tasks: TaskList,
          ) => {
            const parts = { database, clock, accounts, comparing, log };
            const watching = new Watching({ ...parts, settings });
            tasks.add(RECONCILIATION_COMPARE, (_payload, { signal }) => watching.run(signal));
            return watching;
          },
          inject: [Database, DatabaseClock, AccountsFactsReader, Comparing, TaskList],
        },
        ...operator,
      ],
      exports: operator.map(({ provide }) => provide),
    };
  }
}

const accountsFacts = (standings: Type<AccountStandings>) => ({
  provide: AccountsFactsReader,
  useFactory: (
    database: Database,
    accounts: AccountDirectory,
    known: AccountStandings,
    grounds: PlacingGrounds,
    sources: SourcesSeenQuery,
  ) => new AccountsFactsReader({ database, accounts, standings: known, grounds, sources }),
  inject: [Database, AccountDirectory, standings, PlacingGrounds, SourcesSeenQuery],
});
