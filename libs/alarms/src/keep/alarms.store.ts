import { inputRows } from '#database/input-rows.js';
import { jsonText } from '#database/json-text.js';
import type { Sql } from '#database/sql.js';
import { hintsOfIds } from '#domain/hint.js';
import type { StandingAlarm } from '../alarm.js';
import type { KeptAlarm } from './alarm-changes.js';

/**
 * Until the transaction ends nobody else writes alarms: a hub of another version may tell the same under another name.
 * @returns whether no later look of the source has been written
 */
export async function takeLook(sql: Sql, source: string, at: Date): Promise<boolean> {
  const rows = await sql.rows({
    name: 'alarms_take_look',
    text: `INSERT INTO alarm_looks (source, at)
           SELECT $1::text, $2::timestamptz FROM (SELECT pg_advisory_xact_lock(hashtextextended('alarms', 0)) OFFSET 0) AS held
           ON CONFLICT (source) DO UPDATE SET at = excluded.at WHERE alarm_looks.at < excluded.at RETURNING at`,
    values: [source, at],
  });
  return rows.length === 1;
}

/** Those that stand, and of each subject the one that ended last since then. */
export const keptAlarms = (sql: Sql, kinds: readonly string[], endedSince: Date): Promise<KeptAlarm[]> =>
  sql.rows({
    name: 'alarms_kept',
    text: `SELECT DISTINCT ON (kind, subject) id, kind, subject, state, occurrence, since, count, params FROM alarms
           WHERE kind = ANY($1::text[]) AND (state <> 'ended' OR ended_at > $2)
           ORDER BY kind, subject, ended_at DESC NULLS FIRST`,
    values: [kinds, endedSince],
  });

const OPENED = {
  id: 'uuid',
  kind: 'text',
  subject: 'text',
  since: 'timestamptz',
  count: 'int',
  params: 'text',
} as const;

export async function insertAlarms(
  sql: Sql,
  opened: readonly (StandingAlarm & { readonly id: string })[],
  now: Date,
): Promise<void> {
  if (opened.length === 0) return;
  const rows = opened.map((alarm) => ({ ...alarm, params: jsonText(alarm.params) }));
  const input = inputRows(rows, OPENED, 2);
  await sql.rows({
    name: 'alarms_insert',
    tells: hintsOfIds(
      'alarm',
      opened.map(({ id }) => id),
    ),
    text: `INSERT INTO alarms (id, kind, subject, state, params, count, since, opened_at, last_at)
           SELECT id, kind, subject, 'open', params::jsonb, count, since, $1, $1 FROM ${input.from}`,
    values: [now, ...input.values],
  });
}

const SEEN = { id: 'uuid', since: 'timestamptz', count: 'int', params: 'text', occurrence: 'int' } as const;

/** Those of another occurrence than before are open again, and nobody has acknowledged that. */
export async function updateAlarms(sql: Sql, seen: readonly KeptAlarm[], now: Date): Promise<void> {
  if (seen.length === 0) return;
  const rows = seen.map((alarm) => ({ ...alarm, params: jsonText(alarm.params) }));
  const input = inputRows(rows, SEEN, 2);
  const again = 'input.occurrence > a.occurrence';
  await sql.rows({
    name: 'alarms_update',
    tells: hintsOfIds(
      'alarm',
      seen.map(({ id }) => id),
    ),
    text: `UPDATE alarms a SET last_at = $1, since = input.since, count = input.count, params = input.params::jsonb,
             occurrence = input.occurrence, ended_at = NULL,
             state = CASE WHEN ${again} THEN 'open' ELSE a.state END,
             acknowledged_at = CASE WHEN ${again} THEN NULL ELSE a.acknowledged_at END,
             acknowledged_by = CASE WHEN ${again} THEN NULL ELSE a.acknowledged_by END,
             text_id = CASE WHEN ${again} THEN NULL ELSE a.text_id END
           FROM ${input.from} WHERE a.id = input.id`,
    values: [now, ...input.values],
  });
}

export async function endAlarms(sql: Sql, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql.rows({
    name: 'alarms_end',
    tells: hintsOfIds('alarm', ids),
    text: `UPDATE alarms SET state = 'ended', ended_at = $2 WHERE id = ANY($1::uuid[])`,
    values: [ids, now],
  });
}
