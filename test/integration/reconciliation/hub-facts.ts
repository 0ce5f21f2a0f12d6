import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { PlacingGrounds } from '#dispatch/plan/placing-ground.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { DEFAULT_REFRESH_SCHEDULE } from '#polling/polling-settings.js';
import { AccountsFactsReader } from '#reconciliation/read/accounts-facts.js';
import type { DispatchWorld, Hub } from '../dispatch/dispatch-world.js';
import { PAGES, PAUSES } from './listed-till.js';

/** A world's accounts, whose tills are listed; without one that cannot be read. */
const listedAccounts = (world: DispatchWorld, unreadId?: string): ActiveAccount[] =>
  world
    .all()
    .filter(({ account }) => account.id !== unreadId)
    .map(({ connector, ...active }) => {
      if (connector.orderSink === undefined) return { ...active, connector };
      return { ...active, connector: { ...connector, source: { ...connector.source, pages: PAGES } } };
    });

/** The accounts as rules see them, by what a hub reads them by, as they are now. */
export function hubFacts(world: DispatchWorld, { parts }: Hub, unreadId?: string) {
  const all = listedAccounts(world, unreadId);
  const accounts = {
    all: () => all,
    byId: (id: string) => Promise.resolve(all.find(({ account }) => account.id === id)),
  };
  return new AccountsFactsReader({
    ...{ database: world.database, accounts },
    standings: { unwellIds: () => Promise.resolve(new Set()) },
    grounds: new PlacingGrounds({ ...parts, accounts }),
    sources: new SourcesSeenQuery(accounts, PAUSES, DEFAULT_REFRESH_SCHEDULE),
  }).read();
}
