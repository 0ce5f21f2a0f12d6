import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { RepairTroublesQuery } from './repairs-standing.query.js';
import { AccountsFactsReader } from '../read/accounts-facts.js';
import type { RepairSettings } from '../reconciliation-settings.js';
import { DryRunService } from './dry-run.service.js';
import { RepairsQuery } from './repairs.query.js';
import { RepairsService } from './repairs.service.js';
import { UnwantedRepairs } from './unwanted-repairs.js';

/** Of one dry run. */
const MOST_ORDERS = 50_000;

/** What people see of repairs, and say of them. */
export const repairOperator = (limits: RepairSettings, log: Log) => [
  {
    provide: DryRunService,
    useFactory: (database: Database, clock: DatabaseClock, accounts: AccountsFactsReader) =>
      new DryRunService({ database, clock, accounts, limits, mostOrders: MOST_ORDERS }),
    inject: [Database, DatabaseClock, AccountsFactsReader],
  },
  {
    provide: RepairsQuery,
    useFactory: (database: Database) => new RepairsQuery(database),
    inject: [Database],
  },
  {
    provide: RepairsService,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new RepairsService(database, clock, instance, log),
    inject: [Database, DatabaseClock, Instance],
  },
  {
    provide: RepairTroublesQuery,
    useFactory: (database: Database) => new RepairTroublesQuery(database),
    inject: [Database],
  },
  {
    provide: UnwantedRepairs,
    useFactory: (database: Database, clock: DatabaseClock) => new UnwantedRepairs(database, clock, log),
    inject: [Database, DatabaseClock],
  },
];
