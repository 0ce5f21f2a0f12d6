import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Slice } from '../slice.js';
import type { Actor } from './actor.js';

const KEPT_MS = 30 * 24 * 3_600_000;

/** That somebody signed in, without what the browser holds: only its hash is kept. */
export interface Session {
  readonly id: string;
  readonly actor: Actor & { readonly name: string };
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date;
  /** Whatever it is used for. */
  readonly endsAt: Date;
  /** What the browser says that it is. */
  readonly client: string;
}

export interface NewSession extends Omit<Session, 'actor'> {
  readonly actor: Actor;
  readonly tokenHash: Buffer;
}

interface DbSession extends Omit<Session, 'actor'> {
  readonly kind: 'key';
  readonly actorId: string;
  readonly name: string;
  /** Of its token, hex. */
  readonly hash: string;
}

export const fromDbSession = ({ kind, actorId, name, hash: _hash, ...session }: DbSession): Session => ({
  ...session,
  actor: { kind, id: actorId, name },
});

const COLUMNS = `s.id, encode(s.token_hash, 'hex') AS hash, s.actor_kind AS kind, s.actor_id AS "actorId", k.name,
  s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.ends_at AS "endsAt", s.client`;

/** Of an actor that may still do something, and not over by itself. */
const LIVE = `sessions s
  JOIN api_keys k ON s.actor_kind = 'key' AND k.id = s.actor_id AND k.revoked_at IS NULL
  WHERE s.ended_at IS NULL AND s.ends_at > $1 AND s.last_used_at > $2`;

/** Asked every second by every hub, so a prepared statement. @param idleSince whoever was used last then has ended */
export const liveSessions = (sql: Sql, now: Date, idleSince: Date): Promise<DbSession[]> =>
  sql.rows<DbSession>({
    name: 'live_sessions',
    text: `SELECT ${COLUMNS} FROM ${LIVE}`,
    values: [now, idleSince],
  });

export async function listSessions(
  sql: Sql,
  { now, idleSince, limit, after }: Slice & { readonly now: Date; readonly idleSince: Date },
): Promise<Session[]> {
  const rows = await sql.rows<DbSession>({
    text: `SELECT ${COLUMNS} FROM ${LIVE} AND ($3::uuid IS NULL OR s.id > $3) ORDER BY s.id LIMIT $4`,
    values: [now, idleSince, after ?? null, limit],
  });
  return rows.map(fromDbSession);
}

export async function insertSession(sql: Sql, session: NewSession): Promise<void> {
  const { id, tokenHash, actor, createdAt, lastUsedAt, endsAt, client } = session;
  await sql.rows({
    text: `INSERT INTO sessions (id, token_hash, actor_kind, actor_id, created_at, last_used_at, ends_at, client)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, tokenHash, actor.kind, actor.id, createdAt, lastUsedAt, endsAt, client],
  });
}

export async function endSession(sql: Sql, id: string, at: Date): Promise<boolean> {
  const rows = await sql.rows({
    text: 'UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id',
    values: [id, at],
  });
  return rows.length > 0;
}

/** Ends those of an actor but for the last used `keep`. */
export async function endSessionsOf(sql: Sql, { kind, id }: Actor, at: Date, keep = 0): Promise<void> {
  await sql.rows({
    text: `UPDATE sessions SET ended_at = $3 WHERE id IN (
             SELECT id FROM sessions WHERE actor_kind = $1 AND actor_id = $2 AND ended_at IS NULL
             ORDER BY last_used_at DESC, id DESC OFFSET $4)`,
    values: [kind, id, at, keep],
  });
}

export async function writeUses(sql: Sql, uses: readonly { id: string; at: Date }[]): Promise<void> {
  const { from, values } = inputRows(uses, { id: 'uuid', at: 'timestamptz' });
  await sql.rows({
    name: 'session_uses',
    text: `UPDATE sessions SET last_used_at = GREATEST(last_used_at, input.at)
           FROM ${from} WHERE sessions.id = input.id AND ended_at IS NULL`,
    values,
  });
}

/** Deletes those that were over a month ago, in whatever way: none lives longer than until `ends_at`. */
export async function deleteOldSessions(sql: Sql, now: Date): Promise<void> {
  await sql.rows({
    text: 'DELETE FROM sessions WHERE ends_at < $1',
    values: [new Date(now.getTime() - KEPT_MS)],
  });
}
