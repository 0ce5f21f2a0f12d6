import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { compareAccount } from '../compare/compare-account.js';
import { readKnown, type Subject } from '../keep/discrepancies.store.js';
import { keep } from '../keep/keep-rule.js';
import type { Compared, Keeping } from '../keep/keeping.js';
import { refreshEvidence } from '../keep/refresh-evidence.store.js';
import type { AccountsFactsReader } from '../read/accounts-facts.js';
import type { ComparedAccountsReader } from '../read/compared-accounts.js';
import { lockComparisons } from './comparison-locks.store.js';

export interface AccountsWatchingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly accounts: Pick<AccountsFactsReader, 'read'>;
  readonly reader: Pick<ComparedAccountsReader, 'read'>;
  readonly keeping: Pick<Keeping, 'take'>;
}

/** Keeps what accounts' orders say that nobody knows, once each, and how many say so. */
export class AccountsWatching {
  constructor(private readonly parts: AccountsWatchingParts) {}

  /** Holds accounts only of which something else is to be kept. */
  async run(): Promise<void> {
    const { database, keeping } = this.parts;
    const compared = await this.compare(database);
    const changing = new Set((await this.changing(compared)).map(({ about }) => about.subject));
    if (changing.size > 0)
      await database.transaction(async (sql) => {
        await lockComparisons(sql, [...changing]);
        const again = await this.compare(sql);
        await keeping.take(
          sql,
          again.filter(({ about }) => changing.has(about.subject)),
        );
      });
    const found = compared.flatMap(({ about: { subject }, comparison }) =>
      comparison.differences.map(({ rule, key, evidence, fingerprint }) => ({
        ...{ subject, rule, key, evidence, fingerprint },
      })),
    );
    await refreshEvidence(database, found, this.parts.clock.now());
  }

  private async changing(compared: readonly Compared[]): Promise<Compared[]> {
    const { database, clock } = this.parts;
    const subjects = compared.map(({ about }) => about.subject);
    const known = await readKnown(database, subjects, clock.now());
    return compared.filter(
      ({ about, comparison }) => keep(known.get(about.subject) ?? [], comparison).length > 0,
    );
  }

  private async compare(sql: Sql): Promise<Compared[]> {
    const facts = await this.parts.accounts.read();
    const read = await this.parts.reader.read(sql);
    const now = this.parts.clock.now();
    return read.map((account) => ({
      about: aboutAccount(account.id),
      comparison: compareAccount(account, facts, now),
    }));
  }
}

const aboutAccount = (id: string): Subject => ({ subject: `account:${id}`, orderId: null, storeId: null });
