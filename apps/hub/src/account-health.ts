import { Injectable } from '@nestjs/common';
import type { AccountTrouble } from '#accounts/accounts/account-trouble.js';
import { DispatchTroublesQuery } from '#dispatch/operator/dispatch-troubles.query.js';
import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { PollingTroublesQuery } from '#polling/polling-troubles.query.js';
import { SubmissionTroublesQuery } from '#reporting/submission-troubles.query.js';
import { AttributionTroublesQuery } from './attribution-troubles.query.js';

/** `unwell`: something is being tried for it in vain. `paused`: nothing is sent, whatever was wrong before. */
export const HEALTH_STATES = ['well', 'unwell', 'paused'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export interface Health {
  readonly state: HealthState;
  /** What waits the longest first. */
  readonly troubles: readonly AccountTrouble[];
}

interface Account {
  readonly id: string;
  readonly paused: boolean;
}

/** Whether accounts work, by what is being tried for them: each lib knows its own part of it. */
@Injectable()
export class AccountHealth {
  constructor(
    private readonly polling: PollingTroublesQuery,
    private readonly intake: DeliveryTroublesQuery,
    private readonly dispatch: DispatchTroublesQuery,
    private readonly reporting: SubmissionTroublesQuery,
    private readonly attributions: AttributionTroublesQuery,
  ) {}

  async of(account: Account): Promise<Health> {
    return healthOf(account, await this.troubles([account]));
  }

  /** As many statements as for one. */
  async ofAll<Each extends Account>(accounts: readonly Each[]): Promise<(Each & { health: Health })[]> {
    const troubles = await this.troubles(accounts);
    return accounts.map((account) => ({ ...account, health: healthOf(account, troubles) }));
  }

  private async troubles(accounts: readonly Account[]): Promise<AccountTrouble[]> {
    const ids = accounts.map(({ id }) => id);
    const parts = [this.polling, this.intake, this.dispatch, this.reporting, this.attributions];
    return (await Promise.all(parts.map((part) => part.ofAccounts(ids)))).flat();
  }
}

/** @param all may hold those of other accounts, too */
export function healthOf({ id, paused }: Account, all: readonly AccountTrouble[]): Health {
  const troubles = all.filter(({ accountId }) => accountId === id).sort(byAge);
  if (paused) return { state: 'paused', troubles };
  return { state: troubles.length === 0 ? 'well' : 'unwell', troubles };
}

const byAge = (a: AccountTrouble, b: AccountTrouble): number => a.oldestAt.getTime() - b.oldestAt.getTime();
