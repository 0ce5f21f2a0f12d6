import type { Sql } from '#database/sql.js';
import type { Access, Role } from '#domain/access.js';
import { hintOf } from '#domain/hint.js';
import { fromDbStores } from '../keys/api-keys.store.js';
import type { Slice } from '../slice.js';
import { nameKey } from './user-name.js';

/** A person who signs in by a name and a password. */
export interface User extends Access {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Null: none is set, and nobody signs in. */
  readonly passwordSetAt: Date | null;
  readonly disabledAt: Date | null;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
  /** Of the link by which a password can be set just now; null: there is none. */
  readonly linkExpiresAt: Date | null;
}

interface DbUser extends Omit<User, 'stores'> {
  readonly role: Role;
  readonly storeIds: readonly string[];
}

const fromDbUser = ({ storeIds, ...user }: DbUser): User => ({ ...user, stores: fromDbStores(storeIds) });

const COLUMNS = `u.id, u.name, u.role, u.store_ids AS "storeIds", u.created_at AS "createdAt",
  u.password_set_at AS "passwordSetAt", u.disabled_at AS "disabledAt", u.last_used_at AS "lastUsedAt",
  (SELECT max(l.expires_at) FROM password_links l
   WHERE l.user_id = u.id AND l.ended_at IS NULL AND l.expires_at > $1) AS "linkExpiresAt"`;

export async function findUser(sql: Sql, id: string, now: Date): Promise<User | undefined> {
  const [row] = await sql.rows<DbUser>({
    text: `SELECT ${COLUMNS} FROM users u WHERE u.id = $2`,
    values: [now, id],
  });
  return row && fromDbUser(row);
}

export async function listUsers(sql: Sql, { limit, after }: Slice, now: Date): Promise<User[]> {
  const rows = await sql.rows<DbUser>({
    text: `SELECT ${COLUMNS} FROM users u WHERE $3::uuid IS NULL OR u.id > $3 ORDER BY u.id LIMIT $2`,
    values: [now, limit, after ?? null],
  });
  return rows.map(fromDbUser);
}

/** @returns undefined where there is none */
export async function lockUser(sql: Sql, id: string, now: Date): Promise<User | undefined> {
  const rows = await sql.rows({ text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [id] });
  return rows.length === 0 ? undefined : findUser(sql, id, now);
}

/** @returns false where another one has the name */
export async function insertUser(
  sql: Sql,
  { id, name, role, stores, createdAt }: Pick<User, 'id' | 'name' | 'role' | 'stores' | 'createdAt'>,
): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('user', id)],
    text: `INSERT INTO users (id, name, name_key, role, store_ids, created_at) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (name_key) DO NOTHING RETURNING id`,
    values: [id, name, nameKey(name), role, [...(stores ?? [])], createdAt],
  });
  return rows.length > 0;
}

/** Of a name that {@link insertUser} found taken: nobody is deleted. */
export async function idByName(sql: Sql, name: string): Promise<string> {
  const [row] = await sql.rows<{ id: string }>({
    text: 'SELECT id FROM users WHERE name_key = $1 FOR UPDATE',
    values: [nameKey(name)],
  });
  if (row === undefined) throw new Error('the user of a taken name is gone');
  return row.id;
}

/** Whether another user than this has the name. Until the transaction ends, nobody else takes it. */
export async function isNameTaken(sql: Sql, name: string, id: string): Promise<boolean> {
  await sql.rows({
    text: `SELECT pg_advisory_xact_lock(hashtextextended('users.name ' || $1, 0))`,
    values: [nameKey(name)],
  });
  const rows = await sql.rows({
    text: 'SELECT FROM users WHERE name_key = $1 AND id <> $2',
    values: [nameKey(name), id],
  });
  return rows.length > 0;
}

/** Its name is free: see {@link isNameTaken}. */
export async function updateUser(
  sql: Sql,
  { id, name, role, stores, disabledAt }: Pick<User, 'id' | 'name' | 'role' | 'stores' | 'disabledAt'>,
): Promise<void> {
  await sql.rows({
    tells: [hintOf('user', id)],
    text: 'UPDATE users SET name = $2, name_key = $3, role = $4, store_ids = $5, disabled_at = $6 WHERE id = $1',
    values: [id, name, nameKey(name), role, [...(stores ?? [])], disabledAt],
  });
}
