import { namesPerson, showsPhone } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import type { ErasedLeg } from '#domain/erased-leg.js';

const LEGS = 'SELECT id FROM legs WHERE id = $1 OR order_id = $4';

/** Of suggestions of the order's legs, what a person wrote that names its customer. @returns what it was */
export async function eraseFromSuggestions(
  sql: Sql,
  { legId, orderId, person }: ErasedLeg,
): Promise<string[]> {
  const rows = await sql.rows<{ text: string }>({
    name: 'reconciliation_erase_suggestions_of_leg',
    tells: ['suggestion'],
    text: `WITH found AS (
             SELECT s.id, s.store_id, s.reason AS text FROM link_suggestions s
             WHERE (s.leg_id IN (${LEGS}) OR s.other_leg_id IN (${LEGS})) AND s.reason IS NOT NULL
               AND ${namesPerson('s.reason', '$2::text[]', '$3::text[]')}),
           gone AS (UPDATE link_suggestions s SET reason = NULL FROM found WHERE s.id = found.id)
           SELECT id, store_id AS "storeId", text FROM found`,
    values: [legId, person.phones, person.words, orderId],
  });
  return rows.map(({ text }) => text);
}

/**
 * Texts about discrepancies, repairs and brakes: where they show the phone, whatever they are about; where they name the
 * person otherwise, those of discrepancies of the order alone, because a name is others' too. @returns what they were
 */
export async function eraseFromTexts(sql: Sql, { orderId, person }: ErasedLeg): Promise<string[]> {
  const rows = await sql.rows<{ text: string }>({
    name: 'reconciliation_erase_texts_of_order',
    text: `DELETE FROM discrepancy_texts t
           WHERE ${showsPhone('t.text', '$2::text[]')}
             OR (t.id IN (
                   SELECT e.text_id FROM discrepancy_events e JOIN discrepancies d ON d.id = e.discrepancy_id
                   WHERE d.order_id = $1 AND e.text_id IS NOT NULL
                   UNION SELECT r.text_id FROM repairs r WHERE r.order_id = $1 AND r.text_id IS NOT NULL)
                 AND ${namesPerson('t.text', '$2::text[]', '$3::text[]')})
           RETURNING t.text`,
    values: [orderId, person.phones, person.words],
  });
  return rows.map(({ text }) => text);
}
