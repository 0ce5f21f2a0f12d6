import type { AccountsFacts } from './account-facts.js';
import type { ComparedAccount } from './compared-account.js';
import { addFound, addSilence, type Comparison, type Gathered, nothingYet } from './comparison.js';
import { type Found, silentFor } from './difference.js';
import type { JudgedRule } from './rules.js';
import { unknownStore, unknownValue } from './unknown-words.rule.js';

/** What an account's orders say that nobody knows. Pure. A list that was cut off finds, and ends nothing. */
export function compareAccount(account: ComparedAccount, accounts: AccountsFacts, now: Date): Comparison {
  const made = nothingYet();
  const add = (rule: JudgedRule, found: readonly Found[], isWhole: boolean): void => {
    for (const one of found) addFound(made, rule, one, accounts.get(account.id), now);
    if (!isWhole) cutOff(made, rule);
  };
  add('unknown_value', unknownValue(account, now), account.areValuesWhole);
  add('unknown_store', unknownStore(account), account.areStoresWhole);
  return made;
}

const cutOff = (made: Gathered, rule: JudgedRule): void =>
  addSilence(made, rule, silentFor('not_covered'), null);
