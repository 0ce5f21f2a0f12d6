import { Injectable } from '@nestjs/common';
import type { StandingSource, Stands } from '#alarms/keep/standing-source.js';
import { Database } from '#database/database.js';
import { AccountHealth } from '../account-health.js';
import { triedAccounts } from './tried-accounts.query.js';

/**
 * The troubles of accounts, one a list and code. Of a paused account nothing is tried: somebody has seen to it. That a hub
 * cannot read an account ends none of them.
 */
@Injectable()
export class AccountTroubleAlarms implements StandingSource {
  readonly name = 'account_troubles';
  readonly kinds = ['account_trouble'] as const;

  constructor(
    private readonly database: Database,
    private readonly health: AccountHealth,
  ) {}

  async read(): Promise<Stands> {
    const healthy = await this.health.ofAll(await triedAccounts(this.database));
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
