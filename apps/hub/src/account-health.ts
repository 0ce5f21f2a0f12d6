import type { Provider } from '@nestjs/common';
import type { AccountTrouble, TroubleList } from '#accounts/accounts/account-trouble.js';
import type { WordText } from '#admin-contract/flag-words.js';
import { hourTroubleText } from '#admin-contract/hour-words.js';
import { jobTroubleText } from '#admin-contract/job-words.js';
import { DispatchTroublesQuery } from '#dispatch/operator/dispatch-troubles.query.js';
import { DeliveryTroublesQuery } from '#intake/delivery-troubles.query.js';
import { StrayOrdersQuery } from '#ledger/stray-orders.query.js';
import { PollingTroublesQuery } from '#polling/polling-troubles.query.js';
import { AccountDiscrepanciesQuery } from '#reconciliation/operator/account-discrepancies.query.js';
import { BrakesQuery } from '#reconciliation/operator/brakes.query.js';
import { RunTroublesQuery } from '#reconciliation/operator/runs-standing.query.js';
import { RepairTroublesQuery } from '#reconciliation/operator/repairs-standing.query.js';
import { GapTroublesQuery } from '#reporting/operator/gap-troubles.query.js';
import { SubmissionTroublesQuery } from '#reporting/operator/submission-troubles.query.js';
import { AttributionTroublesQuery } from './attribution-troubles.query.js';
import { FillingTroublesQuery } from './filling-troubles.query.js';

/** `unwell`: it has a trouble. `paused`: nothing is sent, whatever was wrong before. */
export const HEALTH_STATES = ['well', 'unwell', 'paused'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** A trouble, in both languages where it is told by a code of ours. */
interface ToldTrouble extends AccountTrouble {
  readonly text?: WordText;
}

export interface Health {
  readonly state: HealthState;
  /** What waits the longest first. */
  readonly troubles: readonly ToldTrouble[];
}

interface Account {
  readonly id: string;
  readonly paused: boolean;
}

/** What each lib knows of it; one more is one line here. */
const PARTS = [
  PollingTroublesQuery,
  DeliveryTroublesQuery,
  DispatchTroublesQuery,
  SubmissionTroublesQuery,
  GapTroublesQuery,
  AttributionTroublesQuery,
  FillingTroublesQuery,
  StrayOrdersQuery,
  AccountDiscrepanciesQuery,
  BrakesQuery,
  RepairTroublesQuery,
  RunTroublesQuery,
] as const;

interface TroublesOf {
  /** One statement, whatever the number of accounts. */
  ofAccounts(ids: readonly string[]): Promise<readonly AccountTrouble[]>;
}

/** Whether accounts work, by what is being tried for them. */
export class AccountHealth {
  constructor(private readonly parts: readonly TroublesOf[]) {}

  /** As many statements as for one. */
  async ofAll<Each extends Account>(accounts: readonly Each[]): Promise<(Each & { health: Health })[]> {
    const troubles = await this.troubles(accounts);
    return accounts.map((account) => ({ ...account, health: healthOf(account, troubles) }));
  }

  private async troubles(accounts: readonly Account[]): Promise<AccountTrouble[]> {
    const ids = accounts.map(({ id }) => id);
    return (await Promise.all(this.parts.map((part) => part.ofAccounts(ids)))).flat();
  }
}

export const accountHealth: Provider = {
  provide: AccountHealth,
  useFactory: (...parts: TroublesOf[]) => new AccountHealth(parts),
  inject: [...PARTS],
};

/** @param all may hold those of other accounts, too */
export function healthOf({ id, paused }: Account, all: readonly AccountTrouble[]): Health {
  const troubles = all
    .filter(({ accountId }) => accountId === id)
    .sort(byAge)
    .map(told);
  if (paused) return { state: 'paused', troubles };
  return { state: troubles.length === 0 ? 'well' : 'unwell', troubles };
}

const byAge = (a: AccountTrouble, b: AccountTrouble): number => a.oldestAt.getTime() - b.oldestAt.getTime();

/** By list. */
const TEXTS: Partial<Readonly<Record<TroubleList, (code: string) => WordText | undefined>>> = {
  hours: hourTroubleText,
  jobs: jobTroubleText,
};

function told(trouble: AccountTrouble): ToldTrouble {
  const text = TEXTS[trouble.what]?.(trouble.code);
  return text === undefined ? trouble : { ...trouble, text };
}
