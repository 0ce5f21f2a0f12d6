import type { ActiveAccount } from '#accounts/accounts/active-account.js';

const MINUTE_MS = 60_000;
const DEFAULT_PLACE_WITHIN_MINUTES = 60;
const DEFAULT_NEGATIVE_FIND_SECONDS = 30;

/** A whole number among the account's settings; a connector that does not have the setting has the default. */
function numberSetting({ account }: ActiveAccount, name: string, otherwise: number): number {
  const value = account.config[name];
  return typeof value === 'number' ? value : otherwise;
}

/** How long ago an order may have been paid to be placed by itself. */
export const placeWithinMs = (active: ActiveAccount): number =>
  numberSetting(active, 'placeWithinMinutes', DEFAULT_PLACE_WITHIN_MINUTES) * MINUTE_MS;

/** How long after an attempt's hard deadline the till must still not show an order before it counts as absent. */
export const negativeFindMs = (active: ActiveAccount): number =>
  numberSetting(active, 'negativeFindSeconds', DEFAULT_NEGATIVE_FIND_SECONDS) * 1_000;

/** What becomes of an order that was cancelled at the till and is alive again. */
export const ifReopened = ({ account }: ActiveAccount): 'hold' | 'place' =>
  account.config['reopened'] === 'place' ? 'place' : 'hold';

/** Whether an order of this storefront waits for a person while the maps do not list what it says. */
export const holdsUnknown = ({ account }: ActiveAccount): boolean =>
  account.config['placeUnknown'] === 'hold';

/** The flag of the account that switches a kind of command on. */
export const flagOf = (kind: string): string => `dispatch.${kind}`;
