import type { Sql } from '#database/sql.js';
import { storable, storableName } from '#domain/storable.js';
import type { ContactKey } from './contact-key.js';
import { isShownLeg } from './order-scope.query.js';
import { StatementValues } from './statement-values.js';

/** No more are shown of what is asked for so vaguely. */
const MOST_FOUND = 1_000;
/** So many numbers are looked at for whoever sees single stores: most of them may be of others. */
const MOST_LOOKED_AT = 20_000;
/** Fewer characters begin too many numbers, or are a single one. */
const SHORTEST_BEGINNING = 4;
const LAST_FOUR = /^\d{4}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Greater than whatever may follow in a text. */
const GREATEST = '\u{10FFFF}';

/**
 * The orders that somebody may mean, each way to mean one by an index of its own.
 * @param stores by the legs alone that are seen there; undefined: by all
 */
export async function searchOrders(
  sql: Sql,
  q: string,
  key: ContactKey,
  stores: readonly string[] | undefined,
): Promise<string[]> {
  const { put, all } = new StatementValues();
  const text = storable(q);
  const phoneHash = key.phoneHash(q);
  const ways = [
    `SELECT leg_id FROM leg_numbers WHERE number = ${put(storableName(q))}`,
    ...(text.length < SHORTEST_BEGINNING ? [] : [beginningWith(text, put)]),
    ...(phoneHash === null ? [] : [`SELECT leg_id FROM contacts WHERE phone_hash = ${put(phoneHash)}`]),
    ...(LAST_FOUR.test(q)
      ? [`SELECT leg_id FROM contacts WHERE right(regexp_replace(phone, '\\D', '', 'g'), 4) = ${put(q)}`]
      : []),
    ...(UUID.test(q) ? [`SELECT id FROM legs WHERE order_id = ${put(q)}::uuid`] : []),
  ];
  const cut = stores === undefined ? unscoped : within(put(stores));
  const rows = await sql.rows<{ order_id: string }>({
    text: `SELECT DISTINCT order_id FROM (${ways.map(cut).join(' UNION ')}) AS found
           JOIN legs ON legs.id = found.leg_id`,
    values: all,
  });
  return rows.map((row) => row.order_id);
}

const unscoped = (way: string): string => `(${way} LIMIT ${String(MOST_FOUND)})`;

/** What is of other stores takes nobody's place among those that are found. */
const within =
  (stores: string) =>
  (way: string): string =>
    `(SELECT seen.leg_id FROM (${way} LIMIT ${String(MOST_LOOKED_AT)}) AS seen (leg_id) JOIN legs l ON l.id = seen.leg_id
      JOIN orders o ON o.id = l.order_id
      WHERE o.store_id = ANY(${stores}::uuid[]) AND ${isShownLeg('l', stores)} LIMIT ${String(MOST_FOUND)})`;

const beginningWith = (text: string, put: StatementValues['put']): string =>
  `SELECT leg_id FROM leg_numbers WHERE number ~>=~ ${put(text)} AND number ~<~ ${put(text + GREATEST)}
   ORDER BY number USING ~<~`;
