import { Database } from '#database/database.js';
import { LostPlacings } from '#dispatch/operator/lost-placings.js';
import { PeopleLinks } from '#ledger/links/people-links.js';
import { LinkingService } from './linking.service.js';

/** What people do about which legs are one order. */
export const LINKS = [
  {
    provide: LinkingService,
    useFactory: (database: Database, links: PeopleLinks, placings: LostPlacings) =>
      new LinkingService({ database, links, placings }),
    inject: [Database, PeopleLinks, LostPlacings],
  },
];
