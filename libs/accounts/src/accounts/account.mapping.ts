import type { ConnectorConfig } from '#connectors-core/config-field.js';
import type { PastConfig } from '#connectors-core/account.js';
import type { FlagsSince } from './account-flags.js';
import type { Account as DbAccount } from '#database/generated/client.js';

/** That somebody paused an account or let it go on. */
export interface Pausing {
  readonly paused: boolean;
  readonly reason: string | null;
  /** The name of the API key; null where a program of ours did it. */
  readonly by: string | null;
  readonly at: Date;
}

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
  /** Of the address before the present one, which works until then. */
  readonly oldWebhookKeyHash: Uint8Array | null;
  readonly oldWebhookUntil: Date | null;
  readonly paused: boolean;
  readonly pausing: Pausing | null;
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
  pausing: fromDbPausing(row.pausing),
  flagsSince: fromDbFlagsSince(row.flagsSince),
  past: fromDbPast(row.past),
});

export const fromDbPausing = (value: unknown): Pausing | null => {
  if (value === null) return null;
  const said = value as Omit<Pausing, 'at'> & { readonly at: string };
  return { ...said, at: new Date(said.at) };
};

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
  webhook_key_hash AS "webhookKeyHash", old_webhook_key_hash AS "oldWebhookKeyHash",
  old_webhook_until AS "oldWebhookUntil", paused, pausing, flags_since AS "flagsSince",
  config_past AS "past", cover_confirmed_at AS "coverConfirmedAt", cover_confirmed_by AS "coverConfirmedBy", created_at AS "createdAt", updated_at AS "updatedAt"`;
