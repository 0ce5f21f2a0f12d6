import type { ActiveAccount } from './active-account.js';

type Accounts = ReadonlyMap<string, Pick<ActiveAccount, 'account' | 'paused'>>;

/** Those that calls may be sent to now and that reach their vendor otherwise than before, or again. */
export function changedAccounts(before: Accounts, now: Accounts): string[] {
  return [...now].filter(([id, one]) => isOther(before.get(id), one)).map(([id]) => id);
}

function isOther(
  before: Pick<ActiveAccount, 'account' | 'paused'> | undefined,
  { account, paused }: Pick<ActiveAccount, 'account' | 'paused'>,
): boolean {
  if (before === undefined || paused) return false;
  return before.paused || reach(before.account) !== reach(account);
}

const reach = ({ baseUrl, config }: ActiveAccount['account']): string => JSON.stringify([baseUrl, config]);
