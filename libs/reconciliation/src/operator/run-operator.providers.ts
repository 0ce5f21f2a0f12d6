import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { DaysQuery } from './days.query.js';
import { RunDifferencesQuery } from './run-differences.query.js';
import { RunsQuery } from './runs.query.js';
import { RunTroublesQuery } from './runs-standing.query.js';
import { RunsService } from './runs.service.js';

/** What people ask of runs and of days. */
export const runOperator = (log: Log) => [
  {
    provide: DaysQuery,
    useFactory: (database: Database) => new DaysQuery(database),
    inject: [Database],
  },
  {
    provide: RunsService,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new RunsService(database, clock, instance, log),
    inject: [Database, DatabaseClock, Instance],
  },
  {
    provide: RunsQuery,
    useFactory: (database: Database) => new RunsQuery(database),
    inject: [Database],
  },
  {
    provide: RunTroublesQuery,
    useFactory: (database: Database) => new RunTroublesQuery(database),
    inject: [Database],
  },
  {
    provide: RunDifferencesQuery,
    useFactory: (database: Database) => new RunDifferencesQuery(database),
    inject: [Database],
  },
];
