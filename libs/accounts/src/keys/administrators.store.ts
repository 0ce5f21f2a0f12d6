import type { Sql } from '#database/sql.js';
import { refusal } from '#domain/refusal.js';
import { ConflictError } from '../account-errors.js';
import { lockKeysInForce } from './api-keys.store.js';

const ADMINISTERING = `SELECT id FROM users
  WHERE role = 'admin' AND disabled_at IS NULL AND password_hash IS NOT NULL`;

/** Whether a user administers. */
export async function isAdministered(sql: Sql): Promise<boolean> {
  return (await sql.rows({ text: `${ADMINISTERING} LIMIT 1` })).length > 0;
}

/**
 * Locks whoever administers, keys first: of two requests that each take one away the second sees what the first has left.
 * A user without a password administers nothing, and a key that expires is not counted on.
 */
async function lockAdministrators(sql: Sql): Promise<Set<string>> {
  const keys = await lockKeysInForce(sql);
  const users = await sql.rows<{ id: string }>({ text: `${ADMINISTERING} ORDER BY id FOR UPDATE` });
  const administering = [...keys].flatMap(([id, administers]) => (administers ? [id] : []));
  return new Set([...administering, ...users.map(({ id }) => id)]);
}

/**
 * Locks them, and sees that somebody goes on administering when this one does not: else nobody could make another.
 * @throws ConflictError
 */
export async function leaveAdministrator(sql: Sql, id: string): Promise<void> {
  const left = await lockAdministrators(sql);
  if (left.delete(id) && left.size === 0) throw new ConflictError(refusal('last_administrator'));
}
