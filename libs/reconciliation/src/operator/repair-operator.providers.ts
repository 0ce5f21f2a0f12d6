import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { Instance } from '#jobs/instance.js';
import { RepairsQuery } from './repairs.query.js';
import { RepairsService } from './repairs.service.js';
import { UnwantedRepairs } from './unwanted-repairs.js';

/** What people see of repairs, and say of them. */
export const REPAIR_OPERATOR = [
  {
    provide: RepairsQuery,
    useFactory: (database: Database) => new RepairsQuery(database),
    inject: [Database],
  },
  {
    provide: RepairsService,
    useFactory: (database: Database, clock: DatabaseClock, instance: Instance) =>
      new RepairsService(database, clock, instance),
    inject: [Database, DatabaseClock, Instance],
  },
  {
    provide: UnwantedRepairs,
    useFactory: (database: Database, clock: DatabaseClock) => new UnwantedRepairs(database, clock),
    inject: [Database, DatabaseClock],
  },
];
