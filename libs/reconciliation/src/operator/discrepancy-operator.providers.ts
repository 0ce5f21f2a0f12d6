import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log } from '#domain/log.js';
import { Stopping } from '../brake/stopping.js';
import { AccountDiscrepanciesQuery } from './account-discrepancies.query.js';
import { BrakesQuery } from './brakes.query.js';
import { BrakesService } from './brakes.service.js';
import { DecisionsService } from './decisions.service.js';
import { DiscrepancyQuery } from './discrepancy.query.js';
import { IncidentsQuery } from './incidents.query.js';
import { OverdueComparisonsQuery } from './overdue-comparisons.query.js';
import { OrderStory } from './story/order-story.js';

/** What people see of discrepancies and of orders’ stories, and say of them. */
export const discrepancyOperator = (log: Log) => [
  {
    provide: DiscrepancyQuery,
    useFactory: (database: Database) => new DiscrepancyQuery(database),
    inject: [Database],
  },
  {
    provide: IncidentsQuery,
    useFactory: (database: Database) => new IncidentsQuery(database),
    inject: [Database],
  },
  {
    provide: DecisionsService,
    useFactory: (database: Database, clock: DatabaseClock) => new DecisionsService(database, clock),
    inject: [Database, DatabaseClock],
  },
  {
    provide: AccountDiscrepanciesQuery,
    useFactory: (database: Database) => new AccountDiscrepanciesQuery(database),
    inject: [Database],
  },
  {
    provide: BrakesQuery,
    useFactory: (database: Database) => new BrakesQuery(database),
    inject: [Database],
  },
  {
    provide: BrakesService,
    useFactory: (database: Database, clock: DatabaseClock, stopping: Stopping) =>
      new BrakesService({ database, clock, stopping, log }),
    inject: [Database, DatabaseClock, Stopping],
  },
  {
    provide: OrderStory,
    useFactory: (database: Database) => new OrderStory(database),
    inject: [Database],
  },
  {
    provide: OverdueComparisonsQuery,
    useFactory: (database: Database, clock: DatabaseClock) => new OverdueComparisonsQuery(database, clock),
    inject: [Database, DatabaseClock],
  },
];
