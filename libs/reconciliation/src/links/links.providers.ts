import type { Provider } from '@nestjs/common';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { LostPlacings } from '#dispatch/operator/lost-placings.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { TaskList } from '#jobs/task-list.js';
import { PeopleLinks } from '#ledger/links/people-links.js';
import { RECONCILIATION_SUGGEST } from '../reconciliation.tasks.js';
import type { ReconciliationSettings } from '../reconciliation-settings.js';
import { LinkingService } from './linking.service.js';
import { Suggesting } from './suggesting.js';
import { SuggestionsQuery } from './suggestions.query.js';
import { SuggestionsService } from './suggestions.service.js';

/** What people do about which legs are one order. */
export const LINKS = [
  {
    provide: LinkingService,
    useFactory: (database: Database, links: PeopleLinks, placings: LostPlacings) =>
      new LinkingService({ database, links, placings }),
    inject: [Database, PeopleLinks, LostPlacings],
  },
  {
    provide: SuggestionsService,
    useFactory: (database: Database, clock: DatabaseClock, linking: LinkingService) =>
      new SuggestionsService(database, clock, linking),
    inject: [Database, DatabaseClock, LinkingService],
  },
  {
    provide: SuggestionsQuery,
    useFactory: (database: Database) => new SuggestionsQuery(database),
    inject: [Database],
  },
];

/** Who looks for orders that may be one. */
export const suggestingProviders = ({ legsPerSlice }: ReconciliationSettings): Provider[] => [
  {
    provide: Suggesting,
    useFactory: (database: Database, clock: DatabaseClock, tasks: TaskList) => {
      const suggesting = new Suggesting({ database, clock, legsPerSlice });
      const loop = new SingleLoop((signal) => suggesting.run(signal));
      tasks.add(RECONCILIATION_SUGGEST, (_payload, { signal }) => loop.run(signal));
      return suggesting;
    },
    inject: [Database, DatabaseClock, TaskList],
  },
];
