import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { PlacingGrounds } from '#dispatch/plan/placing-ground.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { DEFAULT_REFRESH_SCHEDULE } from '#polling/polling-settings.js';
import { AccountsFactsReader } from '#reconciliation/read/accounts-facts.js';
import type { DispatchWorld, Hub } from '../dispatch/dispatch-world.js';
import { PAGES, PAUSES } from './listed-till.js';

/** A world's shop and its till, which is listed; without those that cannot be read. */
async function listedAccounts(world: DispatchWorld, unreadId?: string): Promise<ActiveAccount[]> {
  const [shop, till] = [await world.byId(world.shopId), await world.byId(world.tillId)];
  if (shop === undefined || till === undefined) throw new Error('no such account');
  const source = { ...till.connector.source, pages: PAGES };
  const both = [shop, { ...till, connector: { ...till.connector, source } }];
  return both.filter(({ account }) => account.id !== unreadId);
}

/** The accounts as rules see them, by what a hub reads them by, as they are now. */
export async function hubFacts(world: DispatchWorld, { parts }: Hub, unreadId?: string) {
  const all = await listedAccounts(world, unreadId);
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
