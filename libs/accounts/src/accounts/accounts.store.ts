import type { Database } from '#database/database.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';
import {
  ACCOUNT_COLUMNS,
  fromDbAccount,
  fromDbFlagsSince,
  fromDbPast,
  fromDbPausing,
  type StoredAccount,
} from './account.mapping.js';

export async function insertAccount(sql: Sql, account: StoredAccount): Promise<void> {
  await sql.rows({
    tells: [hintOf('account', account.id)],
    text: `INSERT INTO accounts (id, connector, name, base_url, config, secrets, webhook_key_hash, paused,
                                 flags_since, config_past, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $11)`,
    values: [account.id, account.connector, account.name, ...changeable(account), account.createdAt],
  });
}

/** Locks the row until the transaction ends: two changes of one account must not lose one. */
export async function lockAccount(sql: Sql, id: string): Promise<StoredAccount | undefined> {
  const [row] = await sql.rows<StoredAccount>({
    text: `SELECT ${ACCOUNT_COLUMNS} FROM accounts WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  return row && withDates(row);
}

/** A raw row's JSON has its instants as text. */
const withDates = (row: StoredAccount): StoredAccount => ({
  ...row,
  pausing: fromDbPausing(row.pausing),
  flagsSince: fromDbFlagsSince(row.flagsSince),
  past: fromDbPast(row.past),
});

export async function updateAccount(sql: Sql, account: StoredAccount): Promise<void> {
  await sql.rows({
    tells: [hintOf('account', account.id)],
    text: `UPDATE accounts SET name = $2, base_url = $3, config = $4::jsonb, secrets = $5, webhook_key_hash = $6,
                               paused = $7, flags_since = $8::jsonb, config_past = $9::jsonb, updated_at = $10,
                               cover_confirmed_at = $11, cover_confirmed_by = $12, pausing = $13::jsonb,
                               old_webhook_key_hash = $14, old_webhook_until = $15
           WHERE id = $1`,
    values: [
      account.id,
      account.name,
      ...changeable(account),
      account.updatedAt,
      account.coverConfirmedAt,
      account.coverConfirmedBy,
      account.pausing === null ? null : jsonText(account.pausing),
      account.oldWebhookKeyHash === null ? null : Buffer.from(account.oldWebhookKeyHash),
      account.oldWebhookUntil,
    ],
  });
}

const changeable = ({
  baseUrl,
  config,
  secrets,
  webhookKeyHash,
  paused,
  flagsSince,
  past,
}: StoredAccount): readonly unknown[] => [
  baseUrl,
  jsonText(config),
  Buffer.from(secrets),
  webhookKeyHash === null ? null : Buffer.from(webhookKeyHash),
  paused,
  jsonText(flagsSince),
  jsonText(past),
];

export async function isPaused(sql: Sql, id: string): Promise<boolean> {
  const [row] = await sql.rows<{ paused: boolean }>({
    name: 'account_is_paused',
    text: 'SELECT paused FROM accounts WHERE id = $1',
    values: [id],
  });
  return row?.paused ?? false;
}

export async function findAccount({ prisma }: Database, id: string): Promise<StoredAccount | undefined> {
  const row = await prisma.account.findUnique({ where: { id } });
  return row ? fromDbAccount(row) : undefined;
}

export async function listAccounts({ prisma }: Database, { limit, after }: Slice): Promise<StoredAccount[]> {
  const rows = await prisma.account.findMany({
    ...(after === undefined ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(fromDbAccount);
}

export async function allAccounts(sql: Sql): Promise<StoredAccount[]> {
  const rows = await sql.rows<StoredAccount>({
    name: 'all_accounts',
    text: `SELECT ${ACCOUNT_COLUMNS} FROM accounts`,
  });
  return rows.map(withDates);
}

/**
 * A text that differs whenever any account was made or changed. Made of the rows' transaction ids: a
 * greatest updated_at would miss a change that commits after a later-stamped one.
 */
export async function accountsVersion(sql: Sql): Promise<string> {
  const [row] = await sql.rows<{ version: string | null }>({
    name: 'accounts_version',
    text: `SELECT md5(string_agg(id::text || xmin::text, ',' ORDER BY id)) AS version FROM accounts`,
  });
  return row?.version ?? '';
}
