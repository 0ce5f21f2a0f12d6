import { Injectable } from '@nestjs/common';
import { AccountHealth, type Health } from './account-health.js';
import { heldOf, type OpenWork, OpenWorkQuery } from './open-work.query.js';

export interface Standing {
  readonly health: Health;
  /** Commands that wait for a person: nothing is wrong with the account. */
  readonly held: number;
  readonly open: readonly Omit<OpenWork, 'accountId'>[];
}

/** How accounts stand: whether they work, and how much of their work is open. */
@Injectable()
export class AccountStanding {
  constructor(
    private readonly health: AccountHealth,
    private readonly work: OpenWorkQuery,
  ) {}

  /** As many statements as for one. */
  async ofAll<Each extends { readonly id: string; readonly paused: boolean }>(
    accounts: readonly Each[],
  ): Promise<(Each & Standing)[]> {
    const [healthy, work] = await Promise.all([
      this.health.ofAll(accounts),
      this.work.ofAccounts(accounts.map(({ id }) => id)),
    ]);
    return healthy.map((account) => {
      const own = work.filter(({ accountId }) => accountId === account.id);
      return { ...account, held: heldOf(own), open: own.map(({ accountId: _account, ...rest }) => rest) };
    });
  }
}
