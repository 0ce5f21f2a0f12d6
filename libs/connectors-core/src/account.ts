import type { ConnectorConfig } from './config-field.js';

/** One merchant's credentials at a vendor, ready for use; `config` has been checked against the fields. */
export interface Account<C extends ConnectorConfig = ConnectorConfig> {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  /** Origin only, e.g. `https://openapi.qmai.cn`; the connector adds the vendor's path. */
  readonly baseUrl: string;
  readonly config: C;
  /** What dated settings were before they were changed, the oldest first; absent: they never were. */
  readonly past?: readonly PastConfig[];
}

/** What an account's dated settings were until they were changed. */
export interface PastConfig {
  readonly until: Date;
  readonly config: ConnectorConfig;
}

/** The account's settings, the dated ones as they were in force at that instant. */
export function configAt<C extends ConnectorConfig>({ config, past = [] }: Account<C>, instant: Date): C {
  const then = past.find(({ until }) => instant < until);
  return then === undefined ? config : { ...config, ...then.config };
}
