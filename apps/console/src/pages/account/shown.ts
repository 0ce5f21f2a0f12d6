import { useOutletContext } from 'react-router';
import type { Account } from '../../api/accounts.js';
import type { Connector } from '../../api/connectors.js';

/** An account and what its connector says of accounts like it, for the parts of its page. */
export interface Shown {
  readonly account: Account;
  readonly connector: Connector;
}

export const useShown = (): Shown => useOutletContext<Shown>();
