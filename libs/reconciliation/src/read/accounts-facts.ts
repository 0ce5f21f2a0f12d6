import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { Database } from '#database/database.js';
import type { PlacingGround, PlacingGrounds } from '#dispatch/plan/placing-ground.js';
import type { Till } from '#dispatch/plan/scene.js';
import type { SourceSeen, SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import type { AccountFacts, AccountsFacts } from '../compare/account-facts.js';
import { ordersFromOf, patienceOf, repairPolicyOf, roundingMostOf, ticketsOf } from './account-settings.js';

/** Who knows which accounts have a trouble; the hub fills it in. */
export interface AccountStandings {
  unwellIds(): Promise<ReadonlySet<string>>;
}

export interface AccountsFactsParts {
  readonly database: Database;
  readonly accounts: Pick<AccountDirectory, 'all'>;
  readonly standings: AccountStandings;
  readonly grounds: Pick<PlacingGrounds, 'read'>;
  readonly sources: Pick<SourcesSeenQuery, 'read'>;
  readonly monotonicNow?: () => number;
}

/** For so long what was read is used again, ms: changed orders come many a second. */
const KNOWN_FOR_MS = 5_000;

interface Known {
  readonly facts: Promise<AccountsFacts>;
  readonly accounts: readonly ActiveAccount[];
  readonly until: number;
}

/** All accounts as rules see them. */
export class AccountsFactsReader {
  private known: Known | undefined;

  constructor(private readonly parts: AccountsFactsParts) {}

  /**
   * An account that is made, changed or paused is seen at once: the first order of a new one would be taken for one of an
   * account that is not well, and be judged minutes later.
   * @throws what the database says; nothing of it is kept
   */
  read(): Promise<AccountsFacts> {
    const { monotonicNow = () => performance.now() } = this.parts;
    const now = monotonicNow();
    const accounts = this.parts.accounts.all();
    if (this.known !== undefined && now < this.known.until && isSame(this.known.accounts, accounts))
      return this.known.facts;
    const facts = this.readNow(accounts);
    this.known = { facts, accounts, until: now + KNOWN_FOR_MS };
    facts.catch(() => (this.known = undefined));
    return facts;
  }

  private async readNow(accounts: readonly ActiveAccount[]): Promise<AccountsFacts> {
    const { database, standings, grounds, sources } = this.parts;
    const unwell = await standings.unwellIds();
    const ground = await grounds.read(database);
    const seen = await sources.read(database);
    const facts = new Map([...ground.unread].map(([id, till]) => [id, unreadFacts(till, ground)]));
    for (const active of accounts) {
      const { id } = active.account;
      facts.set(id, toFacts(active, unwell, ground, seen.get(id)));
    }
    return facts;
  }
}

/** The directory keeps the same accounts until any of them is another. */
const isSame = (before: readonly ActiveAccount[], after: readonly ActiveAccount[]): boolean =>
  before.length === after.length && before.every((one, at) => one === after[at]);

function toFacts(
  { account: { id, config }, connector, paused }: ActiveAccount,
  unwell: ReadonlySet<string>,
  { tills, sourceSince }: PlacingGround,
  seen: SourceSeen | undefined,
): AccountFacts {
  return {
    id,
    standing: paused ? 'paused' : unwell.has(id) ? 'unwell' : 'well',
    sells: connector.sells,
    patienceMs: patienceOf(config),
    repairPolicy: repairPolicyOf(config),
    takesCommands: connector.orderSink !== undefined,
    fetches: connector.source?.fetch !== undefined,
    ordersFrom: ordersFromOf(config),
    tickets: ticketsOf(config),
    roundingMostFen: roundingMostOf(config),
    till: tills.get(id) ?? null,
    speaksSince: speaking(id, sourceSince),
    coverage: seen?.coverage ?? null,
    promise: seen?.promise ?? null,
  };
}

/**
 * Of an account that cannot be read here: it is not well, and may be whatever a rule asks about, so that none takes what
 * it cannot see for what is not there.
 */
const unreadFacts = (till: Till, { sourceSince }: PlacingGround): AccountFacts => ({
  id: till.accountId,
  standing: 'unwell',
  sells: 'first',
  patienceMs: new Map(),
  repairPolicy: new Map(),
  takesCommands: true,
  fetches: false,
  ordersFrom: 'storefront',
  tickets: 'unknown',
  roundingMostFen: 0n,
  till,
  speaksSince: speaking(till.accountId, sourceSince),
  coverage: null,
  promise: () => null,
});

const speaking =
  (accountId: string, sourceSince: PlacingGround['sourceSince']): AccountFacts['speaksSince'] =>
  (storeId, vendorStoreId) =>
    sourceSince({ accountId, storeId, vendorStoreId });
