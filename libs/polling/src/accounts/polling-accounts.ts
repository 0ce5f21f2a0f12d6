import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import type { SourcePages } from '#connectors-core/source-pages.js';
import type { WindowLimits } from '../windows/window-plan.js';

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
  readonly limits: WindowLimits;
}

/** How long accounts pause between listings whose settings leave it to us. */
export interface Pauses {
  /** As last looked at. */
  defaultMs(accountId: string): number;
  /** At most once a minute: settings change, and vendors name other limits. */
  look(): Promise<void>;
}

/** Undefined where the connector lists nothing. @throws whatever the connector makes of strange settings */
export function asPaged(active: ActiveAccount, pauses: Pauses): PagedAccount | undefined {
  const pages = active.connector.source?.pages;
  if (pages === undefined) return undefined;
  const { largestWindowMs, lagMs, overlapMs } = pages;
  const intervalMs = pages.intervalMs(active.account) ?? pauses.defaultMs(active.account.id);
  return { active, pages, limits: { largestWindowMs, lagMs, overlapMs, intervalMs } };
}

export type AccountFault = (active: ActiveAccount, error: unknown) => void;

/** An account whose settings its connector cannot read stops only itself. */
export const pagedAccounts = (
  accounts: Pick<PollingAccounts, 'all'>,
  pauses: Pauses,
  onFault: AccountFault = () => undefined,
): PagedAccount[] =>
  accounts.all().flatMap((active) => guarded(active, onFault, () => asPaged(active, pauses)));

/** As one item, or none when there is none or the connector fails. */
export function guarded<T extends object>(
  active: ActiveAccount,
  onFault: AccountFault,
  read: () => T | undefined,
): T[] {
  try {
    const value = read();
    return value === undefined ? [] : [value];
  } catch (error) {
    onFault(active, error);
    return [];
  }
}
