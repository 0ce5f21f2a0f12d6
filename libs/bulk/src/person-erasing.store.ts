import { showsPhone } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import type { ErasedLeg } from '#domain/erased-leg.js';
import { ERASED_TEXT } from '#domain/personal-columns.js';

/** Why somebody began a bulk act, where that shows the person's phone. @returns the texts */
export async function eraseFromBulks(sql: Sql, { person }: ErasedLeg): Promise<string[]> {
  const rows = await sql.rows<{ text: string }>({
    name: 'bulk_erase_reasons_of_person',
    tells: ['bulk'],
    text: `WITH found AS (
             SELECT b.id, b.reason AS text FROM bulks b
             WHERE b.reason IS NOT NULL AND ${showsPhone('b.reason', '$1::text[]')}),
           gone AS (UPDATE bulks b SET reason = $2 FROM found WHERE b.id = found.id)
           SELECT id, text FROM found`,
    values: [person.phones, ERASED_TEXT],
  });
  return rows.map(({ text }) => text);
}
