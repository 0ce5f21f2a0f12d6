import { inputRows } from '#database/input-rows.js';
import type { Sql } from '#database/sql.js';

/** An alarm that has just opened or ended. */
export interface Noticed {
  readonly id: string;
  readonly kind: string;
  readonly occurrence: number;
}

const NOTICED = { id: 'uuid', kind: 'text', occurrence: 'int' } as const;

/** SQL: whether the address is to hear of the alarm. */
const HEARS = `NOT a.paused AND (cardinality(a.kinds) = 0 OR input.kind = ANY(a.kinds))`;

/** Where its last end was not told yet, it has never ended: there is nothing to tell. */
export async function noticeOpened(sql: Sql, opened: readonly Noticed[], now: Date): Promise<void> {
  if (opened.length === 0) return;
  const input = inputRows(opened, NOTICED, 2);
  await sql.rows({
    name: 'alarms_notice_opened',
    text: `WITH input AS (SELECT * FROM ${input.from}),
           untold AS (
             DELETE FROM alarm_notices n USING input WHERE n.alarm_id = input.id AND n.what = 'ended' AND n.message_id IS NULL
             RETURNING n.address_id, n.alarm_id)
           INSERT INTO alarm_notices (address_id, alarm_id, occurrence, what, at, due_at)
           SELECT a.id, input.id, input.occurrence, 'opened', $1, $1 FROM input CROSS JOIN alarm_addresses a
           WHERE ${HEARS} AND NOT EXISTS (SELECT FROM untold u WHERE u.address_id = a.id AND u.alarm_id = input.id)
           ON CONFLICT DO NOTHING`,
    values: [now, ...input.values],
  });
}

/** To those who are to hear, or have heard, that it opened. */
export async function noticeEnded(
  sql: Sql,
  ended: readonly Noticed[],
  { now, dueAt }: { readonly now: Date; readonly dueAt: Date },
): Promise<void> {
  if (ended.length === 0) return;
  const input = inputRows(ended, NOTICED, 3);
  await sql.rows({
    name: 'alarms_notice_ended',
    text: `INSERT INTO alarm_notices (address_id, alarm_id, occurrence, what, at, due_at)
           SELECT n.address_id, input.id, input.occurrence, 'ended', $1, $2 FROM ${input.from} CROSS JOIN LATERAL (
             SELECT address_id FROM alarm_notices WHERE alarm_id = input.id GROUP BY address_id
             HAVING count(*) FILTER (WHERE what = 'opened') > count(*) FILTER (WHERE what = 'ended')) n
           ON CONFLICT DO NOTHING`,
    values: [now, dueAt, ...input.values],
  });
}
