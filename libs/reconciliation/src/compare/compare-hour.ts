import type { AccountsFacts } from './account-facts.js';
import type { ComparedHour } from './compared-hour.js';
import { addFound, addSilence, type Comparison, nothingYet } from './comparison.js';
import { hourDiffers } from './hour-differs.rule.js';
import { ticketsDiffer } from './tickets-differ.rule.js';

const RULES = { hour_differs: hourDiffers, tickets_differ: ticketsDiffer } as const;
const CODES = Object.keys(RULES) as (keyof typeof RULES)[];

/** Holds what the ledger says of an hour against what its vendor was told, and that against what it shows. Pure. */
export function compareHour(hour: ComparedHour, accounts: AccountsFacts, now: Date): Comparison {
  const made = nothingYet();
  for (const rule of CODES) {
    const judged = RULES[rule](hour, accounts);
    addSilence(made, rule, judged, null);
    for (const found of judged.found) addFound(made, rule, found, accounts.get(found.accountId), now);
  }
  return made;
}
