import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { AccountHealth } from '../account-health.js';

/** The troubles of accounts, one a list and code. Of a paused account nothing is tried: somebody has seen to it. */
@Injectable()
export class AccountTroubleAlarms implements StandingSource {
  readonly name = 'account_troubles';
  readonly kinds = ['account_trouble'] as const;

  constructor(
    private readonly accounts: AccountDirectory,
    private readonly health: AccountHealth,
  ) {}

  async read(): Promise<Stands> {
    const tried = this.accounts.all().filter(({ paused }) => !paused);
    const known = tried.map(({ account: { id, name }, paused }) => ({ id, name, paused }));
    const healthy = await this.health.ofAll(known);
    const standing = healthy.flatMap(({ id, name, health }) =>
      health.troubles.map(({ what, code, count, oldestAt }) => ({
        kind: 'account_trouble' as const,
        subject: `account:${id}:${what}:${code}`,
        // The message is left out: a vendor's words may be in it.
        ...{ since: oldestAt, count, params: { account: name, list: what, code, count } },
      })),
    );
    return { standing };
  }
}
