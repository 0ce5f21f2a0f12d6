import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import { nameKey } from './user-name.js';

/** Of a user who may sign in: the hash, and whose it is. */
export interface Credential {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
  /** Another one, or none, has another time; one that is hashed anew has the same. */
  readonly passwordSetAt: Date;
}

const SIGNS_IN = 'disabled_at IS NULL AND password_hash IS NOT NULL';
const CREDENTIAL = `SELECT id, name, password_hash AS "passwordHash", password_set_at AS "passwordSetAt"
  FROM users WHERE ${SIGNS_IN}`;

/** @param name in whatever case. @returns undefined where nobody of that name may sign in */
export async function credentialByName(sql: Sql, name: string): Promise<Credential | undefined> {
  const [row] = await sql.rows<Credential>({
    name: 'user_credential',
    text: `${CREDENTIAL} AND name_key = $1`,
    values: [nameKey(name)],
  });
  return row;
}

export async function credentialOf(sql: Sql, id: string): Promise<Credential | undefined> {
  const [row] = await sql.rows<Credential>({ text: `${CREDENTIAL} AND id = $1`, values: [id] });
  return row;
}

/** Keeps whoever changes it waiting until the transaction ends. @returns whether it still is the one of a user who may sign in */
export async function holdsCredential(sql: Sql, { id, passwordSetAt }: Credential): Promise<boolean> {
  const rows = await sql.rows({
    text: `SELECT FROM users WHERE id = $1 AND password_set_at = $2 AND ${SIGNS_IN} FOR SHARE`,
    values: [id, passwordSetAt],
  });
  return rows.length > 0;
}

/** The same password at another cost. One that was changed meanwhile stays. */
export async function replaceHash(
  sql: Sql,
  { id, passwordHash }: Credential,
  replaced: string,
): Promise<void> {
  await sql.rows({
    // No list shows a hash, and when it was set stays.
    tells: [],
    text: 'UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2',
    values: [id, passwordHash, replaced],
  });
}

/** By its user, in the place of the one that was shown. @returns false where that holds no more */
export async function changePassword(
  sql: Sql,
  { id, passwordSetAt }: Credential,
  { hash, at }: { readonly hash: string; readonly at: Date },
): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('user', id)],
    text: `UPDATE users SET password_hash = $3, password_set_at = $4
           WHERE id = $1 AND password_set_at = $2 AND ${SIGNS_IN} RETURNING id`,
    values: [id, passwordSetAt, hash, at],
  });
  return rows.length > 0;
}

/** @param hash null: none any more. @returns false for a user who is disabled */
export async function writePassword(
  sql: Sql,
  id: string,
  { hash, at }: { readonly hash: string | null; readonly at: Date },
): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('user', id)],
    text: `UPDATE users SET password_hash = $2::text, password_set_at = CASE WHEN $2::text IS NULL THEN NULL ELSE $3::timestamptz END
           WHERE id = $1 AND disabled_at IS NULL RETURNING id`,
    values: [id, hash, at],
  });
  return rows.length > 0;
}
