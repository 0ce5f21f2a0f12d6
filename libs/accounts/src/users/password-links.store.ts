import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';

export interface NewLink {
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A link that can still be used. */
export interface OpenLink {
  readonly id: string;
  readonly userId: string;
  /** Of the user. */
  readonly name: string;
  readonly expiresAt: Date;
}

export async function insertLink(sql: Sql, link: NewLink): Promise<void> {
  await sql.rows({
    tells: [hintOf('user', link.userId)],
    text: `INSERT INTO password_links (id, user_id, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [link.id, link.userId, link.tokenHash, link.createdAt, link.expiresAt],
  });
}

/** All of a user that were not used. */
export async function endLinksOf(sql: Sql, userId: string, at: Date): Promise<void> {
  await sql.rows({
    tells: [hintOf('user', userId)],
    text: 'UPDATE password_links SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL RETURNING id',
    values: [userId, at],
  });
}

const OPEN = `SELECT l.id, l.user_id AS "userId", u.name, l.expires_at AS "expiresAt"
  FROM password_links l JOIN users u ON u.id = l.user_id
  WHERE l.token_hash = $1 AND l.ended_at IS NULL AND l.expires_at > $2 AND u.disabled_at IS NULL`;

export async function openLink(sql: Sql, tokenHash: Buffer, now: Date): Promise<OpenLink | undefined> {
  const [row] = await sql.rows<OpenLink>({ text: OPEN, values: [tokenHash, now] });
  return row;
}

/** Ends it in this transaction. @returns false where it was used or ended before: of two who use one, one does */
export async function useLink(sql: Sql, { id, userId }: OpenLink, now: Date): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('user', userId)],
    text: `UPDATE password_links SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $2 RETURNING id`,
    values: [id, now],
  });
  return rows.length > 0;
}
