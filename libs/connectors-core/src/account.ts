import type { ConnectorConfig } from './config-field.js';

/** One merchant's credentials at a vendor, ready for use; `config` has been checked against the fields. */
export interface Account<C extends ConnectorConfig = ConnectorConfig> {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  /** Origin only, e.g. `https://openapi.qmai.cn`; the connector adds the vendor's path. */
  readonly baseUrl: string;
  readonly config: C;
}
