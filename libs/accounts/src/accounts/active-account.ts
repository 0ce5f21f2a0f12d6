import type { FlagsSince } from './account-flags.js';
import type { Account } from '#connectors-core/account.js';
import type { Connector } from '#connectors-core/connector.js';

/** An account with its credentials decrypted and its connector found: what workers and webhooks use. */
export interface ActiveAccount {
  readonly account: Account;
  readonly connector: Connector;
  /** No request is sent to a paused account; its deliveries are still taken and kept. */
  readonly paused: boolean;
  readonly flagsSince: FlagsSince;
}

/** How many calls the vendor is sent at once, at most. */
export const concurrencyOf = ({ connector, account }: ActiveAccount): number =>
  connector.limits(account).concurrency;
