import type { Database } from '#database/database.js';
import type { ApiKey as DbApiKey } from '#database/generated/client.js';
import type { Sql } from '#database/sql.js';
import type { Slice } from '../slice.js';

/** A key to the admin REST, without the key itself: only its hash is kept. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const fromDbApiKey = ({ id, name, createdAt, revokedAt }: DbApiKey): ApiKey => ({
  id,
  name,
  createdAt,
  revokedAt,
});

/** A key that is there already is valid again. */
export async function upsertApiKey(sql: Sql, key: ApiKey, hash: Buffer): Promise<void> {
  await sql.rows({
    text: `INSERT INTO api_keys (id, name, key_hash, created_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (key_hash) DO UPDATE SET revoked_at = NULL`,
    values: [key.id, key.name, hash, key.createdAt],
  });
}

export async function apiKeyName({ prisma }: Database, id: string): Promise<string | undefined> {
  return (await prisma.apiKey.findUnique({ where: { id }, select: { name: true } }))?.name;
}

export async function listApiKeys({ prisma }: Database, { limit, after }: Slice): Promise<ApiKey[]> {
  const rows = await prisma.apiKey.findMany({
    ...(after === undefined ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(fromDbApiKey);
}

/** Hash (hex) → id of every key that is valid. Asked every second by every hub, so a prepared statement. */
export async function validApiKeys(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ id: string; hash: string }>({
    name: 'valid_api_keys',
    text: `SELECT id, encode(key_hash, 'hex') AS hash FROM api_keys WHERE revoked_at IS NULL`,
  });
  return new Map(rows.map(({ id, hash }) => [hash, id]));
}

/** Locks the valid keys, so that two requests cannot each revoke the last but one. */
export async function lockValidApiKeys(sql: Sql): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    text: 'SELECT id FROM api_keys WHERE revoked_at IS NULL ORDER BY id FOR UPDATE',
  });
  return rows.map(({ id }) => id);
}

export async function revokeApiKey(sql: Sql, id: string, revokedAt: Date): Promise<void> {
  await sql.rows({ text: 'UPDATE api_keys SET revoked_at = $2 WHERE id = $1', values: [id, revokedAt] });
}
