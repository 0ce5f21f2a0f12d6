import type { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { AccountFacts, AccountsFacts } from '../compare/account-facts.js';

/** Who knows which accounts have a trouble; the hub fills it in. */
export interface AccountStandings {
  unwellIds(): Promise<ReadonlySet<string>>;
}

/** All accounts as rules see them. */
export class AccountsFactsReader {
  constructor(
    private readonly accounts: Pick<AccountDirectory, 'all'>,
    private readonly standings: AccountStandings,
  ) {}

  async read(): Promise<AccountsFacts> {
    const unwell = await this.standings.unwellIds();
    const facts = this.accounts.all().map(({ account, connector, paused }): AccountFacts => {
      const standing = paused ? 'paused' : unwell.has(account.id) ? 'unwell' : 'well';
      return {
        id: account.id,
        connector: connector.id,
        standing,
        patienceMs: new Map(),
        takesCommands: connector.orderSink !== undefined,
        fetches: connector.source?.fetch !== undefined,
      };
    });
    return new Map(facts.map((one) => [one.id, one]));
  }
}
