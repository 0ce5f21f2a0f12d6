import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { QuotaService } from '#accounts/quota/quota.service.js';
import { type ConnectorErrorCode, OUTAGE_CODES } from '#connectors-core/connector-error.js';
import type { Log } from '#domain/log.js';
import { LOG } from '../log/log.token.js';
import { HealedAccounts } from './healed-accounts.js';
import { WaitingWork } from './waiting-work.js';

const LOOK_EVERY_MS = 1_000;
/** What settings or an address may be to blame for, an answer of another's included. */
const OF_SETTINGS: readonly ConnectorErrorCode[] = [...OUTAGE_CODES, 'invalid_response'];

/**
 * What failed because an account or its vendor did not work waits no longer than that: a call that succeeds, whatever
 * it was for, makes all of it due, and so does a person who changes the account or resumes it. Each is worked off as
 * ever, inside its quota.
 */
@Injectable()
export class AccountHealing {
  constructor(
    private readonly waiting: WaitingWork,
    private readonly healed: HealedAccounts,
    private readonly accounts: AccountDirectory,
    private readonly quotas: QuotaService,
    @Inject(LOG) private readonly log: Log,
  ) {}

  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    const [healed, changed] = [this.healed.take(performance.now()), this.healed.takeChanged()];
    try {
      await this.waiting.makeDue(healed, OUTAGE_CODES);
      await this.askQuotasAnew(changed);
      await this.waiting.makeDue(changed, OF_SETTINGS);
    } catch (error) {
      // It is due by itself in the end.
      this.log({ event: 'healed', level: 'warn', outcome: 'failed', error });
    }
  }

  /** More calls may have been bought, and be named in the settings. */
  private async askQuotasAnew(accountIds: readonly string[]): Promise<void> {
    for (const id of accountIds) {
      const active = await this.accounts.byId(id);
      if (active !== undefined) await this.quotas.askAnew(active);
    }
  }
}
