import type { Sql } from '#database/sql.js';

/** What is long over is kept no longer: messages of a month, alarms that ended half a year ago. */
export async function forgetOld(sql: Sql, now: Date): Promise<void> {
  await sql.rows({
    name: 'alarms_forget_notices',
    text: `DELETE FROM alarm_notices n USING alarm_messages m, alarms a
           WHERE m.id = n.message_id AND a.id = n.alarm_id AND a.ended_at < $1::timestamptz - INTERVAL '30 days'
             AND m.settled_at < $1::timestamptz - INTERVAL '30 days'`,
    values: [now],
  });
  await sql.rows({
    name: 'alarms_forget_messages',
    text: `DELETE FROM alarm_messages m WHERE m.settled_at < $1::timestamptz - INTERVAL '30 days'
             AND NOT EXISTS (SELECT FROM alarm_notices n WHERE n.message_id = m.id)`,
    values: [now],
  });
  await sql.rows({
    name: 'alarms_forget_alarms',
    text: `DELETE FROM alarms WHERE ended_at < $1::timestamptz - INTERVAL '180 days'`,
    values: [now],
  });
  // A note goes with its alarm, and when what it was about has stood anew.
  await sql.rows({
    name: 'alarms_forget_texts',
    text: 'DELETE FROM alarm_texts t WHERE NOT EXISTS (SELECT FROM alarms a WHERE a.text_id = t.id)',
  });
}
