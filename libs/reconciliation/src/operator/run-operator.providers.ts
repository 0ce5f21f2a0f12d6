import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { Instance } from '#jobs/instance.js';
import { DaysQuery } from './days.query.js';
import { RunDifferencesQuery } from './run-differences.query.js';
import { RunsQuery } from './runs.query.js';
import { RunsService } from './runs.service.js';

/** What people ask of runs and of days. */
export const RUN_OPERATOR = [
  {
    provide: DaysQuery,
    useFactory: (database: Database) => new DaysQuery(database),
    inject: [Database],
  },
  {
    provide: RunsService,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new RunsService(database, clock, instance),
    inject: [Database, DatabaseClock, Instance],
  },
  {
    provide: RunsQuery,
    useFactory: (database: Database) => new RunsQuery(database),
    inject: [Database],
  },
  {
    provide: RunDifferencesQuery,
    useFactory: (database: Database) => new RunDifferencesQuery(database),
    inject: [Database],
  },
];
