import type { AccountsFacts } from './account-facts.js';
import type { ComparedHour } from './compared-hour.js';
import { addFound, addSilence, type Comparison, nothingYet } from './comparison.js';
import { hourDiffers } from './hour-differs.rule.js';

/** Holds what the ledger says of an hour against what its vendor was told. Pure. */
export function compareHour(hour: ComparedHour, accounts: AccountsFacts, now: Date): Comparison {
  const made = nothingYet();
  const judged = hourDiffers(hour, accounts);
  addSilence(made, 'hour_differs', judged, null);
  for (const found of judged.found) addFound(made, 'hour_differs', found, accounts.get(found.accountId), now);
  return made;
}
