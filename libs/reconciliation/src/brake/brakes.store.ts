import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { Stop, StopReason } from './stop-rule.js';

export const ALL = 'all';

/** A stop that stands. */
export interface Stopped {
  readonly stopId: string;
  readonly at: Date;
  readonly reason: StopReason;
}

/** A brake, held where something is to hang on it. */
export interface HeldBrake {
  /** `all`, or an account's id. */
  readonly scope: string;
  readonly stopped: Stopped | null;
  /** What was before it stops nothing any more; null: nobody ever had to start it. */
  readonly startedAt: Date | null;
}

interface BrakeRow {
  readonly scope: string;
  readonly stop_id: string | null;
  readonly stopped_at: Date | null;
  readonly reason: StopReason | null;
  readonly started_at: Date | null;
}

const COLUMNS = 'scope, stop_id, stopped_at, reason, started_at';

/**
 * That of all, then those of these accounts: until the transaction ends nobody else begins a repair, stops or starts. An
 * account's row is made by whoever needs it first.
 */
export async function holdBrakes(sql: Sql, accountIds: readonly string[]): Promise<Map<string, HeldBrake>> {
  const all = await sql.rows<BrakeRow>({
    name: 'brake_hold_all',
    text: `SELECT ${COLUMNS} FROM brakes WHERE scope = '${ALL}' FOR UPDATE`,
  });
  if (accountIds.length === 0) return held(all);
  await sql.rows({
    name: 'brake_make',
    text: 'INSERT INTO brakes (scope) SELECT DISTINCT unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING',
    values: [accountIds],
  });
  const accounts = await sql.rows<BrakeRow>({
    name: 'brake_hold',
    text: `SELECT ${COLUMNS} FROM brakes WHERE scope = ANY($1::text[]) ORDER BY scope FOR UPDATE`,
    values: [accountIds],
  });
  return held([...all, ...accounts]);
}

const held = (rows: readonly BrakeRow[]): Map<string, HeldBrake> =>
  new Map(rows.map((row) => [row.scope, toHeld(row)]));

const toHeld = ({ scope, stop_id, stopped_at, reason, started_at }: BrakeRow): HeldBrake => ({
  scope,
  stopped:
    stop_id === null || stopped_at === null || reason === null
      ? null
      : { stopId: stop_id, at: stopped_at, reason },
  startedAt: started_at,
});

/** Of each account, without holding anything. */
export async function accountBrakes(sql: Sql): Promise<HeldBrake[]> {
  const rows = await sql.rows<BrakeRow>({
    name: 'brake_of_accounts',
    text: `SELECT a.id::text AS scope, b.stop_id, b.stopped_at, b.reason, b.started_at
           FROM accounts a LEFT JOIN brakes b ON b.scope = a.id::text ORDER BY 1`,
  });
  return rows.map(toHeld);
}

/** How many accounts are stopped, and have been since then. */
export async function countStoppedSince(sql: Sql, since: Date | null): Promise<number> {
  const [row] = await sql.rows<{ count: number }>({
    name: 'brake_count_stopped',
    text: `SELECT count(*)::int AS count FROM brakes
           WHERE scope <> '${ALL}' AND state = 'stopped' AND ($1::timestamptz IS NULL OR stopped_at > $1)`,
    values: [since],
  });
  return row?.count ?? 0;
}

/** The stops that stand: of all first, then by when they began. */
export async function standingStops(sql: Sql): Promise<{ scope: string; stopId: string }[]> {
  return sql.rows({
    name: 'brake_standing_stops',
    text: `SELECT scope, stop_id AS "stopId" FROM brakes WHERE state = 'stopped'
           ORDER BY scope <> '${ALL}', stopped_at, scope`,
  });
}

/** Who stops or starts, and what a person wrote. */
export interface Acted {
  /** Null: the hub itself. */
  readonly actor: string | null;
  readonly textId: string | null;
  readonly at: Date;
}

/** Of a brake that is held and runs. @param ids of the stop, and of what is told of it in the history */
export async function writeStop(
  sql: Sql,
  scope: string,
  stop: Stop,
  { at, actor, textId, ...ids }: Acted & { readonly stopId: string; readonly eventId: string },
): Promise<void> {
  await sql.rows({
    name: 'brake_stop',
    tells: [hintOf('brake', scope)],
    text: `WITH stopped AS (
             UPDATE brakes SET state = 'stopped', stop_id = $2, stopped_at = $4, stopped_by = $5, text_id = $6,
               reason = $7, detail = $8::jsonb
             WHERE scope = $1 RETURNING scope)
           INSERT INTO brake_events (id, scope, at, kind, stop_id, reason, detail, actor, text_id)
           SELECT $3, scope, $4, 'stopped', $2, $7, $8::jsonb, $5, $6 FROM stopped`,
    values: [scope, ids.stopId, ids.eventId, at, actor, textId, stop.reason, jsonText(stop.detail)],
  });
}

/** Of a brake that is held and stopped: from now on it is judged by what comes. */
export async function writeStart(
  sql: Sql,
  scope: string,
  { at, actor, textId, eventId }: Acted & { readonly eventId: string },
): Promise<void> {
  await sql.rows({
    name: 'brake_start',
    tells: [hintOf('brake', scope)],
    text: `WITH before AS (SELECT scope, stop_id FROM brakes WHERE scope = $1),
           started AS (
             UPDATE brakes SET state = 'running', stop_id = NULL, stopped_at = NULL, stopped_by = NULL, reason = NULL,
               detail = NULL, text_id = NULL, started_at = $3, started_by = $4
             WHERE scope = $1)
           INSERT INTO brake_events (id, scope, at, kind, stop_id, actor, text_id)
           SELECT $2, scope, $3, 'started', stop_id, $4, $5 FROM before`,
    values: [scope, eventId, at, actor, textId],
  });
}
