import type { Database } from '#database/database.js';
import type { ApiKey as DbApiKey } from '#database/generated/client.js';
import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Access, Role, StoreScope } from '#domain/access.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';
import { actorNames } from './actor-names.query.js';

/** A key to the admin REST, without the key itself: only its hash is kept. */
export interface ApiKey extends Access {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Worth nothing from then on; null: it does not end by itself. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  /** Whether `HUB_ADMIN_KEY` says it. */
  readonly isFromEnvironment: boolean;
}

/** What each request is held against. */
export interface KeyInForce {
  readonly id: string;
  readonly access: Access;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** In the table no stores are all of them. */
export const fromDbStores = (storeIds: readonly string[]): StoreScope =>
  storeIds.length === 0 ? null : storeIds;

const fromDbApiKey = ({ keyHash: _hash, role, storeIds, ...key }: DbApiKey): ApiKey => ({
  ...key,
  role: role as Role,
  stores: fromDbStores(storeIds),
});

/** A key that is there already is valid again, for whatever it is made now. */
export async function upsertApiKey(sql: Sql, key: ApiKey, hash: Buffer): Promise<string> {
  const [row] = await sql.rows<{ id: string }>({
    // Every hub states at its start what the environment says, and nothing is another by it.
    ...(key.isFromEnvironment ? {} : { tells: ['key'] }),
    text: `INSERT INTO api_keys (id, name, key_hash, created_at, role, store_ids, expires_at, is_from_environment)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (key_hash) DO UPDATE SET revoked_at = NULL, role = EXCLUDED.role, store_ids = EXCLUDED.store_ids,
             expires_at = EXCLUDED.expires_at, is_from_environment = EXCLUDED.is_from_environment
           RETURNING id`,
    values: [
      ...[key.id, key.name, hash, key.createdAt, key.role, [...(key.stores ?? [])]],
      ...[key.expiresAt, key.isFromEnvironment],
    ],
  });
  return row?.id ?? key.id;
}

/** Of a key or a user. */
export async function actorName(sql: Sql, id: string): Promise<string | undefined> {
  return (await actorNames(sql, [id])).get(id);
}

export async function listApiKeys({ prisma }: Database, { limit, after }: Slice): Promise<ApiKey[]> {
  const rows = await prisma.apiKey.findMany({
    ...(after === undefined ? {} : { where: { id: { gt: after } } }),
    orderBy: { id: 'asc' },
    take: limit,
  });
  return rows.map(fromDbApiKey);
}

interface DbKeyInForce extends Omit<KeyInForce, 'access'> {
  readonly hash: string;
  readonly role: Role;
  readonly storeIds: readonly string[];
}

/** Hash (hex) → every key that was not revoked. Asked every second by every hub, so a prepared statement. */
export async function keysInForce(sql: Sql): Promise<Map<string, KeyInForce>> {
  const rows = await sql.rows<DbKeyInForce>({
    name: 'valid_api_keys',
    text: `SELECT id, encode(key_hash, 'hex') AS hash, role, store_ids AS "storeIds", expires_at AS "expiresAt",
             last_used_at AS "lastUsedAt" FROM api_keys WHERE revoked_at IS NULL`,
  });
  return new Map(
    rows.map(({ hash, role, storeIds, ...key }) => [
      hash,
      { ...key, access: { role, stores: fromDbStores(storeIds) } },
    ]),
  );
}

/** Those of these stores that there are none of. */
export async function missingStores(sql: Sql, storeIds: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    text: `SELECT id FROM unnest($1::uuid[]) AS wanted(id) WHERE NOT EXISTS (SELECT FROM stores s WHERE s.id = wanted.id)`,
    values: [storeIds],
  });
  return rows.map(({ id }) => id);
}

/**
 * Locks the keys that hold, so that two requests cannot each revoke the last but one.
 * @returns id → whether it administers, and goes on doing so: one that expires leaves nobody behind
 */
export async function lockKeysInForce(sql: Sql): Promise<Map<string, boolean>> {
  const rows = await sql.rows<{ id: string; administers: boolean }>({
    text: `SELECT id, role = 'admin' AND expires_at IS NULL AS administers
           FROM api_keys WHERE revoked_at IS NULL ORDER BY id FOR UPDATE`,
  });
  return new Map(rows.map(({ id, administers }) => [id, administers]));
}

/** @returns false where there is none that was not revoked */
export async function revokeApiKey(sql: Sql, id: string, revokedAt: Date): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('key', id)],
    text: 'UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
    values: [id, revokedAt],
  });
  return rows.length > 0;
}

/** Of what the environment said before. @returns the ids of those that are revoked by it */
export async function revokeOtherEnvironmentKeys(sql: Sql, id: string, revokedAt: Date): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    tells: ['key'],
    text: `UPDATE api_keys SET revoked_at = $2 WHERE is_from_environment AND revoked_at IS NULL AND id <> $1 RETURNING id`,
    values: [id, revokedAt],
  });
  return rows.map(({ id: revoked }) => revoked);
}

export async function writeKeyUses(sql: Sql, uses: readonly { id: string; at: Date }[]): Promise<void> {
  const { from, values } = inputRows(uses, { id: 'uuid', at: 'timestamptz' });
  await sql.rows({
    name: 'api_key_uses',
    text: `UPDATE api_keys SET last_used_at = GREATEST(last_used_at, input.at) FROM ${from} WHERE api_keys.id = input.id`,
    values,
  });
}
