import { namesPerson } from '#database/names-person.js';
import type { Sql } from '#database/sql.js';
import { ERASED_DIGEST, type ErasedLeg } from '#domain/erased-leg.js';
import { ERASED_TEXT } from '#domain/personal-columns.js';
import { hintOf } from '#domain/hint.js';

/** SQL: the legs of the order that the leg ($1) is of. */
const LEGS = 'SELECT o.id FROM legs l JOIN legs o ON o.order_id = l.order_id WHERE l.id = $1';

const named = (column: string): string => namesPerson(column, '$2::text[]', '$3::text[]');

/**
 * What was sent is kept masked; where a text of it names the person all the same (an item's name, a till's words), the
 * text goes. @returns what it was, of each step that lost something
 */
export async function eraseFromAttempts(sql: Sql, { legId, person }: ErasedLeg): Promise<string[]> {
  const rows = await sql.rows<{ text: string }>({
    name: 'dispatch_erase_attempts',
    text: `WITH found AS (
             SELECT a.started_at, a.id, concat_ws(' ', a.request::text, a.message, a.vendor_code) AS text
             FROM dispatch_attempts a
             WHERE a.dispatch_id IN (SELECT id FROM dispatches WHERE leg_id IN (${LEGS}))
               AND (${named('a.request::text')} OR ${named('a.message')} OR ${named('a.vendor_code')})),
           gone AS (
             UPDATE dispatch_attempts a SET
             request = CASE WHEN ${named('a.request::text')} THEN NULL ELSE a.request END,
             message = CASE WHEN ${named('a.message')} THEN $4 ELSE a.message END,
             vendor_code = CASE WHEN ${named('a.vendor_code')} THEN $4 ELSE a.vendor_code END
             FROM found WHERE a.started_at = found.started_at AND a.id = found.id)
           SELECT text FROM found`,
    values: [legId, person.phones, person.words, ERASED_TEXT],
  });
  return rows.map(({ text }) => text);
}

/** SQL: a command about the leg itself has its contact's digest. */
const OWN_DIGEST = `d.leg_id = $1 AND jsonb_typeof(d.placed_facts -> 'contact') = 'string'`;

/** Commands about a leg, and what others of its order say of the person. @returns what each said of the person; nothing where that was the contact's digest alone */
export async function eraseFromDispatches(
  sql: Sql,
  { legId, orderId, person }: ErasedLeg,
): Promise<(string | null)[]> {
  const rows = await sql.rows<{ text: string | null }>({
    name: 'dispatch_erase_dispatches',
    tells: ['dispatch', hintOf('order', orderId)],
    text: `WITH found AS (
             SELECT d.id, d.store_id, CASE WHEN ${named('d.detail::text')} OR ${named('d.error_message')}
               THEN concat_ws(' ', d.detail::text, d.error_message) END AS text
             FROM dispatches d
             WHERE d.leg_id IN (${LEGS}) AND ((${OWN_DIGEST}) OR ${named('d.detail::text')}
               OR ${named('d.error_message')})),
           gone AS (
             UPDATE dispatches d SET
             placed_facts = CASE WHEN ${OWN_DIGEST}
                                 THEN jsonb_set(d.placed_facts, '{contact}', to_jsonb($5::text)) ELSE d.placed_facts END,
             detail = CASE WHEN ${named('d.detail::text')} THEN NULL ELSE d.detail END,
             error_message = CASE WHEN ${named('d.error_message')} THEN $4 ELSE d.error_message END
             FROM found WHERE d.id = found.id)
           SELECT id, store_id AS "storeId", text FROM found`,
    values: [legId, person.phones, person.words, ERASED_TEXT, ERASED_DIGEST],
  });
  return rows.map(({ text }) => text);
}
