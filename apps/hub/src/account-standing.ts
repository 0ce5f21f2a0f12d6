import { Injectable } from '@nestjs/common';
import { type UnmappedValue, ValueMappingService } from '#intake/mapping/value-mapping.service.js';
import { AccountHealth, type Health } from './account-health.js';
import { heldOf, type OpenWork, OpenWorkQuery } from './open-work.query.js';

export interface Standing {
  readonly health: Health;
  /** Commands that wait for a person: nothing is wrong with the account. */
  readonly held: number;
  readonly open: readonly Omit<OpenWork, 'accountId'>[];
  /** A hint: what no map of the account lists. */
  readonly unmappedValues: readonly UnmappedValue[];
}

/** Of each account; all of them are in a list of their own. */
const MOST_VALUES = 20;

/** How accounts stand: whether they work, and how much of their work is open. */
@Injectable()
export class AccountStanding {
  constructor(
    private readonly health: AccountHealth,
    private readonly work: OpenWorkQuery,
    private readonly mapping: ValueMappingService,
  ) {}

  /** As many statements as for one. */
  async ofAll<Each extends { readonly id: string; readonly paused: boolean }>(
    accounts: readonly Each[],
  ): Promise<(Each & Standing)[]> {
    const ids = accounts.map(({ id }) => id);
    const [healthy, work, unmapped] = await Promise.all([
      this.health.ofAll(accounts),
      this.work.ofAccounts(ids),
      this.mapping.ofAll(ids, MOST_VALUES),
    ]);
    return healthy.map((account) => {
      const own = work.filter(({ accountId }) => accountId === account.id);
      const open = own.map(({ accountId: _account, ...rest }) => rest);
      return { ...account, held: heldOf(own), open, unmappedValues: unmapped.get(account.id) ?? [] };
    });
  }
}
