import type { RetainedRows } from '#database/retained.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';

const ROWS_AT_ONCE = 100;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The first id of an instant: a leg's id begins with the time at which it was opened. */
const idAt = (at: Date): string => uuidV7(at, Buffer.alloc(10));

/**
 * Says for which legs contacts are still needed: SQL, of an order's id. Whoever makes commands or repairs for an order
 * knows; the ledger does not.
 */
export type ContactNeed = (orderId: string) => string;

/**
 * SQL: of the order `o` nothing was stated and nothing corrected since $2. An answer that says what was known adds no
 * entry: an order that is merely listed again is no younger for it.
 */
const UNCHANGED = `
  NOT EXISTS (SELECT FROM legs l JOIN ledger_entries e ON e.leg_id = l.id WHERE l.order_id = o AND e.recorded_at >= $2)
  AND NOT EXISTS (SELECT FROM legs l JOIN corrections k ON k.leg_id = l.id WHERE l.order_id = o AND k.stated_at >= $2)`;

/** Contacts of orders that have not changed for long; an order's end is a change too. */
export function keptContacts(needs: readonly ContactNeed[]): RetainedRows {
  const old = [UNCHANGED, ...needs.map((need) => `NOT ${need('o')}`)].join(' AND ');
  return {
    table: 'contacts',
    async due(sql, before, most) {
      const [row] = await sql.rows<{ rows: number; oldestAt: Date | null }>({
        text: `SELECT (SELECT count(*)::int FROM (
                 SELECT FROM contacts c JOIN legs own ON own.id = c.leg_id, LATERAL (SELECT own.order_id AS o) the
                 WHERE c.leg_id < $1 AND ${old} LIMIT $3) counted) AS rows,
                 (SELECT own.created_at FROM contacts c JOIN legs own ON own.id = c.leg_id
                  ORDER BY c.leg_id LIMIT 1) AS "oldestAt"`,
        values: [idAt(before), before, most],
      });
      return row ?? { rows: 0, oldestAt: null };
    },
    async forget(sql, before, after) {
      const part = await sql.rows<{ leg_id: string; order_id: string }>({
        text: `SELECT c.leg_id, l.order_id FROM contacts c JOIN legs l ON l.id = c.leg_id
               WHERE c.leg_id > $1 AND c.leg_id < $2 ORDER BY c.leg_id LIMIT $3`,
        values: [after ?? FIRST_ID, idAt(before), ROWS_AT_ONCE],
      });
      const held = await holdOrders(
        sql,
        part.map(({ order_id }) => order_id),
      );
      const rows = await sql.rows({
        tells: ['order'],
        text: `DELETE FROM contacts c USING legs own, LATERAL (SELECT own.order_id AS o) the
               WHERE own.id = c.leg_id AND c.leg_id = ANY($1::uuid[]) AND own.order_id = ANY($3::uuid[]) AND ${old}
               RETURNING 1`,
        values: [part.map(({ leg_id }) => leg_id), before, held],
      });
      return { rows: rows.length, after: part.length < ROWS_AT_ONCE ? null : (part.at(-1)?.leg_id ?? null) };
    },
  };
}

/** As who records does, but waits for nobody: an order that somebody is at changes just now. @returns those it has */
async function holdOrders(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>({
    text: 'SELECT id FROM orders WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED',
    values: [ids],
  });
  return rows.map(({ id }) => id);
}
