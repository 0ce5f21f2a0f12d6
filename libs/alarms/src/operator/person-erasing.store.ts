import { showsPhone } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import type { ErasedLeg } from '#domain/erased-leg.js';

/** What people wrote about alarms and shows the person's phone: an alarm is about no order. @returns the texts */
export async function eraseFromAlarmTexts(sql: Sql, { person }: ErasedLeg): Promise<string[]> {
  const rows = await sql.rows<{ text: string }>({
    name: 'alarms_erase_texts_of_person',
    text: `DELETE FROM alarm_texts t WHERE ${showsPhone('t.text', '$1::text[]')} RETURNING t.text`,
    values: [person.phones],
  });
  return rows.map(({ text }) => text);
}
