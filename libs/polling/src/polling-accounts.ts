import type { ActiveAccount } from '#accounts/active-account.js';
import type { SourcePages } from '#connectors-core/source-pages.js';
import type { WindowLimits } from './window-plan.js';

/** What of the accounts is needed here. */
export interface PollingAccounts {
  byId(id: string): Promise<ActiveAccount | undefined>;
  /** The paused ones too. From memory. */
  all(): readonly ActiveAccount[];
}

/** An account whose orders can be listed, and what its connector says of that. */
export interface PagedAccount {
  readonly active: ActiveAccount;
  readonly pages: SourcePages;
  readonly streams: readonly string[];
  readonly limits: WindowLimits;
}

/** Undefined where the connector lists nothing. @throws whatever the connector makes of strange settings */
export function asPaged(active: ActiveAccount): PagedAccount | undefined {
  const pages = active.connector.source?.pages;
  if (pages === undefined) return undefined;
  const { largestWindowMs, lagMs, overlapMs } = pages;
  const intervalMs = pages.intervalMs(active.account);
  const limits = { largestWindowMs, lagMs, overlapMs, intervalMs };
  return { active, pages, streams: pages.streams(active.account, []), limits };
}

/** An account whose settings its connector cannot read stops only itself. */
export function pagedAccounts(
  accounts: Pick<PollingAccounts, 'all'>,
  onFault: (accountId: string, error: unknown) => void = () => undefined,
): PagedAccount[] {
  return accounts.all().flatMap((active) => {
    try {
      return asPaged(active) ?? [];
    } catch (error) {
      onFault(active.account.id, error);
      return [];
    }
  });
}
