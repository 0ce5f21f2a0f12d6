import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Connector } from '#connectors-core/connector.js';
import type { Database } from '#database/database.js';
import { PlacingGrounds } from '#dispatch/plan/placing-ground.js';
import type { Clock } from '#domain/clock.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { DEFAULT_REFRESH_SCHEDULE } from '#polling/polling-settings.js';
import { AccountsFactsReader } from '#reconciliation/read/accounts-facts.js';
import { addAccount, addStore, newId } from '../../support/open-ledger.js';
import { ToyTill } from '../dispatch/toy-till.js';
import { PAGES, PAUSES } from './listed-till.js';
import type { WorldAccounts } from './reconciliation-world.js';
import { ROUNDING_FEN } from './seeded-kinds.js';

const HOUR_MS = 3_600_000;

const SHOP: Connector = {
  ...{
    id: 'storefront',
    title: 'Shop',
    titles: { zh: 'Shop', en: 'Shop' },
    sells: 'first',
    storeIds: 'vendor',
  },
  ...{ configFields: [], personalFields: [] },
  limits: () => ({ requestsPerSecond: 1_000, concurrency: 8 }),
};

const SUNING: Connector = {
  ...SHOP,
  id: 'suning',
  title: 'Suning',
  titles: { zh: 'Suning', en: 'Suning' },
  sells: 'never',
};

/** A till that is listed, and fetched order by order. */
function listedTill(clock: Clock): Connector {
  const { connector } = new ToyTill(clock);
  return { ...connector, id: 'till', source: { ...connector.source, pages: PAGES } };
}

const TILL_CONFIG = {
  ordersFrom: 'storefront',
  roundingMostFen: Number(ROUNDING_FEN),
  placeWithinMinutes: 24 * 60,
};

/** Of the account, the flags that are on, and the store that it is. */
async function setUp(database: Database, id: string, storeId: string, flagsSince: object): Promise<void> {
  const anHourAgo = new Date(Date.now() - HOUR_MS);
  const binding = { id: newId(), accountId: id, storeId, vendorStoreId: 'SH-01' };
  await database.prisma.storeBinding.create({
    data: { ...binding, createdAt: anHourAgo, boundAt: anHourAgo },
  });
  await database.prisma.account.update({ where: { id }, data: { flagsSince } });
}

/**
 * A store that sells through a shop and rings up at two tills, of which one has all of its orders from the shop and is
 * sent them. Who compares reads of them what a hub reads, from rows and settings; what was read is kept until it is later.
 */
export async function seededAccounts({ database, clock, standings, shop, till, suning }: WorldAccounts) {
  const storeId = await addStore(database, 'SH-01');
  const counter = await addAccount(database, 'till');
  const since = new Date(Date.now() - HOUR_MS).toISOString();
  await setUp(database, shop, storeId, {});
  await setUp(database, till, storeId, { 'dispatch.place': since });
  await setUp(database, counter, storeId, {});
  const active = (id: string, connector: Connector, config: ActiveAccount['account']['config'] = {}) => ({
    account: { id, connector: connector.id, name: connector.id, baseUrl: '', config },
    ...{ connector, paused: false, flagsSince: {} },
  });
  const tills = listedTill(clock);
  const all: ActiveAccount[] = [
    active(shop, SHOP),
    active(suning, SUNING),
    active(till, tills, TILL_CONFIG),
    active(counter, tills),
  ];
  const accounts = {
    all: () => all,
    byId: async (id: string) => all.find(({ account }) => account.id === id),
  };
  const unwell = () => new Set([...standings].flatMap(([id, standing]) => (standing === 'well' ? [] : [id])));
  const reader = new AccountsFactsReader({
    ...{ database, accounts },
    standings: { unwellIds: () => Promise.resolve(unwell()) },
    grounds: new PlacingGrounds({ accounts, clock, log: () => undefined }),
    sources: new SourcesSeenQuery(accounts, PAUSES, DEFAULT_REFRESH_SCHEDULE),
    monotonicNow: () => clock.now().getTime(),
  });
  return { counter, storeId, reader };
}

export type SeededAccounts = Awaited<ReturnType<typeof seededAccounts>>;
