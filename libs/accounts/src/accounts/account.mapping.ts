import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { PastConfig } from '#connectors-core/account.js';
import type { FlagsSince } from './account-flags.js';
import type { Account as DbAccount } from '#database/generated/client.js';

/** An account as it lies in the database: the secrets still sealed. */
export interface StoredAccount {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  /** Origin only; empty where the connector makes no calls. */
  readonly baseUrl: string;
  /** The fields that are not sensitive. */
  readonly config: ConnectorConfig;
  readonly secrets: Uint8Array;
  readonly webhookKeyHash: Uint8Array | null;
  readonly paused: boolean;
  readonly flagsSince: FlagsSince;
  readonly past: readonly PastConfig[];
  /** When a person confirmed that a covered hour shows right at the vendor. */
  readonly coverConfirmedAt: Date | null;
  /** The name of the API key by which that was done. */
  readonly coverConfirmedBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const fromDbAccount = (row: DbAccount): StoredAccount => ({
  ...row,
  config: row.config as ConnectorConfig,
  flagsSince: fromDbFlagsSince(row.flagsSince),
  past: fromDbPast(row.past),
});

export const fromDbFlagsSince = (value: unknown): FlagsSince =>
  Object.fromEntries(
    Object.entries(value as Readonly<Record<string, string>>).map(([flag, at]) => [flag, new Date(at)]),
  );

export const fromDbPast = (value: unknown): PastConfig[] =>
  (value as readonly { until: string; config: ConnectorConfig }[]).map(({ until, config }) => ({
    until: new Date(until),
    config,
  }));

/** Columns of a raw row, in the names of `StoredAccount`. */
export const ACCOUNT_COLUMNS = `id, connector, name, base_url AS "baseUrl", config, secrets,
  webhook_key_hash AS "webhookKeyHash", paused, flags_since AS "flagsSince",
  config_past AS "past", cover_confirmed_at AS "coverConfirmedAt", cover_confirmed_by AS "coverConfirmedBy", created_at AS "createdAt", updated_at AS "updatedAt"`;
