import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';
import type { Access, Role } from '#domain/access.js';
import { hintOf } from '#domain/hint.js';
import type { Slice } from '../slice.js';
import type { Actor } from './actor.js';
import { fromDbStores } from './api-keys.store.js';

const KEPT_MS = 30 * 24 * 3_600_000;

/** That somebody signed in, without what the browser holds: only its hash is kept. */
export interface Session {
  readonly id: string;
  readonly actor: Actor & { readonly name: string };
  /** What its actor may do now. */
  readonly access: Access;
  readonly createdAt: Date;
  /** To the minute. */
  readonly lastUsedAt: Date;
  /** Whatever it is used for; one that began with a key, with that at the latest. */
  readonly endsAt: Date;
  /** What the browser says that it is. */
  readonly client: string;
}

export interface NewSession extends Omit<Session, 'actor' | 'access'> {
  readonly actor: Actor;
  readonly tokenHash: Buffer;
}

interface DbSession extends Omit<Session, 'actor' | 'access'> {
  readonly kind: Actor['kind'];
  readonly actorId: string;
  readonly name: string;
  readonly role: Role;
  readonly storeIds: readonly string[];
  /** Of its token, hex. */
  readonly hash: string;
}

export const fromDbSession = (row: DbSession): Session => {
  const { kind, actorId, name, role, storeIds, hash: _hash, ...session } = row;
  return { ...session, actor: { kind, id: actorId, name }, access: { role, stores: fromDbStores(storeIds) } };
};

const COLUMNS = `s.id, encode(s.token_hash, 'hex') AS hash, s.actor_kind AS kind, s.actor_id AS "actorId",
  coalesce(k.name, u.name) AS name, coalesce(k.role, u.role) AS role, coalesce(k.store_ids, u.store_ids) AS "storeIds",
  s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", LEAST(s.ends_at, k.expires_at) AS "endsAt", s.client`;

/** Of an actor that may still do something, and not over by itself. */
const LIVE = `sessions s
  LEFT JOIN api_keys k ON s.actor_kind = 'key' AND k.id = s.actor_id AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > $1)
  LEFT JOIN users u ON s.actor_kind = 'user' AND u.id = s.actor_id AND u.disabled_at IS NULL
    AND u.password_hash IS NOT NULL
  WHERE (k.id IS NOT NULL OR u.id IS NOT NULL) AND s.ended_at IS NULL AND s.ends_at > $1 AND s.last_used_at > $2`;

/** Asked every second by every hub, so a prepared statement. @param idleSince whoever was used last then has ended */
export const liveSessions = (sql: Sql, now: Date, idleSince: Date): Promise<DbSession[]> =>
  sql.rows<DbSession>({
    name: 'live_sessions',
    text: `SELECT ${COLUMNS} FROM ${LIVE}`,
    values: [now, idleSince],
  });

/** @param of undefined: of everybody */
export async function listSessions(
  sql: Sql,
  { now, idleSince, limit, after }: Slice & { readonly now: Date; readonly idleSince: Date },
  of?: Actor,
): Promise<Session[]> {
  const rows = await sql.rows<DbSession>({
    text: `SELECT ${COLUMNS} FROM ${LIVE} AND ($3::uuid IS NULL OR s.id > $3)
             AND ($5::uuid IS NULL OR (s.actor_id = $5 AND s.actor_kind = $6)) ORDER BY s.id LIMIT $4`,
    values: [now, idleSince, after ?? null, limit, of?.id ?? null, of?.kind ?? null],
  });
  return rows.map(fromDbSession);
}

export async function insertSession(sql: Sql, session: NewSession): Promise<void> {
  const { id, tokenHash, actor, createdAt, lastUsedAt, endsAt, client } = session;
  await sql.rows({
    tells: [hintOf('session', id)],
    text: `INSERT INTO sessions (id, token_hash, actor_kind, actor_id, created_at, last_used_at, ends_at, client)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, tokenHash, actor.kind, actor.id, createdAt, lastUsedAt, endsAt, client],
  });
}

/** @param of whose it has to be; undefined: anybody's. @returns false where there is none */
export async function endSession(sql: Sql, id: string, at: Date, of?: Actor): Promise<boolean> {
  const rows = await sql.rows({
    tells: [hintOf('session', id)],
    text: `UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL
             AND ($3::uuid IS NULL OR (actor_id = $3 AND actor_kind = $4)) RETURNING id`,
    values: [id, at, of?.id ?? null, of?.kind ?? null],
  });
  return rows.length > 0;
}

/** Ends those of an actor but for the last used `keep`. */
export async function endSessionsOf(sql: Sql, { kind, id }: Actor, at: Date, keep = 0): Promise<void> {
  await sql.rows({
    tells: ['session'],
    text: `UPDATE sessions SET ended_at = $3 WHERE id IN (
             SELECT id FROM sessions WHERE actor_kind = $1 AND actor_id = $2 AND ended_at IS NULL
             ORDER BY last_used_at DESC, id DESC OFFSET $4) RETURNING id`,
    values: [kind, id, at, keep],
  });
}

/** Ends those of an actor but for this one. */
export async function endOtherSessions(sql: Sql, { kind, id }: Actor, at: Date, but: string): Promise<void> {
  await sql.rows({
    tells: ['session'],
    text: `UPDATE sessions SET ended_at = $3
           WHERE actor_kind = $1 AND actor_id = $2 AND ended_at IS NULL AND id <> $4 RETURNING id`,
    values: [kind, id, at, but],
  });
}

/** Uses of a session are those of its key or user, too. */
export async function writeUses(sql: Sql, uses: readonly { id: string; at: Date }[]): Promise<void> {
  const { from, values } = inputRows(uses, { id: 'uuid', at: 'timestamptz' });
  await sql.rows({
    name: 'session_uses',
    text: `WITH used AS (
             UPDATE sessions SET last_used_at = GREATEST(last_used_at, input.at)
             FROM ${from} WHERE sessions.id = input.id AND ended_at IS NULL RETURNING actor_kind, actor_id, last_used_at),
           actors AS (SELECT actor_kind AS kind, actor_id AS id, max(last_used_at) AS at FROM used GROUP BY 1, 2),
           people AS (
             UPDATE users u SET last_used_at = GREATEST(u.last_used_at, actors.at)
             FROM actors WHERE actors.kind = 'user' AND u.id = actors.id)
           UPDATE api_keys k SET last_used_at = GREATEST(k.last_used_at, actors.at)
           FROM actors WHERE actors.kind = 'key' AND k.id = actors.id`,
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
