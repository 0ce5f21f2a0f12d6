import type { Sql } from '#database/sql.js';
import { hintOf } from '#domain/hint.js';
import type { AlarmState } from '../alarm.js';

/** Until the transaction ends. */
export async function lockAlarm(sql: Sql, id: string): Promise<AlarmState | undefined> {
  const [row] = await sql.rows<{ state: AlarmState }>({
    name: 'alarms_lock_one',
    text: 'SELECT state FROM alarms WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  return row?.state;
}

export interface Acknowledged {
  readonly id: string;
  /** The name of the API key. */
  readonly by: string;
  readonly at: Date;
  readonly textId: string | null;
}

export async function writeAcknowledged(sql: Sql, { id, by, at, textId }: Acknowledged): Promise<void> {
  await sql.rows({
    name: 'alarms_acknowledge',
    tells: [hintOf('alarm', id)],
    text: `UPDATE alarms SET state = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3, text_id = $4
           WHERE id = $1`,
    values: [id, at, by, textId],
  });
}

export async function addAlarmText(sql: Sql, id: string, text: string): Promise<void> {
  await sql.rows({
    name: 'alarms_add_text',
    text: 'INSERT INTO alarm_texts (id, text) VALUES ($1, $2)',
    values: [id, text],
  });
}

/** @returns whether there was such a text */
export async function eraseAlarmText(sql: Sql, id: string): Promise<string | undefined> {
  const [row] = await sql.rows<{ text: string }>({
    name: 'alarms_erase_text',
    text: 'DELETE FROM alarm_texts WHERE id = $1 RETURNING text',
    values: [id],
  });
  return row?.text;
}
